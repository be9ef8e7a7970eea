package org.bactrian.state;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.sync.Change;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes what a slice brought about, in one transaction, the checkpoint last. */
public final class Settlement {

  private final Jdbi jdbi;
  private final Clock clock;

  public Settlement(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  /** Notes, before anything is sent, which records are about to be created. */
  public void intend(String mapping, Collection<String> salesforceIds) {
    if (salesforceIds.isEmpty()) return;
    jdbi.useTransaction(
        h -> {
          Set<String> intended = intended(h, mapping);
          if (intended.addAll(salesforceIds)) intend(h, mapping, intended);
        });
  }

  /** The records that a crash may have left in Marketo without a link. */
  public Set<String> intended(String mapping) {
    return jdbi.withHandle(h -> intended(h, mapping));
  }

  private static Set<String> intended(Handle h, String mapping) {
    return h.createQuery("SELECT salesforce_ids FROM creation_intent WHERE mapping = ?")
        .bind(0, mapping)
        .mapTo(String.class)
        .findOne()
        .map(ids -> new HashSet<>(List.of(ids.split(" "))))
        .orElseGet(HashSet::new);
  }

  private static void intend(Handle h, String mapping, Set<String> salesforceIds) {
    h.execute("DELETE FROM creation_intent WHERE mapping = ?", mapping);
    if (salesforceIds.isEmpty()) return;
    h.execute(
        "INSERT INTO creation_intent (mapping, salesforce_ids) VALUES (?, ?)",
        mapping,
        String.join(" ", salesforceIds));
  }

  /**
   * Remembers the outcomes of one mapping's share of a slice.
   *
   * @param linked the Salesforce ids that had a link before
   */
  public void settle(
      String mapping, String marketoObject, List<Settled> settled, Set<String> linked) {
    settle(mapping, marketoObject, settled, linked, List.of());
  }

  /** As {@link #settle}, with what else is to be remembered of it. */
  public void settle(
      String mapping,
      String marketoObject,
      List<Settled> settled,
      Set<String> linked,
      List<Entry> entries) {
    jdbi.useTransaction(
        h -> {
          // First: H2 stores what a transaction has changed so far when it draws a number for a
          // row.
          for (Entry entry : entries) if (!entry.isLast()) entry.write(h, clock.instant());
          settle(h, mapping, marketoObject, settled, linked);
          for (Entry entry : entries) if (entry.isLast()) entry.write(h, clock.instant());
        });
  }

  /** Something to be remembered in the same transaction. */
  public interface Entry {
    void write(Handle h, Instant now);

    /** Whether the outcomes are remembered before it. */
    default boolean isLast() {
      return false;
    }
  }

  /**
   * Remembers the outcomes of people of Marketo, each change under their Marketo id.
   *
   * @param links of those who became Salesforce records, or were found there
   * @param entries what else is to be remembered of it
   */
  public void settlePeople(
      String mapping,
      String marketoObject,
      List<Settled> settled,
      List<Link> links,
      List<Entry> entries) {
    jdbi.useTransaction(
        h -> {
          DeadLetters.parkPeople(h, mapping, settled, clock.instant());
          Set<String> delivered = new HashSet<>();
          for (Settled each : settled) {
            if (!(each.outcome() instanceof Outcome.Parked)) delivered.add(each.change().id());
          }
          for (Link link : links) delivered.add(link.marketoId());
          DeadLetters.peopleDelivered(h, mapping, delivered);
          Links.remember(h, mapping, marketoObject, links, List.of());
          for (Entry entry : entries) entry.write(h, clock.instant());
        });
  }

  /** Which of these records are parked for nothing but what they were parked for before. */
  public Set<String> parkedBefore(String mapping, List<Settled> settled) {
    if (settled.stream().noneMatch(each -> each.outcome() instanceof Outcome.Parked)) {
      return Set.of();
    }
    return jdbi.withHandle(h -> DeadLetters.parkedBefore(h, mapping, settled));
  }

  /** Remembers something that no outcome belongs to. */
  public void remember(List<Entry> entries) {
    jdbi.useTransaction(
        h -> {
          for (Entry entry : entries) entry.write(h, clock.instant());
        });
  }

  /** Lets the dead letters of people go who are Salesforce records by now. */
  public void peopleDelivered(String mapping, Collection<String> marketoIds) {
    if (marketoIds.isEmpty()) return;
    jdbi.useTransaction(h -> DeadLetters.peopleDelivered(h, mapping, marketoIds));
  }

  /**
   * Moves the checkpoint past a slice whose every mapping is settled.
   *
   * @param recent versions after this are noted as read
   * @param kept versions noted before this are forgotten
   */
  public void advance(
      String salesforceObject,
      Checkpoint to,
      Collection<Change> changes,
      Instant recent,
      Instant kept) {
    jdbi.useTransaction(
        h -> {
          Checkpoints.noteRecent(h, salesforceObject, changes, recent, kept);
          Checkpoints.advance(h, salesforceObject, to);
        });
  }

  private void settle(
      Handle h, String mapping, String marketoObject, List<Settled> settled, Set<String> linked) {
    Instant now = clock.instant();
    List<Link> created = new ArrayList<>();
    List<Link> changed = new ArrayList<>();
    Map<String, String> moved = new HashMap<>();
    Set<String> ids = new HashSet<>(settled.size() * 2);
    Set<String> unknown = new HashSet<>();
    for (Settled each : settled) {
      ids.add(each.change().id());
      if (each.outcome() instanceof Outcome.Parked parked && parked.isUnknown()) {
        unknown.add(each.change().id());
      }
      if (each.outcome().newLink().isEmpty()) continue;
      Link link = each.outcome().newLink().get();
      if (!link.salesforceId().equals(each.change().id())) {
        moved.put(each.change().id(), link.salesforceId());
      }
      (linked.contains(each.change().id()) ? changed : created).add(link);
    }
    WaitingChanges.superseded(h, mapping, ids);
    // Before the links: H2 stores what was changed so far when it draws a number for a row.
    DeadLetters.settle(h, mapping, settled, linked, now);
    Links.move(h, marketoObject, moved);
    Links.remember(h, mapping, marketoObject, created, changed);
    WaitingChanges.retry(h, moved.values(), now);
    for (Settled each : settled) {
      if (each.outcome() instanceof Outcome.Waiting waiting) {
        WaitingChanges.add(h, mapping, marketoObject, each.change(), waiting, false, now);
      }
    }
    Set<String> intended = intended(h, mapping);
    ids.removeAll(unknown);
    if (intended.removeAll(ids)) intend(h, mapping, intended);
  }
}
