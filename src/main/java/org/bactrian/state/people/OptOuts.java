package org.bactrian.state.people;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bactrian.state.Database;
import org.bactrian.state.Settlement.Entry;
import org.jdbi.v3.core.Jdbi;

/** The addresses of which somebody opted out, until everybody who has them did. */
public final class OptOuts {

  private final Jdbi jdbi;

  public OptOuts(Database database) {
    this(database.jdbi());
  }

  OptOuts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * An address that is due.
   *
   * @param id its place in the order of coming
   * @param marketoObject of which it is the match value
   */
  public record Due(long id, String marketoObject, String address) {}

  /** All that are due, oldest first. */
  public List<Due> due(int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT id, marketo_object, address FROM opt_out_due ORDER BY id LIMIT ?")
                .bind(0, limit)
                .map((row, context) -> new Due(row.getLong(1), row.getString(2), row.getString(3)))
                .list());
  }

  /** Notes addresses, in lower case. */
  public static Entry note(String marketoObject, Set<String> addresses) {
    return (h, now) -> {
      if (addresses.isEmpty()) return;
      var insert =
          h.prepareBatch("INSERT INTO opt_out_due (marketo_object, address) VALUES (?, ?)");
      for (String address : addresses) insert.add(marketoObject, address);
      insert.execute();
    };
  }

  /** Forgets those that were dealt with. */
  public static Entry done(Collection<Due> dealtWith) {
    return (h, now) -> {
      if (dealtWith.isEmpty()) return;
      var delete = h.prepareBatch("DELETE FROM opt_out_due WHERE id = ?");
      for (Due due : dealtWith) delete.add(due.id());
      delete.execute();
    };
  }
}
