package org.bactrian.marketo.people;

import java.util.List;

/**
 * Some rows, and where the next ones begin.
 *
 * @param rows those that can be read
 * @param nextPageToken what to ask with for what follows; keep it, also when there is no more now
 * @param more whether there is more already
 * @param unreadable what is wrong with each of the others
 */
public record Page<R>(List<R> rows, String nextPageToken, boolean more, List<String> unreadable) {

  /** Keeps its own copies of the lists. */
  public Page {
    rows = List.copyOf(rows);
    unreadable = List.copyOf(unreadable);
  }

  /** Of which all rows can be read. */
  public Page(List<R> rows, String nextPageToken, boolean more) {
    this(rows, nextPageToken, more, List.of());
  }
}
