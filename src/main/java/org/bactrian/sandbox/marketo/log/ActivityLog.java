package org.bactrian.sandbox.marketo.log;

import java.util.Arrays;

/** All activities in the order in which they happened; an activity's place is its id. */
public final class ActivityLog {
  private static final ActivityType[] TYPES = ActivityType.values();

  private final MovableClock clock;
  private final CustomTypes customTypes;
  private final PagingTokens pagingTokens = new PagingTokens();
  private LogRules rules = LogRules.USUAL;
  private long lagMillis = 2_000;
  private long[] times = new long[1024];
  private int[] leads = new int[1024];
  private byte[] types = new byte[1024];
  private Detail[] details = new Detail[1024];
  private int size;

  /** An empty log. */
  public ActivityLog(MovableClock clock) {
    this.clock = clock;
    this.customTypes = new CustomTypes(clock);
  }

  /** Writes down that something happened now, and gives its place. */
  public int add(ActivityType type, int lead, Detail detail) {
    if (size == times.length) {
      int wider = size * 3 / 2;
      times = Arrays.copyOf(times, wider);
      leads = Arrays.copyOf(leads, wider);
      types = Arrays.copyOf(types, wider);
      details = Arrays.copyOf(details, wider);
    }
    times[size] = Math.max(clock.millis(), size == 0 ? 0 : times[size - 1]);
    leads[size] = lead;
    types[size] = (byte) type.ordinal();
    details[size] = detail;
    return size++;
  }

  /** Gives a person what happened to another, as a merge does. */
  public void unite(int loser, int winner) {
    for (int place = 0; place < size; place++) {
      if (leads[place] == loser) {
        leads[place] = winner;
      }
    }
  }

  /** How long an activity takes until readers see it, in milliseconds. */
  public void lag(long millis) {
    lagMillis = millis;
  }

  /** How this instance tells what happened. */
  public LogRules rules() {
    return rules;
  }

  /** Lets it tell otherwise from now on. */
  public void rules(LogRules others) {
    rules = others;
  }

  /** The kinds of activity that administrators made. */
  public CustomTypes customTypes() {
    return customTypes;
  }

  /** The tokens that stand for places. */
  public PagingTokens pagingTokens() {
    return pagingTokens;
  }

  /** Whether readers can see the activity at a place, which may be later than those after it. */
  public boolean isVisible(int place) {
    long late = rules.isLate(place) ? rules.lateSeconds() * 1000L : 0;
    return times[place] + lagMillis + late <= clock.millis();
  }

  /** How many activities readers can see by now, but for late ones. */
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

  /** Whether the activity at a place has not been purged yet. */
  public boolean isKept(int place) {
    return type(place).isKept(clock.seconds() - seconds(place));
  }

  /** When the activity at a place happened, in seconds since 1970. */
  public long seconds(int place) {
    return times[place] / 1000;
  }

  /** What date it tells, in seconds since 1970: a custom activity's is what its writer says. */
  public long date(int place) {
    return details[place] instanceof Detail.Custom custom ? custom.date() : seconds(place);
  }

  /** The number of its type. */
  public int typeId(int place) {
    return details[place] instanceof Detail.Custom custom ? custom.typeId() : type(place).id();
  }

  /** Whose activity it is. */
  public int lead(int place) {
    return leads[place];
  }

  /** Its type. */
  public ActivityType type(int place) {
    return TYPES[types[place]];
  }

  /** What else it says. */
  public Detail detail(int place) {
    return details[place];
  }
}
