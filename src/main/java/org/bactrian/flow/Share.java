package org.bactrian.flow;

import java.util.List;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;

/**
 * What one mapping is to deliver of a slice.
 *
 * @param again whether it was tried before, so that what equals the last agreement is looked at too
 */
public record Share(Mapping mapping, List<Change> changes, boolean again) {

  /** What is delivered for the first time. */
  public Share(Mapping mapping, List<Change> changes) {
    this(mapping, changes, false);
  }
}
