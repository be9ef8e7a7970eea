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

  private Envelope() {}

  static String expected(int rows) {
    return "a JSON object with success and "
        + (rows < 0 ? "a result" : "a result of " + rows + " rows");
  }

  /** The envelope, if it holds a result that can be an answer to the call. */
  static Map<?, ?> open(Wire.Reply reply, int rows) throws Trouble {
    Map<?, ?> envelope = successful(reply);
    if (reply.status() != 200)
      throw new Trouble(Trouble.GARBLED, "HTTP " + reply.status() + " and " + reply.words());
    if (envelope == null
        || !Boolean.TRUE.equals(envelope.get("success"))
        || rows != Call.NONE && !isResult(envelope.get("result"), rows)) {
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

  private static boolean isResult(Object result, int rows) {
    return result instanceof List<?> list
        && list.stream().allMatch(row -> row instanceof Map)
        && (rows == Call.ANY || answersAll(list, rows));
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
    return new Trouble(Trouble.GARBLED, reply.words());
  }
}
