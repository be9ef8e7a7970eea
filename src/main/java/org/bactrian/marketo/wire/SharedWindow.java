package org.bactrian.marketo.wire;

/** What other processes take of the calls in 20 s, which Marketo counts for all together. */
@FunctionalInterface
public interface SharedWindow {

  /** There is no other. */
  SharedWindow ALONE = (ours, most) -> true;

  /**
   * Whether one more call may leave now; the others are told of it.
   *
   * @param ours calls of this process that count yet
   * @param most how many there may be of all processes
   */
  boolean admits(int ours, int most);
}
