package org.bactrian.state.people;

import java.time.ZoneOffset;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.Link;

/** What a merge or a deletion does to links. */
public final class Partings {

  private Partings() {}

  /** There is no such pair any more. */
  public static Entry unlink(String marketoObject, String salesforceId) {
    return (h, now) -> {
      UnheardWrites.forgetOf(h, marketoObject, salesforceId);
      h.execute(
          "DELETE FROM link WHERE salesforce_id = ? AND marketo_object = ?",
          salesforceId,
          marketoObject);
      h.execute(
          "DELETE FROM field_decision WHERE salesforce_id = ? AND marketo_object = ?",
          salesforceId,
          marketoObject);
    };
  }

  /** The person is another record's now, of another mapping, and they were not compared yet. */
  public static Entry move(String marketoObject, String from, String to, String mapping) {
    return (h, now) ->
        h.execute(
            "UPDATE link SET salesforce_id = ?, mapping = ?, system_modstamp = ?"
                + " WHERE salesforce_id = ? AND marketo_object = ?",
            to,
            mapping,
            Link.NONE.atOffset(ZoneOffset.UTC),
            from,
            marketoObject);
  }

  /** The record's person is another one now, and they were not compared yet. */
  public static Entry repoint(String marketoObject, String salesforceId, String marketoId) {
    return (h, now) -> {
      UnheardWrites.forgetOf(h, marketoObject, salesforceId);
      h.execute(
          "UPDATE link SET marketo_id = ?, system_modstamp = ? WHERE salesforce_id = ?"
              + " AND marketo_object = ?",
          marketoId,
          Link.NONE.atOffset(ZoneOffset.UTC),
          salesforceId,
          marketoObject);
    };
  }
}
