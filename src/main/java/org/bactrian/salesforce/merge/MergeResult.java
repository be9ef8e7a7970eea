package org.bactrian.salesforce.merge;

import java.util.List;
import java.util.Set;
import org.bactrian.salesforce.soap.SoapError;

/**
 * What became of one merge.
 *
 * @param index its place in the input, from 0
 * @param merged whether the loser is part of the master now
 * @param movedIds the records that referred to the loser, and refer to the master now
 * @param errors why not; empty when it was merged
 */
public record MergeResult(
    int index, Merge merge, boolean merged, List<String> movedIds, List<SoapError> errors) {

  private static final Set<String> GONE =
      Set.of("ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY");

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
