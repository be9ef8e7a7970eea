package org.bactrian.sandbox.salesforce.soap;

import java.util.List;
import org.bactrian.sandbox.salesforce.org.Merge;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** Up to 200 merges, each by itself. */
final class MergeCall implements Operation {
  private static final int MOST = 200;

  private final RecordReader records;
  private final Merge merge;

  private record Request(RecordReader.Sent master, List<String> losers) {}

  MergeCall(Org org) {
    records = new RecordReader(org);
    merge = new Merge(org);
  }

  @Override
  public void answer(Dialect dialect, Element call, Xml out) {
    limit(call);
    List<Request> requests =
        call.children().stream().map(request -> request(dialect, request)).toList();
    for (Request request : requests) {
      out.open("result");
      answer(request, out);
      out.close();
    }
  }

  private static void limit(Element call) {
    Operation.limit(call.children(), MOST);
  }

  private Request request(Dialect dialect, Element element) {
    RecordReader.Sent master =
        records.read(
            dialect,
            element
                .child("masterRecord")
                .orElseThrow(() -> Fault.client("masterRecord is missing in " + element.name())));
    if (!Merge.isPossible(master.table())) {
      throw Fault.of("INVALID_TYPE_FOR_OPERATION", "entity type does not support merge");
    }
    List<String> losers = element.texts("recordToMergeIds").stream().map(RecordReader::id).toList();
    return new Request(master, losers);
  }

  private void answer(Request request, Xml out) {
    RecordReader.Sent master = request.master();
    try {
      if (master.id() == null) {
        throw Refusal.of("MISSING_ARGUMENT", "Id not specified in a merge call");
      }
      List<String> moved =
          merge.merge(master.table(), master.id(), master.values(), request.losers());
      out.text("id", master.id());
      request.losers().forEach(loser -> out.text("mergedRecordIds", loser));
      out.text("success", true);
      moved.forEach(id -> out.text("updatedRelatedIds", id));
    } catch (Refusal refusal) {
      out.error(refusal);
      out.textOrNil("id", master.id());
      out.text("success", false);
    }
  }
}
