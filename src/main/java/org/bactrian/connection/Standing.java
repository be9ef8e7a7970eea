package org.bactrian.connection;

/**
 * How the connection stands as a whole.
 *
 * @param words in a sentence, with what to do where something is to be done
 */
public record Standing(Kind kind, Words words) {

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
}
