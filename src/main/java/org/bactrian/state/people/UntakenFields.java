package org.bactrian.state.people;

import java.util.Collection;
import java.util.List;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/**
 * The fields of people whose updates Marketo answers to have taken, and holds something else
 * instead.
 */
public final class UntakenFields {

  private static final String NAME = "untaken-marketo-field-";

  private final Jdbi jdbi;

  public UntakenFields(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What there is to say of such a field. */
  public static String words(String field) {
    return "Marketo does not take updates of "
        + field
        + ": it answers that it did, and holds another value, which is not carried to Salesforce;"
        + " see whether the field is blocked for the API (Admin > Field Management > Block Field"
        + " Updates), or is cut or rounded there";
  }

  /**
   * Notes a field.
   *
   * @return whether it was not noted yet
   */
  public boolean add(String field) {
    String name = NAME + field;
    return jdbi.inTransaction(
        h -> {
          if (h.select("SELECT 1 FROM fact WHERE name = ?", name)
              .mapTo(Integer.class)
              .findOne()
              .isPresent()) {
            return false;
          }
          return h.execute("INSERT INTO fact (name, finding) VALUES (?, ?)", name, field) > 0;
        });
  }

  /** Forgets those of which an update was taken. */
  public void taken(Collection<String> fields) {
    if (fields.isEmpty()) return;
    List<String> names = fields.stream().map(field -> NAME + field).toList();
    jdbi.useTransaction(
        h ->
            h.createUpdate("DELETE FROM fact WHERE name IN (<names>)")
                .bindList("names", names)
                .execute());
  }

  /** Those that are noted, by REST name. */
  public List<String> all() {
    return jdbi.withHandle(
        h ->
            h.select("SELECT finding FROM fact WHERE name LIKE ?", NAME + "%")
                .mapTo(String.class)
                .list());
  }
}
