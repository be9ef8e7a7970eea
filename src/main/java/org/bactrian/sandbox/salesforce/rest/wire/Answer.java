package org.bactrian.sandbox.salesforce.rest.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Refusal;

/**
 * An answer of the data API.
 *
 * @param body what to write, or null for nothing
 */
public record Answer(int status, Body body, Map<String, String> headers) {
  private static final Set<String> WITHOUT_FIELDS =
      Set.of(
          "MALFORMED_QUERY",
          "INVALID_TYPE",
          "INVALID_FIELD",
          "NOT_FOUND",
          "INVALID_SESSION_ID",
          "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
          "API_DISABLED_FOR_ORG",
          "JSON_PARSER_ERROR",
          "METHOD_NOT_ALLOWED",
          "INVALID_QUERY_LOCATOR",
          "INVALID_QUERY_FILTER_OPERATOR",
          "EXCEEDED_ID_LIMIT",
          "API_ERROR");

  /** Writes JSON. */
  @FunctionalInterface
  public interface Body {
    /** Writes one JSON value. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Done, and here it is. */
  public static Answer ok(Body body) {
    return new Answer(200, body, Map.of());
  }

  /** A plain value as JSON. */
  public static Answer ok(Object plain) {
    return ok(json -> json.writePOJO(plain));
  }

  /** Something new was made. */
  public static Answer created(Body body) {
    return new Answer(201, body, Map.of());
  }

  /** Done, and nothing to say. */
  public static Answer nothing() {
    return new Answer(204, null, Map.of());
  }

  /** Salesforce's list of one error. */
  public static Answer refused(Refusal refusal) {
    return new Answer(
        refusal.status(),
        json -> {
          json.writeStartArray();
          error(json, "errorCode", refusal);
          json.writeEndArray();
        },
        Map.of());
  }

  /** Writes one error; the name of its code differs from resource to resource. */
  public static void error(JsonGenerator json, String codeName, Refusal refusal)
      throws IOException {
    json.writeStartObject();
    Json.text(json, "message", refusal.getMessage());
    json.writeStringField(codeName, refusal.errorCode());
    if (!WITHOUT_FIELDS.contains(refusal.errorCode())) {
      json.writeArrayFieldStart("fields");
      for (String field : refusal.fields()) {
        json.writeString(field);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Whether it is a refusal. */
  public boolean failed() {
    return status >= 400;
  }
}
