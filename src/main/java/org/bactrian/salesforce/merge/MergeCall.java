package org.bactrian.salesforce.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.salesforce.soap.Envelope;
import org.bactrian.salesforce.soap.Operation;
import org.bactrian.salesforce.soap.SoapCall;
import org.bactrian.salesforce.soap.SoapResult;

/**
 * Asks for merges, up to 200.
 *
 * @param merges in the order in which they are done
 */
public record MergeCall(List<Merge> merges) implements SoapCall<MergeResult> {

  /** Keeps its own copy. */
  public MergeCall {
    merges = List.copyOf(merges);
  }

  @Override
  public Operation operation() {
    return Operation.MERGE;
  }

  @Override
  public int size() {
    return merges.size();
  }

  @Override
  public void write(Envelope envelope) {
    for (Merge merge : merges) write(envelope, merge);
  }

  private static void write(Envelope envelope, Merge merge) {
    envelope.open("p:request");
    envelope.open("p:masterRecord");
    envelope.text("r:type", merge.object());
    for (Map.Entry<String, Object> value : merge.values().entrySet())
      if (isNothing(value.getValue())) envelope.text("r:fieldsToNull", value.getKey());
    envelope.text("r:Id", merge.masterId());
    for (Map.Entry<String, Object> value : merge.values().entrySet())
      if (!isNothing(value.getValue()))
        envelope.text("r:" + value.getKey(), Merge.text(value.getValue()));
    envelope.close();
    envelope.text("p:recordToMergeIds", merge.loserId());
    envelope.close();
  }

  private static boolean isNothing(Object value) {
    return value == null || value.toString().isEmpty();
  }

  @Override
  public List<MergeResult> results(List<SoapResult> results) {
    List<MergeResult> all = new ArrayList<>();
    for (SoapResult each : results) {
      List<String> moved = each.values().getOrDefault("updatedRelatedIds", List.of());
      int index = all.size();
      all.add(new MergeResult(index, merges.get(index), each.success(), moved, each.errors()));
    }
    return all;
  }
}
