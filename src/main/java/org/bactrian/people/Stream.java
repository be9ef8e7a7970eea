package org.bactrian.people;

/** What Marketo's change log is read as; each has a place of its own in it. */
public enum Stream {
  /** People who were merged, or put on a list; first, for a change may be of one who was merged. */
  EVENTS("get"),
  /** People who were deleted. */
  DELETIONS("deletedLeads"),
  /** Values that changed, and people who were made. */
  CHANGES("leadChanges");

  private final String operation;

  Stream(String operation) {
    this.operation = operation;
  }

  /** The operation of {@code marketo:activities} that reads it. */
  String operation() {
    return operation;
  }
}
