package org.bactrian.connection;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the connection stands as a whole.
 *
 * @param words in a sentence
 * @param toDo what to do, if anything
 */
public record Standing(Kind kind, Words words, Optional<Words> toDo) {

  /** The ways it can stand. */
  public enum Kind {
    /** The sandbox, or credentials from the configuration: there is nothing to set up. */
    CONFIGURED,
    /** The set-up is not finished. */
    SETTING_UP,
    /** The flows run. */
    RUNNING,
    /** Somebody paused the flows. */
    PAUSED,
    /** Salesforce no longer takes the login; the flows stand still until somebody logs in again. */
    LAPSED
  }

  /** Whether the flows may run. */
  public boolean runs() {
    return kind == Kind.CONFIGURED || kind == Kind.RUNNING;
  }

  /** All of it, in English. */
  @Override
  public String toString() {
    return Stream.concat(Stream.of(words), toDo.stream())
        .map(Words::toString)
        .collect(Collectors.joining(" "));
  }
}
