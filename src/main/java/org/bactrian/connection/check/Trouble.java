package org.bactrian.connection.check;

import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.connection.Problem;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.flow.Failure;
import org.bactrian.marketo.client.MarketoException;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.salesforce.LoginNeeded;

/** Why one of the systems did not answer as it should, in words. */
final class Trouble {

  private static final String NO_PERMISSION = "603";

  private Trouble() {}

  static SetupTrouble explaining(RuntimeException failure) {
    Throwable cause = Failure.cause(failure);
    return new SetupTrouble(Problem.of(key(cause), Failure.explain(cause)));
  }

  private static String key(Throwable cause) {
    if (cause instanceof LoginNeeded) return "ask.login-needed";
    if (cause instanceof SalesforceException refusal) {
      return isApiDisabled(refusal) ? "ask.api-disabled" : "ask.salesforce";
    }
    if (cause instanceof MarketoRefused refused && refused.code().equals(NO_PERMISSION)) {
      return "ask.marketo-permission";
    }
    return cause instanceof MarketoException ? "ask.marketo" : "ask.other";
  }

  private static boolean isApiDisabled(SalesforceException refusal) {
    return refusal.getErrors() != null
        && refusal.getErrors().stream()
            .anyMatch(e -> String.valueOf(e.getErrorCode()).matches("API_(CURRENTLY_)?DISABLED.*"));
  }
}
