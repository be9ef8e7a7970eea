package org.bactrian.sync;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bactrian.mapping.Translation;

/** What became of one change; every change read has exactly one. */
public sealed interface Outcome {

  /** This outcome, counted once. */
  Tally tally();

  /** The link that was made or changed, if one was. */
  default Optional<Link> newLink() {
    return Optional.empty();
  }

  /** A Marketo record was created. */
  record Created(Link link) implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 1, 0, 0, 0, 0, 0);
    }

    @Override
    public Optional<Link> newLink() {
      return Optional.of(link);
    }
  }

  /**
   * A record was changed, on either side.
   *
   * @param link the link, or null where a merge or a deletion ended it
   */
  record Updated(Link link) implements Outcome {
    @Override
    public Tally tally() {
      return new Tally(0, 0, 1, 0, 0, 0, 0);
    }

    @Override
    public Optional<Link> newLink() {
      return Optional.ofNullable(link);
    }
  }

  /**
   * The record equals what was last agreed; nothing was written.
   *
   * @param link the link, where both sides came to agree by themselves; or null
   */
  record Unchanged(Link link) implements Outcome {

    /** With nothing to remember. */
    public Unchanged() {
      this(null);
    }

    @Override
    public Optional<Link> newLink() {
      return Optional.ofNullable(link);
    }

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
   * It goes by itself when its parent has arrived; without one, when what is under way is settled.
   *
   * @param parentObject the Marketo object that it refers to, or null
   * @param parentKey the key of the record that is missing, or null
   */
  record Waiting(String parentObject, String parentKey) implements Outcome {

    /** For what is under way. */
    public Waiting() {
      this(null, null);
    }

    /** For a parent, if there is one. */
    public static Waiting of(Prepared.Parent parent) {
      return parent == null ? new Waiting() : new Waiting(parent.object(), parent.key());
    }

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
   * @param link the link with what could be agreed nonetheless, or null
   */
  record Parked(String code, String message, String suggestion, Link link) implements Outcome {

    /** The code of a change of which it is not known whether it was written. */
    public static final String OUTCOME_UNKNOWN = "outcome-unknown";

    /** Whether it may have been written all the same. */
    public boolean isUnknown() {
      return code.equals(OUTCOME_UNKNOWN);
    }

    /** For all that keeps it from being delivered; the first one's code tells the cause. */
    public static Parked of(List<Translation.Problem> problems, Link link) {
      return new Parked(
          problems.get(0).code(),
          problems.stream().map(Translation.Problem::message).collect(Collectors.joining("; ")),
          problems.stream()
              .map(Translation.Problem::suggestion)
              .distinct()
              .collect(Collectors.joining("; ")),
          link);
    }

    /** With nothing agreed. */
    public Parked(String code, String message, String suggestion) {
      this(code, message, suggestion, null);
    }

    @Override
    public Optional<Link> newLink() {
      return Optional.ofNullable(link);
    }

    @Override
    public Tally tally() {
      return new Tally(0, 0, 0, 0, 0, 0, 1);
    }
  }
}
