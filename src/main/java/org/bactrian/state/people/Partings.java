package org.bactrian.state.people;

import org.bactrian.state.Settlement.Entry;

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

  /** The record's person is another one now. */
  public static Entry repoint(String marketoObject, String salesforceId, String marketoId) {
    return (h, now) -> {
      UnheardWrites.forgetOf(h, marketoObject, salesforceId);
      h.execute(
          "UPDATE link SET marketo_id = ? WHERE salesforce_id = ? AND marketo_object = ?",
          marketoId,
          salesforceId,
          marketoObject);
    };
  }
}
