package org.bactrian.sync;

import java.util.List;
import org.bactrian.mapping.FieldRule;

/**
 * A change and what became of it.
 *
 * @param agreed the rules by which both sides are what they should be, where both were compared;
 *     null where they were not
 */
public record Settled(Change change, Outcome outcome, List<FieldRule> agreed) {

  /** Of a change whose sides were not compared. */
  public Settled(Change change, Outcome outcome) {
    this(change, outcome, null);
  }
}
