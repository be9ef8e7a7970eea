package org.bactrian.marketo.wire;

/**
 * Whether a call whose answer was lost may be sent again.
 *
 * <p>This is the one place where it is decided: every {@link Call} says which it is, the table of
 * error codes says after which answers a write may have been done, and the client goes by both. A
 * call that surely did nothing (a limit, an expired token, nobody listening) is sent again always.
 */
public enum Repeat {
  /**
   * Done twice, it leaves the same behind: reading; upserts, which go by a key; deletions and
   * joining or leaving a list, of which the second merely says that it was done before; creating
   * fields.
   */
  SAFE("yes"),

  /**
   * Done twice, it is something else than done once: a merge, whose second half finds nobody left
   * to merge, and creating duplicates. The client never sends it again when it may have been done,
   * and tells its caller so.
   */
  ONCE("no: the outcome is told as unknown");

  private final String words;

  Repeat(String words) {
    this.words = words;
  }

  /** Whether it is sent again after its answer was lost, in words. */
  public String words() {
    return words;
  }
}
