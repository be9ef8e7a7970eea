package org.bactrian.state.backfill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.state.Database;
import org.bactrian.state.backfill.MappedRule.Due;
import org.bactrian.state.backfill.MappedRule.Standing;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rules by which each mapping's records were read, and how far they are read again. */
public final class Backfills {

  private final Jdbi jdbi;
  private final Clock clock;

  public Backfills(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /**
   * Where the reading of a mapping's records stands.
   *
   * @param begun when it began, or began anew, which makes it another one
   * @param salesforceId the Id up to which all is settled; empty at the beginning
   * @param remaining how many records were left then; empty as long as that is not known
   */
  public record Place(Instant begun, String salesforceId, Optional<Long> remaining) {}

  /** The rules of each mapping, by its name. */
  public Map<String, List<MappedRule>> rules() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT mapping, salesforce_field, marketo_field, form, standing, due"
                        + " FROM mapped_rule ORDER BY mapping, marketo_field, salesforce_field")
                .reduceResultSet(
                    new HashMap<>(),
                    (rules, row, context) -> {
                      rules
                          .computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                          .add(rule(row));
                      return rules;
                    }));
  }

  /** What a mapping's records are to be read again for, in a person's words. */
  public List<String> due(String mapping) {
    return rules().getOrDefault(mapping, List.of()).stream()
        .filter(MappedRule::isDue)
        .map(MappedRule::words)
        .distinct()
        .toList();
  }

  private static MappedRule rule(ResultSet row) throws SQLException {
    return new MappedRule(
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Standing.valueOf(row.getString(5)),
        Due.valueOf(row.getString(6)));
  }

  private Map<String, Place> places() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT mapping, begun, salesforce_id, remaining FROM backfill")
                .reduceResultSet(
                    new HashMap<>(),
                    (places, row, context) -> {
                      Optional<Object> remaining = Optional.ofNullable(row.getObject(4));
                      places.put(
                          row.getString(1),
                          new Place(
                              row.getObject(2, OffsetDateTime.class).toInstant(),
                              row.getString(3),
                              remaining.map(left -> ((Number) left).longValue())));
                      return places;
                    }));
  }

  /** Where the reading of a mapping's records stands, if it is under way. */
  public Optional<Place> place(String mapping) {
    return Optional.ofNullable(places().get(mapping));
  }

  /**
   * Remembers a mapping's rules.
   *
   * @param begins whether its records have to be read again, from the first one
   */
  public void note(String mapping, List<MappedRule> rules, boolean begins) {
    Database.replace(
        jdbi,
        h -> {
          h.execute("DELETE FROM mapped_rule WHERE mapping = ?", mapping);
          PreparedBatch batch =
              h.prepareBatch(
                  "INSERT INTO mapped_rule (mapping, salesforce_field, marketo_field, form,"
                      + " standing, due) VALUES (?, ?, ?, ?, ?, ?)");
          for (MappedRule rule : rules) {
            batch.add(
                mapping,
                rule.salesforce(),
                rule.marketo(),
                rule.form(),
                rule.standing().name(),
                rule.due().name());
          }
          batch.execute();
          if (begins) begin(h, mapping);
        });
  }

  /**
   * Has a mapping's records read again at somebody's request.
   *
   * @param field by either name, if it is for this field alone
   * @return for how many rules; none if nothing was read by such a rule so far
   */
  public int ask(String mapping, Optional<String> field) {
    int[] rules = new int[1];
    Database.replace(
        jdbi,
        h -> {
          String all =
              "UPDATE mapped_rule SET due = CASE WHEN due = 'NONE' THEN 'CHANGED' ELSE due END"
                  + " WHERE mapping = ? AND standing <> 'REMOVED'";
          rules[0] =
              field
                  .map(
                      name ->
                          h.execute(
                              all + " AND (salesforce_field = ? OR marketo_field = ?)",
                              mapping,
                              name,
                              name))
                  .orElseGet(() -> h.execute(all, mapping));
          if (rules[0] > 0) begin(h, mapping);
        });
    return rules[0];
  }

  private void begin(Handle h, String mapping) {
    h.execute("DELETE FROM backfill WHERE mapping = ?", mapping);
    h.execute(
        "INSERT INTO backfill (mapping, begun, salesforce_id) VALUES (?, ?, '')",
        mapping,
        clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
  }

  /** Moves past records that are settled, unless the reading has begun anew meanwhile. */
  public void move(String mapping, Place from, String salesforceId, long remaining) {
    jdbi.useTransaction(
        h ->
            h.execute(
                "UPDATE backfill SET salesforce_id = ?, remaining = ?"
                    + " WHERE mapping = ? AND begun = ?",
                salesforceId,
                remaining,
                mapping,
                from.begun().atOffset(ZoneOffset.UTC)));
  }

  /** Nothing is due any more, unless the reading has begun anew meanwhile. */
  public void end(String mapping, Place from) {
    jdbi.useTransaction(
        h -> {
          int ended =
              h.execute(
                  "DELETE FROM backfill WHERE mapping = ? AND begun = ?",
                  mapping,
                  from.begun().atOffset(ZoneOffset.UTC));
          if (ended == 0) return;
          h.execute(
              "UPDATE mapped_rule SET due = 'NONE' WHERE mapping = ? AND standing = 'MAPPED'",
              mapping);
        });
  }
}
