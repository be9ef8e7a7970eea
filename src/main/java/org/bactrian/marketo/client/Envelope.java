package org.bactrian.marketo.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.Trouble;
import org.bactrian.marketo.wire.Wire;

/**
 * What every answer is wrapped in: {@code success}, and either {@code result} or {@code errors}.
 */
final class Envelope {

  static final String ID = "id";

  private Envelope() {}

  static String expected(Call call) {
    return "a JSON object with success and "
        + (call.rows() < 0 ? "a result" : "a result of " + call.rows() + " rows")
        + (call.key() == null ? "" : ", each with its " + call.key());
  }

  /** The envelope, if it holds a result that can be an answer to the call. */
  static Map<?, ?> open(Wire.Reply reply, Call call) throws Trouble {
    Map<?, ?> envelope = successful(reply);
    if (reply.status() != 200)
      throw new Trouble(Trouble.GARBLED, "HTTP " + reply.status() + " and " + reply.words());
    if (envelope == null
        || !Boolean.TRUE.equals(envelope.get("success"))
        || call.rows() != Call.NONE && !isResult(envelope.get("result"), call)) {
      throw new Trouble(Trouble.GARBLED, reply.words());
    }
    return envelope;
  }

  /** The bytes of a file, or of the part of it that was asked for. */
  static byte[] file(Wire.Reply reply) throws Trouble {
    successful(reply);
    if (reply.status() != 200 && reply.status() != 206)
      throw new Trouble(Trouble.GARBLED, "HTTP " + reply.status() + " and " + reply.words());
    return reply.body();
  }

  private static Map<?, ?> successful(Wire.Reply reply) throws Trouble {
    Map<?, ?> envelope = reply.json();
    if (envelope != null && Boolean.FALSE.equals(envelope.get("success"))) throw error(reply);
    if (reply.status() >= 400) throw new Trouble(String.valueOf(reply.status()), "as HTTP status");
    return envelope;
  }

  private static boolean isResult(Object result, Call call) {
    return result instanceof List<?> list
        && list.stream().allMatch(row -> row instanceof Map<?, ?> map && isNamed(map, call.key()))
        && (call.rows() == Call.ANY || answersAll(list, call.rows()));
  }

  private static boolean isNamed(Map<?, ?> row, String key) {
    if (key == null) return true;
    Object name = row.get(key);
    if (key.equals(ID)) return name instanceof Number || isNumber(name);
    return name instanceof String text && !text.isBlank();
  }

  private static boolean isNumber(Object name) {
    return name instanceof String text && text.matches("\\d+");
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
        IntStream.range(0, result.size())
            .map(i -> place((Map<?, ?>) result.get(i), i))
            .filter(place -> place >= 0 && place < rows)
            .distinct()
            .count();
    return result.size() == rows
        && places == rows
        && result.stream().allMatch(row -> isTold((Map<?, ?>) row));
  }

  /** What was done to a record names it; what was not need not. */
  private static boolean isTold(Map<?, ?> row) {
    if (!(row.get("status") instanceof String status)) return false;
    if (!RecordResult.DONE.contains(status)) return true;
    Object number = row.get(ID);
    Object id = id(row);
    return (number == null || number instanceof Number || isNumber(number))
        && (id instanceof Number || id instanceof String);
  }

  private static Object id(Map<?, ?> row) {
    Object id = row.get("marketoGUID");
    if (id == null) id = row.get(ID);
    return id == null ? row.get("name") : id;
  }

  private static int place(Map<?, ?> row, int otherwise) {
    return row.get("seq") instanceof Number seq ? seq.intValue() : otherwise;
  }

  private static RecordResult result(int place, Map<?, ?> row) {
    Object id = id(row);
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
    return new Trouble(Trouble.GARBLED, reply.words());
  }
}
