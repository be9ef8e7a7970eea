package org.bactrian.mapping;

/** What happens on one side when a record is deleted on the other. */
public enum OnDeletion {
  /** A field says so. */
  FLAG,
  /** Its counterpart is deleted too. */
  DELETE,
  /** Nothing. */
  IGNORE
}
