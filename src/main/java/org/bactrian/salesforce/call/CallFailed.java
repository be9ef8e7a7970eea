package org.bactrian.salesforce.call;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;

/** A call came to nothing; the message says which, what was found, and what to do. */
public final class CallFailed extends SalesforceException {

  private static final long serialVersionUID = 1L;

  /** The codes of what heals by itself. */
  public static final Set<String> PASSING =
      Set.of(
          "SERVER_UNAVAILABLE", "UNABLE_TO_LOCK_ROW", "QUERY_TIMEOUT", "REQUEST_RUNNING_TOO_LONG");

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

  /** What became of it. */
  public Kind kind() {
    return kind;
  }

  /** The answer as text; empty where there is none. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
