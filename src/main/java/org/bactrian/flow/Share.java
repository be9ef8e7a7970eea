package org.bactrian.flow;

import java.util.List;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;

/**
 * What one mapping is to deliver of a slice.
 *
 * @param again whether it was tried before, so that what equals the last agreement is looked at too
 * @param alone whether it goes without the parents that have not arrived, as they will not
 */
public record Share(Mapping mapping, List<Change> changes, boolean again, boolean alone) {

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
    return new Share(mapping, others, again, alone);
  }
}
