package org.bactrian.connection.login;

import java.util.Locale;
import org.bactrian.connection.Problem;
import org.bactrian.salesforce.call.LoginRefusal;

/** Salesforce's refusal of a login in the browser, in words. */
record Refusal(String error, String description) {

  private static final int LONGEST = 300;

  /** What it comes to. */
  LoginRefusal cause() {
    LoginRefusal cause = LoginRefusal.of(error, description);
    return switch (cause) {
      case NOBODY_TO_RUN_AS, FLOW_NOT_ENABLED, ASSERTION -> LoginRefusal.OTHER;
      default -> cause;
    };
  }

  /** Whether it passes by itself. */
  boolean heals() {
    return cause().heals();
  }

  /** In words, with Salesforce's own. */
  Problem problem() {
    String cause = cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.of("login.refused." + cause, said());
  }

  private String said() {
    String said = description.isBlank() ? error : error + ": " + description;
    String plain = said.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
