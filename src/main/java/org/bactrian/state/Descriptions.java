package org.bactrian.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** What each system last said of an object's fields, so that an idle run need not ask again. */
public final class Descriptions {

  /** Which of the two systems. */
  public enum Side {
    SALESFORCE,
    MARKETO
  }

  private record Key(Side system, String object) {}

  private record Parsed(Instant readAt, Map<String, Object> description) {}

  private final Jdbi jdbi;
  private final Clock clock;
  // A description is large, and asked for in every batch.
  private final Map<Key, Parsed> known = new ConcurrentHashMap<>();

  public Descriptions(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /**
   * An object's description, as its system gave it, unless it is older than this; the same instance
   * as long as it is the same description.
   */
  public Optional<Map<String, Object>> of(Side system, String object, Duration atMost) {
    Key key = new Key(system, object);
    return readAt(key)
        .filter(at -> at.isAfter(clock.instant().minus(atMost)))
        .flatMap(at -> parsed(key, at))
        .map(Parsed::description);
  }

  private Optional<Parsed> parsed(Key key, Instant readAt) {
    Parsed parsed = known.get(key);
    if (parsed != null && parsed.readAt.equals(readAt)) return Optional.of(parsed);
    Optional<Parsed> read = read(key);
    read.ifPresent(now -> known.put(key, now));
    return read;
  }

  private Optional<Instant> readAt(Key key) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT read_at FROM described_object WHERE system = ? AND object = ?")
                .bind(0, key.system.name())
                .bind(1, key.object)
                .mapTo(OffsetDateTime.class)
                .map(OffsetDateTime::toInstant)
                .findOne());
  }

  private Optional<Parsed> read(Key key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT read_at, description FROM described_object"
                        + " WHERE system = ? AND object = ?")
                .bind(0, key.system.name())
                .bind(1, key.object)
                .map(
                    (row, context) ->
                        new Parsed(
                            row.getObject("read_at", OffsetDateTime.class).toInstant(),
                            Json.record(row.getString("description"))))
                .findOne());
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
    known.remove(new Key(system, object));
  }

  /** Forgets all descriptions, so that both systems are asked again. */
  public void forget() {
    jdbi.useTransaction(h -> h.execute("DELETE FROM described_object"));
    known.clear();
  }
}
