package org.bactrian.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;

/**
 * What one mapping is to deliver of a slice.
 *
 * @param again whether it was tried before, so that what equals the last agreement is looked at too
 * @param alone whether it goes without the parents that have not arrived, as they will not
 * @param backfill if it was read again for a newer version of its mapping: the Marketo fields that
 *     its two fields meet in for the first time
 */
public record Share(
    Mapping mapping,
    List<Change> changes,
    boolean again,
    boolean alone,
    Optional<Set<String>> backfill) {

  /** What somebody or something has changed. */
  public Share(Mapping mapping, List<Change> changes, boolean again, boolean alone) {
    this(mapping, changes, again, alone, Optional.empty());
  }

  /** What waits for its parents. */
  public Share(Mapping mapping, List<Change> changes, boolean again) {
    this(mapping, changes, again, false);
  }

  /** What is delivered for the first time. */
  public Share(Mapping mapping, List<Change> changes) {
    this(mapping, changes, false);
  }

  /** Other changes, to be delivered in the same way. */
  public Share with(List<Change> others) {
    return new Share(mapping, others, again, alone, backfill);
  }
}
