package org.bactrian.people;

import java.time.Duration;

/** What Marketo's change log is read as; each has a place of its own in it. */
public enum Stream {
  /** People who were merged, or put on a list; first, for a change may be of one who was merged. */
  EVENTS("get", 89),
  /** People who were deleted. */
  DELETIONS("deletedLeads", 13),
  /** Values that changed, and people who were made. */
  CHANGES("leadChanges", 89);

  private final String operation;
  private final Duration kept;

  Stream(String operation, int daysKept) {
    this.operation = operation;
    this.kept = Duration.ofDays(daysKept);
  }

  /** How long Marketo surely keeps it: it says nothing of what it has thrown away. */
  Duration kept() {
    return kept;
  }

  /** The name of the place from which it is read again. */
  String back() {
    return name() + "-BACK";
  }

  /** The name of the place from which it is read again the time after. */
  String next() {
    return name() + "-NEXT";
  }

  /** The operation of {@code marketo:activities} that reads it. */
  String operation() {
    return operation;
  }
}
