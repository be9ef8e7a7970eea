package org.bactrian.journeys;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a real browser: skipped where there is none, unless {@code CI=true} says that
 * there must be one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InBrowser.WhereThereIsOne.class)
@interface InBrowser {

  /** Says once what is skipped, and why. */
  final class WhereThereIsOne implements ExecutionCondition {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Chromium.isInstalled() || "true".equals(System.getenv("CI"))) {
        return ConditionEvaluationResult.enabled("there is a browser, or there must be");
      }
      String reason =
          "The browser tests are skipped: there is no Chromium (apt-get install chromium, or set"
              + " CHROMIUM to its path)";
      if (!SAID.getAndSet(true)) System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
