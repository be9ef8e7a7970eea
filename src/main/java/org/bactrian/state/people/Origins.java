package org.bactrian.state.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.Link;
import org.jdbi.v3.core.Jdbi;

/** Which Salesforce records were made of a Marketo person; all others were there first. */
public final class Origins {

  private final Jdbi jdbi;

  public Origins(Database database) {
    this.jdbi = database.jdbi();
  }

  /** When a record was made of a Marketo person, if it was. */
  public Optional<Instant> madeOfMarketo(String marketoObject, String salesforceId) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT made_at FROM made_of_marketo WHERE salesforce_id = ?"
                        + " AND marketo_object = ?")
                .bind(0, salesforceId)
                .bind(1, marketoObject)
                .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .findOne());
  }

  /** Remembers records that were just made. */
  public static Entry keep(String marketoObject, List<Link> made) {
    return (h, now) -> {
      if (made.isEmpty()) return;
      var delete =
          h.prepareBatch(
              "DELETE FROM made_of_marketo WHERE salesforce_id = ? AND marketo_object = ?");
      var insert =
          h.prepareBatch(
              "INSERT INTO made_of_marketo (salesforce_id, marketo_object, made_at)"
                  + " VALUES (?, ?, ?)");
      for (Link link : made) {
        delete.add(link.salesforceId(), marketoObject);
        insert.add(link.salesforceId(), marketoObject, now.atOffset(ZoneOffset.UTC));
      }
      delete.execute();
      insert.execute();
    };
  }
}
