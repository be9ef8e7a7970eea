package org.bactrian.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.calls.CallBoundary;
import org.bactrian.calls.CallRefused;
import org.bactrian.calls.PlainWords;
import org.bactrian.marketo.client.MarketoException;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.process.SecretLogFilter;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.call.CallFailed;
import org.bactrian.state.lease.LeaseLost;
import org.bactrian.state.pool.Outage;

/** Tells what heals by waiting from what needs a person, and says what happened. */
public final class Failure {

  private static final String NEXT = CallBoundary.NEXT_RUN;
  private static final String MEMORY =
      "out of memory: give the process more (java -Xmx2g), or fewer fields to the mappings";

  private static final Set<String> OF_THE_ORG =
      Set.of("REQUEST_LIMIT_EXCEEDED", "SERVER_UNAVAILABLE", "API_DISABLED_FOR_ORG");

  /** What is before Marketo said no, or its login: to all calls, as like as not. */
  private static final Pattern HTTP_STATUS = Pattern.compile("[345]\\d\\d");

  private static final Set<String> OF_A_FIELD = Set.of("1003", "1006", "1011");

  private Failure() {}

  /** What is behind Camel's own words for it. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && !(cause instanceof SalesforceException)
        && cause.getClass().getName().startsWith("org.apache.camel")) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Whether Salesforce's refusal heals by itself: an outage, a time-out, a spent budget. */
  public static boolean heals(Throwable failure) {
    if (!(failure instanceof SalesforceException refusal)) return false;
    if (failure instanceof LoginNeeded || LeaseLost.isCauseOf(failure)) return false;
    if (failure instanceof CallFailed call) {
      switch (call.kind()) {
        case UNREACHED, LOST -> {
          return true;
        }
        case GARBLED, TOO_LARGE, REDIRECTED -> {
          return false;
        }
        default -> {}
      }
    }
    int status = refusal.getStatusCode();
    if (status == 0 || status == 429 || status >= 500) return true;
    return refusal.getErrors() != null && CallFailed.passes(refusal.getErrors());
  }

  /**
   * Whether a failure is one feed's own, so that the others go on: not of a whole system, of the
   * database, or of this process.
   */
  public static boolean isApart(Throwable failure) {
    if (Outage.isCauseOf(failure) || LeaseLost.isCauseOf(failure)) return false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error
          || cause instanceof InterruptedException
          || cause instanceof LoginNeeded
          || cause instanceof CallRefused
          || isOfDatabase(cause)) return false;
    }
    Throwable cause = cause(failure);
    if (cause instanceof SalesforceException refusal) return isOfOneCall(refusal);
    return !(cause instanceof MarketoException)
        || cause instanceof MarketoGarbled
        || cause instanceof MarketoRefused refused
            && !HTTP_STATUS.matcher(refused.code()).matches();
  }

  private static boolean isOfOneCall(SalesforceException refusal) {
    return refusal instanceof CallFailed call
        && call.kind() == CallFailed.Kind.REFUSED
        && call.getStatusCode() != 401
        && !call.getErrors().isEmpty()
        && call.getErrors().stream().noneMatch(e -> OF_THE_ORG.contains(e.getErrorCode()));
  }

  /** Whether it may be because a system no longer has the fields that it is taken to have. */
  static boolean isAboutFields(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof QuestionRefused
        || cause instanceof IllegalArgumentException
        || cause instanceof MarketoRefused refused && OF_A_FIELD.contains(refused.code())
        || cause instanceof CallFailed call && call.kind() == CallFailed.Kind.REFUSED;
  }

  /** What happened and what to do, in a sentence without a word of a programmer's. */
  public static String explain(Throwable failure) {
    Optional<String> outage = Outage.explain(failure);
    if (outage.isPresent()) return outage.get() + NEXT;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) return MEMORY;
      if (isOurs(cause)) return cause.getMessage();
      if (isOfDatabase(cause)) return "the database: " + database(cause) + NEXT;
    }
    if (failure instanceof JsonProcessingException) {
      return "an answer of Salesforce is not JSON, or breaks off; a proxy may have answered in its"
          + " place"
          + NEXT;
    }
    if (failure instanceof InterruptedException) return "the run was interrupted" + NEXT;
    String words = failure.getMessage();
    if (PlainWords.are(words)) return words;
    if (System.getenv("BACTRIAN_STACK_TRACES") != null)
      SecretLogFilter.masked(failure).printStackTrace();
    return "an unexpected error ("
        + failure.getClass().getSimpleName().replaceAll("(Exception|Error)$", "")
        + "); this is a fault of Bactrian or of a hook: set BACTRIAN_STACK_TRACES=1, run again, and"
        + " report what it prints"
        + NEXT;
  }

  private static boolean isOurs(Throwable failure) {
    return failure.getClass().getName().startsWith("org.bactrian.")
        && PlainWords.are(failure.getMessage());
  }

  private static boolean isOfDatabase(Throwable cause) {
    String type = cause.getClass().getName();
    return type.startsWith("java.sql.")
        || type.startsWith("org.h2.jdbc.")
        || type.startsWith("org.postgresql.");
  }

  /** The first line, up to the statement that H2 adds: that may hold values of people. */
  private static String database(Throwable cause) {
    String words = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    words = words.replaceFirst("; SQL statement:.*", "").replaceFirst("[:;]? *\\[.*", "");
    return PlainWords.are(words) ? words : "it refused what was to be written";
  }
}
