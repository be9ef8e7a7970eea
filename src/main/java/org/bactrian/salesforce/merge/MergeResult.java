package org.bactrian.salesforce.merge;

import java.util.List;
import java.util.Set;

/**
 * What became of one merge.
 *
 * @param index its place in the input, from 0
 * @param merged whether the loser is part of the master now
 * @param movedIds the records that referred to the loser, and refer to the master now
 * @param errors why not; empty when it was merged
 */
public record MergeResult(
    int index, Merge merge, boolean merged, List<String> movedIds, List<Error> errors) {

  private static final Set<String> GONE =
      Set.of("ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY");

  /**
   * Salesforce's code and words.
   *
   * @param fields the fields at fault, if it names any
   */
  public record Error(String code, String message, List<String> fields) {
    /** Keeps its own copy of the fields. */
    public Error {
      fields = List.copyOf(fields);
    }
  }

  /** Keeps its own copies. */
  public MergeResult {
    movedIds = List.copyOf(movedIds);
    errors = List.copyOf(errors);
  }

  /**
   * Whether it failed since one of the two is gone: merged before, maybe into the same master, or
   * deleted. The loser's {@code MasterRecordId} tells which.
   */
  public boolean isGone() {
    return errors.stream().anyMatch(error -> GONE.contains(error.code()));
  }
}
