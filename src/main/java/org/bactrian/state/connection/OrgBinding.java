package org.bactrian.state.connection;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bactrian.state.Database;
import org.bactrian.sync.merge.Side;
import org.jdbi.v3.core.Jdbi;

/** Which org and which instance the database belongs to, and all that it holds of the two. */
public final class OrgBinding {

  /** What is worth nothing, or is wrong, beside another org or another instance. */
  private static final List<String> OF_BOTH =
      List.of(
          "link",
          "checkpoint",
          "recent_version",
          "creation_intent",
          "meeting_intent",
          "unheard_write",
          "waiting_change",
          "dead_letter",
          "log_position",
          "mapped_rule",
          "backfill",
          "heard_activity",
          "field_decision",
          "made_of_marketo",
          "opt_out_due",
          "described_object");

  private static final String HOLDS_SOMETHING =
      "SELECT EXISTS (SELECT 1 FROM link) OR EXISTS (SELECT 1 FROM checkpoint)"
          + " OR EXISTS (SELECT 1 FROM creation_intent) OR EXISTS (SELECT 1 FROM meeting_intent)"
          + " OR EXISTS (SELECT 1 FROM waiting_change) OR EXISTS (SELECT 1 FROM dead_letter)";

  private final Jdbi jdbi;

  public OrgBinding(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * An org or an instance.
   *
   * @param id the 18 characters of an org; a Munchkin id, or the host of another address
   * @param sandbox names one start of a simulated system; null for a real one
   */
  public record Bound(String id, String sandbox) {}

  /** What the database belongs to on one side; empty before the first contact. */
  public Optional<Bound> find(Side side) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT identity, sandbox FROM origin WHERE side = ?")
                .bind(0, side.name())
                .map((row, context) -> new Bound(row.getString(1), row.getString(2)))
                .findOne());
  }

  /** Binds the database on one side, in place of what it was bound to. */
  public void bind(Side side, Bound to) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    Database.replace(
        jdbi,
        h -> {
          h.execute("DELETE FROM origin WHERE side = ?", side.name());
          h.execute(
              "INSERT INTO origin (side, identity, sandbox, bound_at) VALUES (?, ?, ?, ?)",
              side.name(),
              to.id(),
              to.sandbox(),
              now);
        });
  }

  /** How many links there are. */
  public long links() {
    return jdbi.withHandle(h -> h.createQuery("SELECT COUNT(*) FROM link").mapTo(Long.class).one());
  }

  /** Whether anything is remembered of the two systems' records. */
  public boolean holdsSomething() {
    return jdbi.withHandle(h -> h.createQuery(HOLDS_SOMETHING).mapTo(Boolean.class).one());
  }

  /**
   * Deletes all that is remembered of the two, so that others may take their place. The consent
   * journal, erasures and runs stay.
   */
  public void forget() {
    jdbi.useTransaction(
        h -> {
          OF_BOTH.forEach(table -> h.execute("DELETE FROM " + table));
          h.execute("DELETE FROM fact WHERE name NOT IN ('purge-due', 'forgotten-address-key')");
          h.execute("DELETE FROM former_id WHERE reason <> 'FORGOTTEN'");
          h.execute("DELETE FROM origin");
        });
  }
}
