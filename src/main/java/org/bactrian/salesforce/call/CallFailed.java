package org.bactrian.salesforce.call;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;

/** A call came to nothing; the message says which, what was found, and what to do. */
public final class CallFailed extends SalesforceException {

  private static final long serialVersionUID = 1L;

  /** Of the calls of a day, or of those under way at once. */
  static final String LIMIT = "REQUEST_LIMIT_EXCEEDED";

  /** What the message of that error has where it is about those under way at once. */
  static final String AT_ONCE = "Concurrent";

  private static final Pattern PAGE =
      Pattern.compile("^\\s*<(!doctype html|html)", CASE_INSENSITIVE);

  private static final Set<String> PASSING =
      Set.of(
          "SERVER_UNAVAILABLE", "UNABLE_TO_LOCK_ROW", "QUERY_TIMEOUT", "REQUEST_RUNNING_TOO_LONG");

  /** Codes of a request that is too large, or too slow, as a whole. */
  private static final Set<String> OF_SIZE =
      Set.of("REQUEST_RUNNING_TOO_LONG", "EXCEEDED_ID_LIMIT", "EXCEEDED_MAX_SIZE_REQUEST");

  /** What Apex and flows may do in one transaction, to all records of a call together. */
  private static final Pattern OF_A_TRANSACTION =
      Pattern.compile(
          "System\\.LimitException|Apex CPU time limit|Apex heap size too large"
              + "|Too many (SOQL|SOSL|DML|query|future|queueable|callouts|retries of batch save)");

  /** What became of a call. */
  public enum Kind {
    /** No connection was made: nothing was done. */
    UNREACHED,
    /** The connection broke, or the answer took too long: it may have been done. */
    LOST,
    /** Salesforce said no, or something in its place did. */
    REFUSED,
    /** The answer has not the form that was asked for. */
    GARBLED,
    /** There is no room for the answer. */
    TOO_LARGE,
    /** The answer sends to another host, to which nothing goes. */
    REDIRECTED
  }

  private final Kind kind;
  private final byte[] body;

  CallFailed(
      Kind kind, int status, List<RestError> errors, String message, byte[] body, Throwable cause) {
    super(errors, status, message, new ByteArrayInputStream(body), cause);
    this.kind = kind;
    this.body = body.clone();
  }

  /**
   * Whether an error heals by itself. A trigger that meets one wraps it into an error of its own.
   */
  public static boolean passes(String code, String message) {
    if (code.equals(LIMIT)) return message.contains(AT_ONCE);
    return PASSING.contains(code) || PASSING.stream().anyMatch(message::contains);
  }

  /** Whether one of these errors heals by itself. */
  public static boolean passes(List<RestError> errors) {
    return errors.stream()
        .anyMatch(
            error ->
                passes(String.valueOf(error.getErrorCode()), String.valueOf(error.getMessage())));
  }

  /** Whether one of these errors says that fewer records at once might be taken. */
  static boolean isOfSize(List<RestError> errors) {
    return errors.stream()
        .anyMatch(
            error ->
                OF_SIZE.contains(String.valueOf(error.getErrorCode()))
                    || OF_A_TRANSACTION.matcher(String.valueOf(error.getMessage())).find());
  }

  /** What became of it. */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether nothing of Salesforce's answered: another host is named, a page is shown, or nobody is
   * there.
   *
   * @param young whether it is too early to take an outage for more
   */
  boolean isNoSalesforce(boolean young) {
    boolean isPage = PAGE.matcher(body()).find();
    return switch (kind) {
      case REDIRECTED -> true;
      case GARBLED -> isPage;
      case REFUSED -> isPage && (getStatusCode() < 500 || !young);
      case UNREACHED -> !young;
      default -> false;
    };
  }

  /** The answer as text; empty where there is none. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
