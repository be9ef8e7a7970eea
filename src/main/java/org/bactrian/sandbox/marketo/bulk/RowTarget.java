package org.bactrian.sandbox.marketo.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Records;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.instance.Upsert;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.program.Program;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Where the rows of an import go, by the same rules as through the REST doors. */
interface RowTarget {

  /** Writes one row, or says why not. */
  Result write(ObjectNode row);

  /** People, and a static list that they go on unless it is null. */
  static RowTarget leads(Instance instance, String lookup, String partition, StaticList list)
      throws Refusal {
    boolean byId = "id".equals(lookup);
    String action = byId ? "updateOnly" : "createOrUpdate";
    Upsert how = Upsert.of(action, lookup, partition, Origin.IMPORT);
    Leads leads = instance.leads();
    int slot = leads.lookupSlot(how);
    if (partition != null && !instance.partitions().containsKey(partition)) {
      throw new Refusal("1003", "Partition '" + partition + "' not found");
    }
    return row -> {
      Result result = leads.sync(row, slot, how);
      if (list != null && result.reason() == null) {
        instance.lists().add(list, (Long) result.id(), Origin.IMPORT);
      }
      return result;
    };
  }

  /** The records of a custom object. */
  static RowTarget records(Records records) throws Refusal {
    Records.Batch batch = records.batch(Upsert.of(null, null, null));
    return row -> {
      for (String field : records.type().dedupeFields()) {
        if (row.path(field).asText("").isEmpty()) {
          // The words of Adobe's sample.
          return Result.skipped(null, new Refusal("1003", "missing.dedupe.fields"));
        }
      }
      return batch.sync(row);
    };
  }

  /** People, who then are in a program with a status. */
  static RowTarget members(Instance instance, Program program, String status) throws Refusal {
    if (program.step(status) < 0) {
      throw new Refusal("1025", "Program status '" + status + "' not found");
    }
    RowTarget leads = leads(instance, "email", null, null);
    return row -> {
      Result result = leads.write(row);
      return result.reason() == null
          ? instance.programs().members().progress(program, (Long) result.id(), status)
          : result;
    };
  }
}
