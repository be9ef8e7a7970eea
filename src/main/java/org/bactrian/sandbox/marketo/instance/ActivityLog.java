package org.bactrian.sandbox.marketo.instance;

import java.util.Arrays;

/** All activities in the order in which they happened; an activity's place is its id. */
public final class ActivityLog {
  /** Ids of the standard activity types, as Adobe's documents show them. */
  public static final int NEW_LEAD = 12;

  /** Change Data Value. */
  public static final int DATA_VALUE = 13;

  /** Add to List. */
  public static final int ADD_TO_LIST = 24;

  /** Remove from List. */
  public static final int REMOVE_FROM_LIST = 25;

  /** Merge Leads. */
  public static final int MERGE = 32;

  /** Delete Lead. */
  public static final int DELETE = 37;

  /** Change Status in Progression. */
  public static final int PROGRESSION = 104;

  private final MovableClock clock;
  private long lagMillis = 2_000;
  private long[] times = new long[1024];
  private int[] leads = new int[1024];
  private int[] types = new int[1024];
  private Detail[] details = new Detail[1024];
  private int size;

  ActivityLog(MovableClock clock) {
    this.clock = clock;
  }

  /** Writes down that something happened now, and gives its place. */
  public int add(int type, int lead, Detail detail) {
    if (size == times.length) {
      int wider = size * 3 / 2;
      times = Arrays.copyOf(times, wider);
      leads = Arrays.copyOf(leads, wider);
      types = Arrays.copyOf(types, wider);
      details = Arrays.copyOf(details, wider);
    }
    times[size] = Math.max(clock.millis(), size == 0 ? 0 : times[size - 1]);
    leads[size] = lead;
    types[size] = type;
    details[size] = detail;
    return size++;
  }

  /** How long an activity takes until readers see it, in milliseconds. */
  public void lag(long millis) {
    lagMillis = millis;
  }

  /** How many activities readers can see by now. */
  public int visible() {
    return lagMillis == 0 ? size : from(clock.millis() - lagMillis + 1);
  }

  /** How many activities there are, seen or not. */
  public int size() {
    return size;
  }

  /** The place of the first activity at or after an instant in milliseconds. */
  public int from(long millis) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** When the activity at a place happened, in seconds since 1970. */
  public long seconds(int place) {
    return times[place] / 1000;
  }

  /** Whose activity it is. */
  public int lead(int place) {
    return leads[place];
  }

  /** The id of its type. */
  public int type(int place) {
    return types[place];
  }

  /** What else it says. */
  public Detail detail(int place) {
    return details[place];
  }
}
