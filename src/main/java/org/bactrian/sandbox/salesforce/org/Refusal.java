package org.bactrian.sandbox.salesforce.org;

import java.util.List;

/** What Salesforce answers when it will not do what it was asked. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorCode;
  private final transient List<String> fields;

  /** A refusal with the HTTP status, Salesforce's error code and its message. */
  public Refusal(int status, String errorCode, String message, String... fields) {
    super(message, null, false, false);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = List.of(fields);
  }

  /** A refused record: HTTP 400. */
  public static Refusal of(String errorCode, String message, String... fields) {
    return new Refusal(400, errorCode, message, fields);
  }

  /** Nothing there: HTTP 404. */
  public static Refusal notFound() {
    return new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Salesforce's error code. */
  public String errorCode() {
    return errorCode;
  }

  /** Whether a body can't be read: then nothing of its call is done. */
  public boolean isOfBody() {
    return errorCode.equals("JSON_PARSER_ERROR");
  }

  /** API names of the fields at fault. */
  public List<String> fields() {
    return fields == null ? List.of() : fields;
  }
}
