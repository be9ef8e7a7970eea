package org.bactrian.sandbox.salesforce.soap;

import java.util.List;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** Up to 200 records out of the recycle bin, each by itself. */
final class UndeleteCall implements Operation {
  private static final int MOST = 200;

  private final Org org;

  UndeleteCall(Org org) {
    this.org = org;
  }

  @Override
  public void answer(Dialect dialect, Element call, Xml out) {
    List<String> ids = call.texts("ids").stream().map(RecordReader::id).toList();
    Operation.limit(ids, MOST);
    for (String id : ids) {
      out.open("result");
      try {
        undelete(id);
        out.text("id", id);
        out.text("success", true);
      } catch (Refusal refusal) {
        out.error(refusal);
        out.textOrNil("id", null);
        out.text("success", false);
      }
      out.close();
    }
  }

  private void undelete(String id) {
    ObjectType type = org.schema().ofId(id);
    Table table = type == null || !type.permissions().mayRead() ? null : org.table(type);
    int row = table == null ? -1 : table.row(id);
    if (row < 0) {
      throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    org.undelete(table, row);
  }
}
