package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.soql.Result;
import org.bactrian.sandbox.salesforce.sosl.Search;
import org.bactrian.sandbox.salesforce.sosl.SearchReader;
import org.bactrian.sandbox.salesforce.sosl.Sosl;
import org.bactrian.sandbox.salesforce.sosl.TermReader;

/** The search resources. */
final class Searches {
  private static final int FIRST_WITH_AN_OBJECT = 37;
  private static final Set<String> PARAMETERS =
      Set.of("q", "in", "fields", "sobject", "sobjects", "overallLimit", "defaultLimit");
  private static final Set<String> OF_AN_OBJECT = Set.of("name", "fields", "where", "limit");

  private final Sosl sosl;
  private final RecordJson records;

  Searches(Org org) {
    sosl = new Sosl(org);
    records = new RecordJson(org);
  }

  /** Answers {@code search?q=FIND {...}}. */
  Answer search(Call call) {
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("GET,HEAD");
    }
    String text = call.query().getOrDefault("q", "");
    if (text.isBlank()) {
      throw Refusal.of("MALFORMED_SEARCH", "A search string has to be specified");
    }
    List<Result> found = sosl.find(SearchReader.read(text));
    int version = Integer.parseInt(call.version().substring(1, 3));
    return Answer.ok(
        version < FIRST_WITH_AN_OBJECT
            ? json -> write(json, call.version(), found)
            : json -> object(json, call.version(), found));
  }

  /** Answers a search whose parts are parameters, or a JSON object of the same names. */
  Answer parameterized(Call call) {
    Search search =
        switch (call.method()) {
          case "GET" -> ofParameters(call.query());
          case "POST" -> ofBody(call.object());
          default -> throw call.methodNotAllowed("GET,HEAD,POST");
        };
    List<Result> found = sosl.find(search);
    return Answer.ok(json -> object(json, call.version(), found));
  }

  private static Search ofParameters(Map<String, String> given) {
    List<String> objects = list(given.get("sobject"));
    for (String name : given.keySet()) {
      int dot = name.indexOf('.');
      boolean known =
          dot < 0
              ? PARAMETERS.contains(name)
              : objects.contains(name.substring(0, dot))
                  && OF_AN_OBJECT.contains(name.substring(dot + 1));
      if (!known) {
        throw notSimulated(name);
      }
    }
    int limit = number(given.get("defaultLimit"));
    List<Search.Returning> returning = new ArrayList<>();
    for (String object : objects) {
      List<String> own = list(given.get(object + ".fields"));
      returning.add(
          new Search.Returning(
              object,
              own.isEmpty() ? list(given.get("fields")) : own,
              where(given.get(object + ".where")),
              0,
              given.containsKey(object + ".limit") ? number(given.get(object + ".limit")) : limit));
    }
    return search(given.get("q"), given.get("in"), returning, given.get("overallLimit"));
  }

  private static Search ofBody(JsonNode given) {
    refuseUnknown(given, PARAMETERS);
    List<Search.Returning> returning = new ArrayList<>();
    for (JsonNode object : given.path("sobjects")) {
      refuseUnknown(object, OF_AN_OBJECT);
      JsonNode fields = object.has("fields") ? object.get("fields") : given.path("fields");
      JsonNode limit = object.has("limit") ? object.get("limit") : given.path("defaultLimit");
      returning.add(
          new Search.Returning(
              object.path("name").asText(),
              StreamSupport.stream(fields.spliterator(), false).map(JsonNode::asText).toList(),
              where(object.path("where").asText(null)),
              0,
              number(limit.asText(null))));
    }
    return search(
        given.path("q").asText(null),
        given.path("in").asText(null),
        returning,
        given.path("overallLimit").asText(null));
  }

  private static void refuseUnknown(JsonNode given, Set<String> known) {
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw notSimulated(name);
              }
            });
  }

  private static Refusal notSimulated(String parameter) {
    return Refusal.of(
        "INVALID_SEARCH",
        "Sandbox: the parameter %s of a search is not simulated.".formatted(parameter));
  }

  private static Search search(
      String term, String group, List<Search.Returning> returning, String limit) {
    if (term == null || term.isBlank()) {
      throw Refusal.of("MALFORMED_SEARCH", "A search string has to be specified");
    }
    return new Search(
        TermReader.read(term),
        group == null ? Search.Group.ALL : Search.Group.of(group),
        returning,
        number(limit));
  }

  private static String where(String condition) {
    return condition == null ? "" : " WHERE " + condition;
  }

  private static List<String> list(String commas) {
    return commas == null || commas.isBlank()
        ? List.of()
        : List.of(commas.trim().split("\\s*,\\s*"));
  }

  private static int number(String text) {
    if (text == null) {
      return Search.MOST;
    }
    if (!text.matches("\\d{1,6}")) {
      throw Refusal.of("INVALID_SEARCH", "Not a number of records: " + text);
    }
    return Integer.parseInt(text);
  }

  private void object(JsonGenerator json, String version, List<Result> found) throws IOException {
    json.writeStartObject();
    json.writeFieldName("searchRecords");
    write(json, version, found);
    json.writeEndObject();
  }

  private void write(JsonGenerator json, String version, List<Result> found) throws IOException {
    json.writeStartArray();
    for (Result result : found) {
      for (int row : result.rows()) {
        records.write(json, version, result, row);
      }
    }
    json.writeEndArray();
  }
}
