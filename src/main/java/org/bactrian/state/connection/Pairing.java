package org.bactrian.state.connection;

import java.util.List;
import org.bactrian.state.Database;
import org.jdbi.v3.core.Jdbi;

/** What ties the database to one org and one instance: links, and how far the org was read. */
public final class Pairing {

  private static final List<String> TABLES =
      List.of(
          "link",
          "checkpoint",
          "recent_version",
          "creation_intent",
          "waiting_change",
          "dead_letter",
          "described_object",
          "fact");

  private final Jdbi jdbi;

  public Pairing(Database database) {
    this.jdbi = database.jdbi();
  }

  /** How many links there are. */
  public long links() {
    return jdbi.withHandle(h -> h.createQuery("SELECT COUNT(*) FROM link").mapTo(Long.class).one());
  }

  /** Forgets all of it, so that another org or instance can be connected. */
  public void forget() {
    jdbi.useTransaction(h -> TABLES.forEach(table -> h.execute("DELETE FROM " + table)));
  }
}
