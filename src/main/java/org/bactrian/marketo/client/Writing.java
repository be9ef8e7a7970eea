package org.bactrian.marketo.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.Repeat;
import org.bactrian.marketo.wire.Trouble;

/** One request to write records: its batches, what is halved, and the results in input order. */
final class Writing {

  // So many single records refused and none accepted: it is Marketo that ails, not the records.
  private static final int HOPELESS = 8;

  // Where all records are answered so, nothing of the kind can be written: native sync is on, or
  // there is no such resource.
  private static final List<String> OF_THE_RESOURCE = List.of("1018", "610");

  // A call that is too large, or too slow, as a whole.
  private static final List<String> OF_SIZE = List.of("413", "604");

  /**
   * How many records passed in one call where more were too many, by target, for a day.
   *
   * @param clock the wall clock's
   */
  record Sizes(Clock clock, Map<String, Size> passed) {

    private static final Duration LASTS = Duration.ofDays(1);

    private record Size(int rows, Instant until) {}

    Sizes(Clock clock) {
      this(clock, new ConcurrentHashMap<>());
    }

    private int of(String target) {
      Size size = passed.get(target);
      boolean counts = size != null && size.until.isAfter(clock.instant());
      return counts ? size.rows : Batch.MOST_ROWS;
    }

    private void passed(String target, int rows) {
      if (rows < of(target)) passed.put(target, new Size(rows, clock.instant().plus(LASTS)));
    }
  }

  private final Sizes sizes;
  private final Calls calls;
  private final String target;
  private final Repeat repeat;
  private final List<Map<String, Object>> records;
  private final RecordResult[] results;
  private final List<Batch> batches;

  Writing(
      Calls calls,
      Sizes sizes,
      String target,
      Repeat repeat,
      Map<String, ?> parameters,
      List<Map<String, Object>> records) {
    this.calls = calls;
    this.sizes = sizes;
    this.target = target;
    this.repeat = repeat;
    this.records = records;
    results = new RecordResult[records.size()];
    batches =
        Batch.split(
            parameters, records, sizes.of(target), result -> results[result.index()] = result);
  }

  List<RecordResult> inParts(Parts parts) {
    List<Supplier<Object>> work = new ArrayList<>();
    for (Batch batch : batches) {
      work.add(
          () -> {
            send(batch, new int[2]);
            return target;
          });
    }
    parts.all(work);
    for (String code : OF_THE_RESOURCE) refuseIfAllAre(code);
    for (int i = 0; i < results.length; i++) results[i] = results[i].of(records.get(i));
    return Arrays.asList(results);
  }

  /** Sends a batch; false if Marketo would not take so many at once. */
  private boolean send(Batch batch, int[] acceptedAndRefused) {
    int size = batch.rows().size();
    Call call = Call.post(target, batch.body(), size).with(repeat);
    try {
      for (RecordResult result : Envelope.results(calls.send(call))) {
        int index = batch.rows().get(result.index()).index();
        refuseIfAnothers(call, index, result);
        results[index] = result.at(index);
      }
      acceptedAndRefused[0] += size;
      return true;
    } catch (Trouble trouble) {
      if (size > 1) {
        boolean taken = true;
        List<Batch> halves = batch.halves();
        for (Batch half : halves) taken &= send(half, acceptedAndRefused);
        if (taken && OF_SIZE.contains(trouble.code()))
          sizes.passed(target, halves.get(1).rows().size());
        return false;
      }
      int index = batch.rows().get(0).index();
      results[index] = RecordResult.skipped(index, trouble.code(), trouble.getMessage());
      if (++acceptedAndRefused[1] < HOPELESS || acceptedAndRefused[0] > 0) return false;
      if (ErrorCode.heals(trouble.code()) == ErrorCode.Heals.BY_SPLITTING)
        throw new MarketoRefused(call.endpoint(), trouble.code(), trouble.getMessage());
      throw new MarketoUnavailable(
          call.endpoint()
              + ": every record by itself is answered "
              + trouble.code()
              + " "
              + trouble.getMessage(),
          trouble);
    }
  }

  /** A record that was sent with its id is answered with it. */
  private void refuseIfAnothers(Call call, int index, RecordResult result) {
    Object sent = records.get(index).get("id");
    if (sent == null || result.id() == null || result.id().equals(sent.toString())) return;
    throw new MarketoGarbled(
        call.endpoint(), "the result of record " + sent, "that of record " + result.id());
  }

  private void refuseIfAllAre(String code) {
    List<RecordResult> sent =
        batches.stream().flatMap(b -> b.rows().stream()).map(row -> results[row.index()]).toList();
    if (!sent.isEmpty()
        && sent.stream().allMatch(each -> Objects.requireNonNull(each).hasReason(code)))
      throw new MarketoRefused("POST " + target, code, sent.get(0).reasons().get(0).message());
  }
}
