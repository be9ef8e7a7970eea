package org.bactrian.histories.users;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Those who work in Marketo: by its API in calls of 300 people, or at its screens one by one. */
public final class MarketoUsers {

  private static final int MOST = 300;

  /** After so many calls without anybody there is nobody left. */
  private static final int GAP = 4;

  private final Http http;

  public MarketoUsers(String url) {
    http = new Http(url);
  }

  List<Answer> create(List<Deed.CreateInMarketo> deeds) {
    return written(
        deeds,
        deed -> deed.atScreen() ? null : deed.fields(),
        "createDuplicate",
        deed -> screen("POST", "", deed.fields()));
  }

  List<Answer> edit(List<Deed.EditInMarketo> deeds) {
    return written(
        deeds,
        deed -> deed.atScreen() ? null : row(deed),
        "updateOnly",
        deed -> screen("PATCH", "/" + deed.id(), deed.fields()));
  }

  List<Answer> delete(List<Deed.DeleteInMarketo> deeds) {
    return SalesforceUsers.parts(
        deeds,
        MOST,
        part ->
            answers(
                call(
                    () ->
                        http.json(
                            "POST",
                            "/rest/v1/leads/delete.json",
                            Map.of(
                                "input",
                                part.stream()
                                    .map(deed -> Map.of("id", Long.valueOf(deed.id())))
                                    .toList())))));
  }

  List<Answer> merge(List<Deed.MergeInMarketo> deeds) {
    List<Answer> answers = new ArrayList<>();
    for (Deed.MergeInMarketo deed : deeds) {
      String path = "/rest/v1/leads/%s/merge.json?leadId=%s".formatted(deed.winner(), deed.loser());
      JsonNode answer = call(() -> http.json("POST", path, Map.of()));
      answers.add(
          answer.path("success").asBoolean()
              ? Answer.done(deed.winner())
              : Answer.refused(answer.path("errors").toString()));
    }
    return answers;
  }

  /** Everybody. */
  public List<Map<String, Object>> all(List<String> fields) {
    List<Map<String, Object>> all = new ArrayList<>();
    int empty = 0;
    for (long from = 1; empty < GAP; from += MOST) {
      String ids =
          LongStream.range(from, from + MOST)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(","));
      String path =
          "/rest/v1/leads.json?filterType=id&filterValues=%s&fields=%s"
              .formatted(ids, String.join(",", fields));
      JsonNode answer = call(() -> http.get(path));
      if (!answer.path("success").asBoolean()) throw new AssertionError(path + ": " + answer);
      empty = answer.path("result").isEmpty() ? empty + 1 : 0;
      for (JsonNode each : answer.path("result")) all.add(map(each));
    }
    return all;
  }

  static Map<String, Object> map(JsonNode record) {
    Map<String, Object> map =
        Http.JSON.convertValue(record, new TypeReference<LinkedHashMap<String, Object>>() {});
    map.remove("attributes");
    return map;
  }

  private interface Row<D> {
    /** What to send by the API; null if it is done at the screen. */
    Map<String, Object> of(D deed);
  }

  private interface Screen<D> {
    Answer of(D deed);
  }

  private <D> List<Answer> written(List<D> deeds, Row<D> row, String action, Screen<D> screen) {
    List<D> byApi = deeds.stream().filter(deed -> row.of(deed) != null).toList();
    List<Answer> ofApi =
        SalesforceUsers.parts(
            byApi,
            MOST,
            part -> {
              Map<String, Object> body = new LinkedHashMap<>();
              body.put("action", action);
              if (action.equals("updateOnly")) body.put("lookupField", "id");
              body.put("input", part.stream().map(row::of).toList());
              return answers(call(() -> http.json("POST", "/rest/v1/leads.json", body)));
            });
    List<Answer> answers = new ArrayList<>();
    int next = 0;
    for (D deed : deeds) {
      answers.add(row.of(deed) == null ? screen.of(deed) : ofApi.get(next++));
    }
    return answers;
  }

  private static Map<String, Object> row(Deed.EditInMarketo deed) {
    Map<String, Object> row = new LinkedHashMap<>(deed.fields());
    row.put("id", Long.valueOf(deed.id()));
    return row;
  }

  private Answer screen(String method, String path, Map<String, Object> fields) {
    Http.Reply reply = http.json(method, "/sandbox/leads" + path, fields);
    return reply.status() < 300
        ? Answer.done(reply.json().path("id").asText())
        : Answer.refused(reply.text());
  }

  private static List<Answer> answers(JsonNode answer) {
    List<Answer> answers = new ArrayList<>();
    for (JsonNode result : answer.path("result")) {
      answers.add(
          result.path("status").asText().equals("skipped")
              ? Answer.refused(result.path("reasons").toString())
              : Answer.done(result.path("id").asText()));
    }
    return answers;
  }

  /** Calls, once again if the token was over. */
  private JsonNode call(Supplier<Http.Reply> call) {
    JsonNode answer = call.get().json();
    String code = answer.path("errors").path(0).path("code").asText();
    if (!code.equals("601") && !code.equals("602")) return answer;
    http.token =
        http.get(
                "/identity/oauth/token?grant_type=client_credentials"
                    + "&client_id=sandbox-client-id&client_secret=sandbox-client-secret")
            .json()
            .path("access_token")
            .asText();
    return call.get().json();
  }
}
