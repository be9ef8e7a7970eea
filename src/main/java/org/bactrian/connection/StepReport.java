package org.bactrian.connection;

import java.util.List;

/**
 * How one step of the set-up stands.
 *
 * @param found what was found, or went wrong
 * @param toDo what to do about it, or next
 */
public record StepReport(Step step, State state, List<Words> found, List<Words> toDo) {

  /** Where a step can stand. */
  public enum State {
    /** A step before it has to be done first. */
    NOT_YET,
    TO_DO,
    DONE,
    /** It was tried, and did not work; it can be tried again. */
    FAILED
  }
}
