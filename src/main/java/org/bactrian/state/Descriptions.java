package org.bactrian.state;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What each system last said of an object's fields, so that an idle run need not ask again. */
public final class Descriptions {

  /** Which of the two systems. */
  public enum Side {
    SALESFORCE,
    MARKETO
  }

  private final Jdbi jdbi;
  private final Clock clock;

  public Descriptions(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /** An object's description, as its system gave it, unless it is older than this. */
  public Optional<Map<String, Object>> of(Side system, String object, Duration atMost) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT description FROM described_object"
                        + " WHERE system = ? AND object = ? AND read_at > ?")
                .bind(0, system.name())
                .bind(1, object)
                .bind(2, clock.instant().minus(atMost).atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .findOne()
                .map(Json::record));
  }

  /** Keeps an object's description. */
  public void keep(Side system, String object, Map<String, Object> description) {
    Database.replace(
        jdbi,
        h -> {
          h.execute(
              "DELETE FROM described_object WHERE system = ? AND object = ?",
              system.name(),
              object);
          h.execute(
              "INSERT INTO described_object (system, object, description, read_at)"
                  + " VALUES (?, ?, ?, ?)",
              system.name(),
              object,
              Json.text(description),
              clock.instant().atOffset(ZoneOffset.UTC));
        });
  }

  /** Forgets all descriptions, so that both systems are asked again. */
  public void forget() {
    jdbi.useTransaction(h -> h.execute("DELETE FROM described_object"));
  }
}
