package org.bactrian.salesforce.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.internal.OperationName;

/** What a call asks for and what was found in its answer, in words that quote no data of people. */
final class CallWords {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SMALL = 4_096;
  private static final Pattern FROM =
      Pattern.compile("\\bFROM(?:\\s|\\+|%20)+(\\w+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TITLE =
      Pattern.compile("<(title|h1)[^>]*>([^<]{1,80})", Pattern.CASE_INSENSITIVE);

  private CallWords() {}

  /** What is being done, e.g. {@code reading Contact, Lead from Salesforce}. */
  static String doing(OperationName operation, SalesforceEndpointConfig config, Object body) {
    return switch (operation) {
      case COMPOSITE_BATCH ->
          "reading " + objects(body instanceof SObjectBatch b ? b.getBatchRequests() : "");
      case QUERY, QUERY_ALL -> "reading " + objects(body);
      case QUERY_MORE -> "reading the next page of records";
      case GET_DESCRIPTION -> "reading the fields of " + config.getSObjectName();
      case LIMITS -> "reading the org's limits";
      case COMPOSITE_CREATE_SOBJECT_COLLECTIONS -> "creating " + type(body);
      case COMPOSITE_UPDATE_SOBJECT_COLLECTIONS -> "updating " + type(body);
      case COMPOSITE_UPSERT_SOBJECT_COLLECTIONS -> "creating or updating " + type(body);
      case COMPOSITE_DELETE_SOBJECT_COLLECTIONS -> "deleting records";
      default -> "calling " + operation.value();
    };
  }

  private static String objects(Object asked) {
    Set<String> names = new LinkedHashSet<>();
    Matcher from = FROM.matcher(String.valueOf(asked));
    while (from.find()) names.add(from.group(1));
    return names.isEmpty() ? "records" : String.join(", ", names);
  }

  private static String type(Object body) {
    boolean typed =
        body instanceof List<?> list
            && !list.isEmpty()
            && list.get(0) instanceof Map<?, ?> record
            && record.get("attributes") instanceof Map<?, ?>;
    if (!typed) return "records";
    Map<?, ?> first = (Map<?, ?>) ((List<?>) body).get(0);
    return ((Map<?, ?>) first.get("attributes")).get("type") + " records";
  }

  /** What kind of body it is. */
  static String found(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, SMALL), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) return "nothing";
    if (text.startsWith("<")) {
      Matcher title = TITLE.matcher(text);
      return "a web page" + (title.find() ? " ('" + title.group(2).strip() + "')" : "");
    }
    if (body.length > SMALL) return body.length + " bytes of another form, or that break off";
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isArray()) return "a list of " + json.size();
      if (json.isObject()) return "an object of another form";
      return json.isNull() ? "no value" : "a single value";
    } catch (IOException e) {
      return body.length + " bytes that are not JSON, or break off";
    }
  }

  /** Salesforce's own errors in a body; empty where it has none. */
  static List<RestError> errors(byte[] body) {
    List<RestError> errors = new ArrayList<>();
    try {
      JsonNode json = JSON.readTree(body);
      for (JsonNode each : json.isArray() ? json : JSON.createArrayNode()) {
        if (!each.path("errorCode").isTextual()) continue;
        List<String> fields = new ArrayList<>();
        each.path("fields").forEach(field -> fields.add(field.asText()));
        errors.add(
            new RestError(
                each.path("errorCode").textValue(), each.path("message").asText(""), fields));
      }
    } catch (IOException e) {
      return List.of();
    }
    return errors;
  }
}
