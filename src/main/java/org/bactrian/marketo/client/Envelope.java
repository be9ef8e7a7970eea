package org.bactrian.marketo.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What every answer is wrapped in: {@code success}, and either {@code result} or {@code errors}.
 */
final class Envelope {

  private Envelope() {}

  static String expected(int rows) {
    return "a JSON object with success and "
        + (rows == Call.ANY ? "a result" : "a result of " + rows + " rows");
  }

  /** The envelope, if it holds a result that can be an answer to the call. */
  static Map<?, ?> open(Wire.Reply reply, int rows) throws Trouble {
    Map<?, ?> envelope = reply.json();
    if (envelope != null && Boolean.FALSE.equals(envelope.get("success"))) throw error(reply);
    if (reply.status() >= 400) throw new Trouble(String.valueOf(reply.status()), "as HTTP status");
    if (reply.status() != 200)
      throw new Trouble(Trouble.GARBLED, "HTTP " + reply.status() + " " + reply.text());
    if (envelope == null
        || !Boolean.TRUE.equals(envelope.get("success"))
        || !(envelope.get("result") instanceof List<?> result)
        || !result.stream().allMatch(row -> row instanceof Map)
        || rows != Call.ANY && !answersAll(result, rows)) {
      throw new Trouble(Trouble.GARBLED, reply.text());
    }
    return envelope;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> rows(Map<?, ?> envelope) {
    return (List<Map<String, Object>>) envelope.get("result");
  }

  /** The rows as results, in the order of the input; {@code seq} decides where Marketo gives it. */
  static List<RecordResult> results(Map<?, ?> envelope) {
    List<Map<String, Object>> rows = rows(envelope);
    List<RecordResult> results = new ArrayList<>(Collections.nCopies(rows.size(), null));
    for (int i = 0; i < rows.size(); i++) {
      int place = place(rows.get(i), i);
      results.set(place, result(place, rows.get(i)));
    }
    return results;
  }

  private static boolean answersAll(List<?> result, int rows) {
    long places =
        java.util.stream.IntStream.range(0, result.size())
            .map(i -> place((Map<?, ?>) result.get(i), i))
            .filter(place -> place >= 0 && place < rows)
            .distinct()
            .count();
    return result.size() == rows
        && places == rows
        && result.stream().allMatch(row -> ((Map<?, ?>) row).get("status") instanceof String);
  }

  private static int place(Map<?, ?> row, int otherwise) {
    return row.get("seq") instanceof Number seq ? seq.intValue() : otherwise;
  }

  private static RecordResult result(int place, Map<?, ?> row) {
    Object id = row.get("marketoGUID");
    if (id == null) id = row.get("id");
    if (id == null) id = row.get("name");
    List<RecordResult.Reason> reasons = new ArrayList<>();
    for (String key : List.of("reasons", "errors")) {
      if (!(row.get(key) instanceof List<?> list)) continue;
      for (Object each : list) {
        if (each instanceof Map<?, ?> reason) reasons.add(reason(reason));
      }
    }
    return new RecordResult(
        place, (String) row.get("status"), id == null ? null : id.toString(), reasons);
  }

  private static RecordResult.Reason reason(Map<?, ?> reason) {
    return new RecordResult.Reason(
        String.valueOf(reason.get("code")), String.valueOf(reason.get("message")));
  }

  private static Trouble error(Wire.Reply reply) {
    if (reply.json().get("errors") instanceof List<?> errors
        && !errors.isEmpty()
        && errors.get(0) instanceof Map<?, ?> error
        && error.get("code") != null) {
      RecordResult.Reason reason = reason(error);
      return new Trouble(reason.code(), reason.message());
    }
    return new Trouble(Trouble.GARBLED, reply.text());
  }
}
