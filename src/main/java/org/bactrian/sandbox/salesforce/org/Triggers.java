package org.bactrian.sandbox.salesforce.org;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** What other transactions and the org's own Apex make of a write: locks, and limits per batch. */
public final class Triggers {
  private static final String LOCKED =
      "unable to obtain exclusive access to this record or 1 records";

  private static final class Lock {
    private final ObjectType type;
    private final String trigger;
    private int times;

    Lock(ObjectType type, int times, String trigger) {
      this.type = type;
      this.times = times;
      this.trigger = trigger;
    }
  }

  /** What is done to a record, by the name of the trigger's event. */
  enum Event {
    AFTER_INSERT("AfterInsert"),
    AFTER_UPDATE("AfterUpdate"),
    AFTER_DELETE("AfterDelete"),
    AFTER_UNDELETE("AfterUndelete");

    private final String shown;

    Event(String shown) {
      this.shown = shown;
    }
  }

  private record Limit(ObjectType type, int most, String message) {}

  private final List<Lock> locks = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private Map<ObjectType, Integer> batch = Map.of();

  /**
   * Another transaction holds the records of an object for the next so many writes.
   *
   * @param trigger the Apex trigger in which the write meets the lock, or null for the write itself
   */
  public void lock(ObjectType type, int times, String trigger) {
    locks.add(new Lock(type, times, trigger));
  }

  /**
   * Apex refuses writes of more than so many records of an object at once, each of them.
   *
   * @param message what follows {@code System.LimitException: }
   */
  public void limit(ObjectType type, int most, String message) {
    limits.add(new Limit(type, most, message));
  }

  /** Forgets all limits. */
  public void clearLimits() {
    limits.clear();
  }

  /** Writes so many records of each object together, perhaps as a part of more. */
  public <T> T together(Map<ObjectType, Integer> sizes, Supplier<T> writes) {
    Map<ObjectType, Integer> whole = batch;
    batch = new HashMap<>(whole);
    sizes.forEach((type, size) -> batch.merge(type, size, Math::max));
    try {
      return writes.get();
    } finally {
      batch = whole;
    }
  }

  void check(Table table, int row, Event event) {
    for (Lock lock : locks) {
      if (lock.type == table.type() && lock.times > 0) {
        lock.times--;
        throw refusal(lock, table.id(row), event);
      }
    }
    for (Limit limit : limits) {
      if (limit.type == table.type() && batch.getOrDefault(limit.type, 1) > limit.most) {
        throw Refusal.of(
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "%sTrigger: System.LimitException: %s".formatted(table.type().name(), limit.message));
      }
    }
  }

  /** A trigger's refusal names the code that it met within its own message. */
  private static Refusal refusal(Lock lock, String id, Event event) {
    if (lock.trigger == null) {
      return Refusal.of("UNABLE_TO_LOCK_ROW", LOCKED);
    }
    return Refusal.of(
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        "%s: execution of %s\n\ncaused by: System.DmlException: Update failed. First exception on row 0 with id %s; first error: UNABLE_TO_LOCK_ROW, %s: %s: []\n\nTrigger.%s: line 7, column 1"
            .formatted(lock.trigger, event.shown, id, LOCKED, id, lock.trigger));
  }
}
