package org.bactrian.salesforce.call;

import java.util.List;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.calls.CallBoundary;

/** What is left for a person to do about a call that Salesforce refused, by its cause. */
public final class CallAdvice {

  static final String NEXT = CallBoundary.NEXT_RUN;

  /** An error by its code and some of its words; none of them fit all. */
  private record Cause(String code, String words, String advice) {

    boolean fits(RestError error) {
      return code.equals(error.getErrorCode())
          && String.valueOf(error.getMessage()).contains(words);
    }
  }

  private static final List<Cause> CAUSES =
      List.of(
          new Cause(
              CallFailed.LIMIT,
              CallFailed.AT_ONCE,
              "; too many slow calls are under way in the org at once, of all its integrations"
                  + NEXT),
          new Cause(
              CallFailed.LIMIT,
              "",
              "; the org's API calls of 24 hours are spent: wait until some of them are a day old,"
                  + " or buy more"
                  + NEXT),
          new Cause(
              "INVALID_QUERY_LOCATOR",
              "",
              "; Salesforce forgot the list that was being read, because reading it took too long;"
                  + " nothing is lost"
                  + NEXT),
          new Cause(
              "INVALID_FIELD",
              "can not be filtered",
              "; Salesforce can't search by this field: it is encrypted, or too long. Have an"
                  + " administrator encrypt it deterministically, or match by another field"),
          new Cause("INVALID_FIELD", "", seen("the field")),
          new Cause("INVALID_TYPE", "", seen("the object")),
          new Cause(
              "QUERY_TOO_COMPLICATED",
              "",
              "; the formula fields together are too large for one query: map fewer of them"),
          new Cause("API_DISABLED_FOR_ORG", "", enabled()),
          new Cause("API_CURRENTLY_DISABLED", "", enabled()),
          new Cause(
              "INVALID_SESSION_ID",
              "",
              "; it refuses tokens that it has just given: check the app's session policy and IP"
                  + " ranges, and that nothing logs the sync user out"));

  private CallAdvice() {}

  /** A clause that begins with a semicolon. */
  public static String of(int status, List<RestError> errors) {
    for (Cause cause : CAUSES) {
      if (errors.stream().anyMatch(cause::fits)) return cause.advice();
    }
    return switch (status) {
      case 400 -> "; check the fields in config/mappings (bactrian validate compares them)";
      case 401 -> "; check that the app may still be used, and that nothing logs the sync user out";
      case 403 -> "; check the sync user's permissions";
      case 404 ->
          errors.isEmpty()
              ? "; check bactrian.salesforce.login-url and .api-version"
              : "; check that the sync user may see it";
      default -> status >= 500 || status == 429 ? "; look at status.salesforce.com" + NEXT : NEXT;
    };
  }

  private static String seen(String what) {
    return "; check that %s is there and that the sync user may see it, and its name in config/mappings"
            .formatted(what)
        + " (bactrian validate compares them)";
  }

  private static String enabled() {
    return "; give the sync user the permission 'API Enabled' (Setup > Profiles); the org's edition"
        + " must have the API";
  }
}
