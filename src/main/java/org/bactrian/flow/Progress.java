package org.bactrian.flow;

/** Is told how far a cycle is, after each slice. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress NONE = (done, total) -> {};

  /**
   * @param done changes read and settled
   * @param total changes that Salesforce said there are
   */
  void at(long done, long total);
}
