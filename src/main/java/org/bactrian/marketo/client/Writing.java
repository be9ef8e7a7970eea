package org.bactrian.marketo.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final Calls calls;
  private final String target;
  private final Repeat repeat;
  private final List<Map<String, Object>> records;
  private final RecordResult[] results;
  private final List<Batch> batches;

  Writing(
      Calls calls,
      String target,
      Repeat repeat,
      Map<String, ?> parameters,
      List<Map<String, Object>> records) {
    this.calls = calls;
    this.target = target;
    this.repeat = repeat;
    this.records = records;
    results = new RecordResult[records.size()];
    batches = Batch.split(parameters, records, result -> results[result.index()] = result);
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

  private void send(Batch batch, int[] acceptedAndRefused) {
    int size = batch.rows().size();
    Call call = Call.post(target, batch.body(), size).with(repeat);
    try {
      for (RecordResult result : Envelope.results(calls.send(call))) {
        int index = batch.rows().get(result.index()).index();
        refuseIfAnothers(call, index, result);
        results[index] = result.at(index);
      }
      acceptedAndRefused[0] += size;
    } catch (Trouble trouble) {
      if (size > 1) {
        for (Batch half : batch.halves()) send(half, acceptedAndRefused);
        return;
      }
      int index = batch.rows().get(0).index();
      results[index] = RecordResult.skipped(index, trouble.code(), trouble.getMessage());
      if (++acceptedAndRefused[1] < HOPELESS || acceptedAndRefused[0] > 0) return;
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
