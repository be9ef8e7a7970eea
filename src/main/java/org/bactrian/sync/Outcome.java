package org.bactrian.sync;

/** What became of one change; every change read has exactly one. */
public sealed interface Outcome {

  /** This outcome, counted once. */
  Tally tally();

  /** A Marketo record was created. */
  record Created(Link link) implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 1, 0, 0, 0, 0, 0);
    }
  }

  /** A Marketo record was changed. */
  record Updated(Link link) implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 0, 1, 0, 0, 0, 0);
    }
  }

  /** The record equals what was last agreed; nothing was written. */
  record Unchanged() implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 0, 0, 1, 0, 0, 0);
    }
  }

  /** The mapping's {@code when:} does not let it through. */
  record Filtered() implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 0, 0, 0, 1, 0, 0);
    }
  }

  /**
   * It goes by itself when its parent has arrived.
   *
   * @param parentObject the Marketo object that it refers to
   * @param parentKey the key of the record that is missing
   */
  record Waiting(String parentObject, String parentKey) implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 0, 0, 0, 0, 1, 0);
    }
  }

  /**
   * It can't be delivered as it is, and became a dead letter.
   *
   * @param code the rule or error code that refused it
   * @param message what was found, in a marketer's words
   * @param suggestion what to do about it
   */
  record Parked(String code, String message, String suggestion) implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 0, 0, 0, 0, 0, 1);
    }
  }
}
