package org.bactrian.state.people;

import org.bactrian.mapping.MarketoObject;
import org.bactrian.state.people.Erasures.Item;
import org.bactrian.sync.merge.Side;
import org.jdbi.v3.core.Handle;

/** What is remembered of a person, and goes with them. */
final class Remains {

  private Remains() {}

  /**
   * Deletes what is remembered of a record. Of its consent, the last word on each field is kept,
   * which proves how it stood.
   */
  static void scrub(Handle h, Item item) {
    String id = item.id();
    if (item.side() == Side.MARKETO) {
      h.execute(
          "DELETE FROM link WHERE marketo_id = ? AND marketo_object = ?", id, item.marketoObject());
      h.execute(
          "DELETE FROM unheard_write WHERE marketo_id = ? AND marketo_object = ?",
          id,
          item.marketoObject());
      if (!item.marketoObject().equals(MarketoObject.PERSON)) return;
      h.execute("DELETE FROM dead_letter WHERE marketo_id = ?", id);
      reduce(h, "marketo_id", id);
      return;
    }
    h.execute("DELETE FROM link WHERE salesforce_id = ?", id);
    h.execute("DELETE FROM field_decision WHERE salesforce_id = ?", id);
    h.execute("DELETE FROM waiting_change WHERE salesforce_id = ?", id);
    h.execute("DELETE FROM dead_letter WHERE salesforce_id = ?", id);
    h.execute("DELETE FROM recent_version WHERE salesforce_id = ?", id);
    h.execute("DELETE FROM made_of_marketo WHERE salesforce_id = ?", id);
    reduce(h, "salesforce_id", id);
  }

  private static void reduce(Handle h, String column, String id) {
    h.execute(
        "DELETE FROM consent_event WHERE %1$s = ? AND id NOT IN".formatted(column)
            + " (SELECT MAX(id) FROM consent_event WHERE %1$s = ? GROUP BY field)"
                .formatted(column),
        id,
        id);
  }
}
