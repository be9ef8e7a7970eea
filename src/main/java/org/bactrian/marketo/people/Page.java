package org.bactrian.marketo.people;

import java.util.List;

/**
 * Some rows, and where the next ones begin.
 *
 * @param nextPageToken what to ask with for what follows; keep it, also when there is no more now
 * @param more whether there is more already
 */
public record Page<R>(List<R> rows, String nextPageToken, boolean more) {

  /** Keeps its own copy of the rows. */
  public Page {
    rows = List.copyOf(rows);
  }
}
