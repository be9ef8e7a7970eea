package org.bactrian.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bactrian.mapping.FieldRule.Direction;
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
   * It can't be delivered as it is, and became a dead letter for each cause and direction.
   *
   * @param problems all that keeps it from being delivered, at least one; the first one's code
   *     tells the cause
   * @param link the link with what could be agreed nonetheless, or null
   */
  record Parked(List<Translation.Problem> problems, Link link) implements Outcome {

    /** The code of a change of which it is not known whether it was written. */
    public static final String OUTCOME_UNKNOWN = "outcome-unknown";

    /** Of a whole record that can't go to Marketo; nothing of it is agreed. */
    public Parked(String code, String message, String suggestion) {
      this(Direction.TO_MARKETO, code, message, suggestion);
    }

    /** Of a whole record that can't go in a direction; nothing of it is agreed. */
    public Parked(Direction direction, String code, String message, String suggestion) {
      this(List.of(new Translation.Problem(direction, null, code, message, suggestion)), null);
    }

    /** The first one's code. */
    public String code() {
      return problems.get(0).code();
    }

    /** What was found, in a marketer's words. */
    public String message() {
      return joined(Translation.Problem::message);
    }

    /** What to do about it. */
    public String suggestion() {
      return joined(Translation.Problem::suggestion);
    }

    private String joined(Function<Translation.Problem, String> words) {
      return problems.stream().map(words).distinct().collect(Collectors.joining("; "));
    }

    /** Whether it may have been written all the same. */
    public boolean isUnknown() {
      return code().equals(OUTCOME_UNKNOWN);
    }

    /** The same for each letter that it becomes: the problems of one cause and direction. */
    public List<Parked> apart() {
      Map<List<Object>, List<Translation.Problem>> apart = new LinkedHashMap<>();
      for (Translation.Problem each : problems) {
        apart
            .computeIfAbsent(List.of(each.direction(), each.code()), key -> new ArrayList<>())
            .add(each);
      }
      return apart.values().stream().map(some -> new Parked(some, link)).toList();
    }

    /** The fields that can't be delivered, by their names where they come from. */
    public Set<String> fields() {
      return problems.stream()
          .map(Translation.Problem::field)
          .filter(Objects::nonNull)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where the first was to go. */
    public Direction direction() {
      return problems.get(0).direction();
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
