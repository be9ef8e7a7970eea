package org.bactrian.marketo.people;

import java.util.List;
import org.bactrian.marketo.client.RecordResult.Reason;

/**
 * What became of one person who was to be merged into another.
 *
 * @param index the person's place in the input, from 0
 * @param leadId the person's id
 * @param reasons why not; empty when it was
 */
public record MergeResult(int index, String leadId, Fate fate, List<Reason> reasons) {

  /** What can become of a person who is to be merged. */
  public enum Fate {
    /** The person is part of the winner now. */
    MERGED,
    /** There is no such person: merged before, maybe into the same winner, or deleted. */
    GONE,
    /** Marketo said no, and why; with 1004, it is the winner who is gone. */
    REFUSED,
    /**
     * Marketo's answer was lost. Merging again tells: a person who is {@link #GONE} then was merged
     * now, or had gone before.
     */
    UNKNOWN
  }

  /** Keeps its own copy of the reasons. */
  public MergeResult {
    reasons = List.copyOf(reasons);
  }
}
