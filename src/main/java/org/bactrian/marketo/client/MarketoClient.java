package org.bactrian.marketo.client;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.marketo.wire.Repeat;
import org.bactrian.marketo.wire.SharedWindow;
import org.bactrian.marketo.wire.Trouble;

/**
 * Marketo's REST API as lists of records in and out; safe for many threads.
 *
 * <p>Every method waits at the pace of the options, waits out what heals, and throws a {@link
 * MarketoException} for the rest. Any number of records may be given: they travel in batches of 300
 * and 1 MB, several at a time. After a failure some batches may have landed.
 */
public final class MarketoClient implements AutoCloseable {

  /**
   * What was asked so far.
   *
   * @param calls data calls, repeated ones included; fetching a token is none
   * @param retries attempts that failed
   * @param secondsWaited for the pace and between attempts, summed over threads
   */
  public record Counters(long calls, long retries, double secondsWaited) {}

  private final Calls calls;
  private final Parts parts;
  private final Writing.Sizes sizes;

  /** A client that connects with its first call. */
  public MarketoClient(MarketoClientOptions options) {
    this(options, Pace.Time.SYSTEM);
  }

  MarketoClient(MarketoClientOptions options, Pace.Time time) {
    calls = new Calls(options, time);
    parts = new Parts(options.callsInFlight());
    sizes = new Writing.Sizes(options.clock());
  }

  /**
   * Creates or updates records; the results are in the order of the records.
   *
   * <p>Two records with one key must not be given together: Marketo refuses them (1036) or makes
   * two. A {@code createOnly} repeated after a cut connection may answer 1005 for its own record; a
   * {@code createDuplicate} is not repeated, and ends as {@link OutcomeUnknown}.
   *
   * @param parameters {@code action}, {@code lookupField} or {@code dedupeBy}, {@code
   *     partitionName}; null values are left out
   */
  public List<RecordResult> sync(
      Resource resource, Map<String, Object> parameters, List<Map<String, Object>> records) {
    boolean doubles = "createDuplicate".equals(parameters.get("action"));
    return write(
        resource.path() + ".json", doubles ? Repeat.ONCE : Repeat.SAFE, parameters, records);
  }

  /**
   * The records that have one of the values in a field, in no order.
   *
   * <p>Blank values and values with a comma are not asked for: the API can't express them.
   *
   * @param fields the fields wanted; empty for Marketo's default
   */
  public List<Map<String, Object>> get(
      Resource resource, String filterType, List<String> values, List<String> fields) {
    List<String> askable =
        values.stream()
            .filter(v -> v != null && !v.isBlank() && !v.contains(","))
            .distinct()
            .toList();
    List<Supplier<List<Map<String, Object>>>> work = new ArrayList<>();
    for (int i = 0; i < askable.size(); i += Batch.MOST_ROWS) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("filterType", filterType);
      query.put(
          "filterValues",
          String.join(",", askable.subList(i, Math.min(i + Batch.MOST_ROWS, askable.size()))));
      if (!fields.isEmpty()) query.put("fields", String.join(",", fields));
      query.put("batchSize", "300");
      work.add(() -> pages(resource.path() + ".json", query, resource.key(fields)));
    }
    return parts.all(work).stream().flatMap(List::stream).toList();
  }

  /** The records with these compound keys, in no order. */
  public List<Map<String, Object>> getCompound(
      Resource resource, List<Map<String, Object>> keys, List<String> fields) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("filterType", "dedupeFields");
    if (!fields.isEmpty()) parameters.put("fields", fields);
    parameters.put("batchSize", Batch.MOST_ROWS);
    List<Supplier<List<Map<String, Object>>>> work = new ArrayList<>();
    for (Batch batch : Batch.split(parameters, keys, unsendable -> {})) {
      Call call =
          Call.post(resource.path() + ".json?_method=GET", batch.body(), Call.ANY)
              .named(resource.key(fields));
      work.add(() -> Envelope.rows(whole(call)));
    }
    return parts.all(work).stream().flatMap(List::stream).toList();
  }

  /** The {@code result} of the resource's describe call as it is. */
  public List<Map<String, Object>> describe(Resource resource) {
    return Envelope.rows(whole(Call.get(resource.path() + "/describe.json", Map.of())));
  }

  /**
   * Deletes records by their keys.
   *
   * @param deleteBy {@code idField}, {@code dedupeFields}, or null (leads go by {@code id})
   */
  public List<RecordResult> delete(
      Resource resource, String deleteBy, List<Map<String, Object>> keys) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("deleteBy", deleteBy);
    return write(resource.path() + "/delete.json", Repeat.SAFE, parameters, keys);
  }

  /** The fields of the resource's schema. */
  public List<Map<String, Object>> fields(Resource resource) {
    return pages(resource.path() + "/schema/fields.json", Map.of("batchSize", "300"));
  }

  /** Creates custom fields; they can be hidden later, never deleted. */
  public List<RecordResult> createFields(Resource resource, List<Map<String, Object>> fields) {
    return write(resource.path() + "/schema/fields.json", Repeat.SAFE, Map.of(), fields);
  }

  /** The calls of today, one row with {@code date}, {@code total} and {@code users}. */
  public List<Map<String, Object>> usage() {
    return Envelope.rows(whole(Call.get("/rest/v1/stats/usage.json", Map.of())));
  }

  /**
   * The API user of the custom service, as Marketo names it; empty where it does not. It asks for a
   * token, once.
   *
   * @throws MarketoRefused if Marketo doesn't know the client id or secret
   * @throws MarketoUnavailable if it gives no answer
   */
  public String user() {
    return calls.user();
  }

  /** What was asked so far. */
  public Counters calls() {
    return calls.counters();
  }

  /** How much of the limits is used right now. */
  public Pace.Load load() {
    return calls.load();
  }

  /** Shares the calls in 20 s with other processes from now on. */
  public void share(SharedWindow window) {
    calls.share(window);
  }

  /** Ends calls under way. */
  @Override
  public void close() {
    parts.close();
  }

  /** The envelope of the answer to any other call, whose {@code success} is true. */
  public Map<?, ?> answer(Call call) {
    return answer(call, calls::send);
  }

  /** What became of each record of any other call. */
  public List<RecordResult> results(Call call) {
    return Envelope.results(answer(call));
  }

  /** The bytes of a file that a call answers with. */
  public byte[] file(Call call) {
    return answer(call, calls::file);
  }

  /** Lets time pass; closing the client or interrupting the thread ends it. */
  public void pause(Duration time) {
    try {
      calls.pause(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MarketoUnavailable("waiting for Marketo: interrupted", e);
    }
  }

  /** The clock by which the day's quotas are counted. */
  public Clock clock() {
    return calls.clock();
  }

  private List<RecordResult> write(
      String target, Repeat repeat, Map<String, ?> parameters, List<Map<String, Object>> records) {
    return new Writing(calls, sizes, target, repeat, parameters, records).inParts(parts);
  }

  /** The rows of all pages that a path answers with. */
  public List<Map<String, Object>> pages(String path, Map<String, String> query) {
    return pages(path, query, null);
  }

  private List<Map<String, Object>> pages(String path, Map<String, String> query, String key) {
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, String> asked = new LinkedHashMap<>(query);
    while (true) {
      Call call = Call.get(path, asked).named(key);
      Map<?, ?> page = whole(call);
      rows.addAll(Envelope.rows(page));
      if (!(page.get("nextPageToken") instanceof String next) || next.isEmpty()) return rows;
      if (next.equals(asked.put("nextPageToken", next)))
        throw new MarketoGarbled(call.endpoint(), "another nextPageToken", next);
    }
  }

  private Map<?, ?> whole(Call call) {
    try {
      return answer(call);
    } catch (MarketoRefused refused) {
      if (refused.code().equals("702")) return Map.of("result", List.of());
      throw refused;
    }
  }

  private interface Sending<T> {
    T of(Call call) throws Trouble;
  }

  private static <T> T answer(Call call, Sending<T> sending) {
    try {
      return sending.of(call);
    } catch (Trouble trouble) {
      if (ErrorCode.heals(trouble.code()) == ErrorCode.Heals.BY_SPLITTING)
        throw new MarketoRefused(call.endpoint(), trouble.code(), trouble.getMessage());
      throw new MarketoUnavailable(call.endpoint() + ": still " + trouble.words(), trouble);
    }
  }
}
