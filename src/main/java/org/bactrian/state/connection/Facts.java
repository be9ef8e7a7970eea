package org.bactrian.state.connection;

import java.util.Optional;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/** Facts about the pair of systems that are found out once. */
public final class Facts {

  private final Jdbi jdbi;

  public Facts(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What was found, if it was. */
  public Optional<String> find(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT finding FROM fact WHERE name = ?")
                .bind(0, name)
                .mapTo(String.class)
                .findOne());
  }

  /** Keeps a finding in place of what was found before. */
  public void keep(String name, String finding) {
    Database.replace(
        jdbi,
        h -> {
          h.execute("DELETE FROM fact WHERE name = ?", name);
          h.execute("INSERT INTO fact (name, finding) VALUES (?, ?)", name, finding);
        });
  }
}
