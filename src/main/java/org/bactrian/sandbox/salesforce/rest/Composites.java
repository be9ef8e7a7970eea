package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Json;
import org.bactrian.sandbox.salesforce.service.Service;

/** Several calls in one: composite batch, composite with references. */
final class Composites {
  private static final int MOST = 25;
  private static final Pattern REFERENCE = Pattern.compile("@\\{([^.}]+)((?:[.\\[][^}]*)?)}");

  private static final int OLDEST_OF_BATCH = 34;
  private static final Refusal OTHER_VERSION =
      Refusal.of(
          "INVALID_API_VERSION",
          "The API version of a subrequest is no earlier than 34.0 and no later than the batch's");

  private final Org org;
  private final Service service;
  private final Function<Call, Answer> api;

  Composites(Org org, Service service, Function<Call, Answer> api) {
    this.org = org;
    this.service = service;
    this.api = api;
  }

  private Answer part(Call call) {
    Refusal refusal = service.subrequest(call.url());
    return refusal == null ? api.apply(call) : Answer.refused(refusal);
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static JsonNode requests(Call call, String name) {
    JsonNode requests = call.object().path(name);
    if (!requests.isArray() || requests.isEmpty()) {
      throw Refusal.of("REQUIRED_FIELD_MISSING", "The %s field is required".formatted(name));
    }
    if (requests.size() > MOST) {
      throw Refusal.of(
          "LIMIT_EXCEEDED",
          "Too many subrequests: %d. The limit is %d.".formatted(requests.size(), MOST));
    }
    return requests;
  }

  Answer batch(Call call) {
    JsonNode requests = requests(call, "batchRequests");
    boolean halt = call.object().path("haltOnError").asBoolean(false);
    List<Answer> answers = new ArrayList<>();
    boolean failed = false;
    for (JsonNode request : requests) {
      Answer answer =
          failed && halt
              ? Answer.refused(
                  new Refusal(
                      412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request"))
              : ofBatch(call, request);
      failed |= answer.failed();
      answers.add(answer);
    }
    boolean hasErrors = failed;
    return Answer.ok(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("hasErrors", hasErrors);
          json.writeArrayFieldStart("results");
          for (Answer answer : answers) {
            json.writeStartObject();
            json.writeNumberField("statusCode", answer.status());
            json.writeFieldName("result");
            body(json, answer);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** The part of a batch, which has a version from 34.0 to the batch's. */
  private Answer ofBatch(Call call, JsonNode request) {
    Call part =
        Call.of(
            request.path("method").asText("GET"),
            request.path("url").asText(),
            request.get("richInput"),
            call.headers());
    int version = DataApi.number(part.version());
    boolean fits = version >= OLDEST_OF_BATCH && version <= DataApi.number(call.version());
    return fits || version == 0 ? part(part) : Answer.refused(OTHER_VERSION);
  }

  private static void body(JsonGenerator json, Answer answer) throws IOException {
    if (answer.body() == null) {
      json.writeNull();
    } else {
      answer.body().write(json);
    }
  }

  Answer composite(Call call) {
    JsonNode requests = requests(call, "compositeRequest");
    checkReferences(requests);
    boolean allOrNone = call.object().path("allOrNone").asBoolean(false);
    Map<String, Answer> answers = new LinkedHashMap<>();
    try {
      org.atomically(
          () -> {
            Map<String, JsonNode> known = new HashMap<>();
            for (JsonNode request : requests) {
              Answer answer = one(call, request, known);
              String reference = request.path("referenceId").asText();
              answers.put(reference, answer);
              known.put(reference, Json.tree(answer));
              if (allOrNone && answer.failed()) {
                throw new RolledBack();
              }
            }
            return null;
          });
    } catch (RolledBack e) {
      halt(requests, answers);
    }
    return Answer.ok(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("compositeResponse");
          for (Map.Entry<String, Answer> entry : answers.entrySet()) {
            json.writeStartObject();
            json.writeFieldName("body");
            body(json, entry.getValue());
            json.writePOJOField("httpHeaders", entry.getValue().headers());
            json.writeNumberField("httpStatusCode", entry.getValue().status());
            json.writeStringField("referenceId", entry.getKey());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void checkReferences(JsonNode requests) {
    Set<String> references = new HashSet<>();
    for (JsonNode request : requests) {
      String reference = request.path("referenceId").asText();
      if (!reference.matches("[A-Za-z0-9]\\w*")) {
        throw Refusal.of(
            "JSON_PARSER_ERROR",
            "Provided referenceId ('%s') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."
                .formatted(reference));
      }
      if (!references.add(reference)) {
        throw Refusal.of("INVALID_INPUT", "Duplicate ReferenceId provided in the request.");
      }
    }
  }

  private static void halt(JsonNode requests, Map<String, Answer> answers) {
    for (JsonNode request : requests) {
      String reference = request.path("referenceId").asText();
      Answer answer = answers.get(reference);
      if (answer == null || !answer.failed()) {
        answers.put(
            reference,
            Answer.refused(
                Refusal.of(
                    "PROCESSING_HALTED",
                    "The transaction was rolled back since another operation in the same"
                        + " transaction failed.")));
      }
    }
  }

  private Answer one(Call call, JsonNode request, Map<String, JsonNode> known) {
    String text = request.path("body").toString();
    try {
      JsonNode body =
          request.has("body")
              ? Json.read(filled(text, known).getBytes(java.nio.charset.StandardCharsets.UTF_8))
              : null;
      String url = filled(request.path("url").asText(), known);
      if (!url.startsWith("/services/data/")) {
        throw Refusal.of(
            "INVALID_INPUT",
            "The url of a subrequest starts with /services/data/, and not: " + url);
      }
      JsonNode own = request.path("httpHeaders");
      UnaryOperator<String> headers =
          name -> own.has(name) ? own.path(name).asText() : call.headers().apply(name);
      return part(Call.of(request.path("method").asText("GET"), url, body, headers));
    } catch (Refusal refusal) {
      return Answer.refused(refusal);
    }
  }

  private static String filled(String text, Map<String, JsonNode> known) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> {
              JsonNode node = known.get(found.group(1));
              if (node == null) {
                throw Refusal.of(
                    "PROCESSING_HALTED",
                    "Invalid reference specified. No value for " + found.group());
              }
              String pointer = found.group(2).replaceAll("[.\\[]", "/").replace("]", "");
              return java.util.regex.Matcher.quoteReplacement(node.at(pointer).asText());
            });
  }
}
