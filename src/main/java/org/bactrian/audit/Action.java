package org.bactrian.audit;

import java.util.Locale;

/** What was done. */
public enum Action {
  LOG_IN("logged in to the console"),
  LOG_IN_REFUSED("entered a wrong password for the console"),
  LOG_OUT("logged out of the console"),
  PASSWORD_CHANGED("started with another password hash for the console"),
  CHOOSE_LOGIN_HOST("entered where the org logs in"),
  ENTER_APP("entered the app's consumer key and secret"),
  CONNECT_SALESFORCE("logged in with Salesforce"),
  ENTER_MARKETO("entered Marketo's address and credentials"),
  CONFIRM("confirmed which systems are connected"),
  CREATE_FIELDS("created missing fields"),
  ENABLE("enabled the sync"),
  START("started the sync"),
  PAUSE("paused the sync"),
  RESUME("resumed the sync"),
  DISCONNECT("disconnected, and had all secrets forgotten"),
  RESET("reset the connection"),
  FORGET_SECRETS("had all secrets forgotten without opening them"),
  ROTATE_KEY("replaced the key that encrypts secrets"),
  EDIT_DEAD_LETTER("edited a dead letter"),
  REPLAY_DEAD_LETTERS("replayed dead letters"),
  DISCARD_DEAD_LETTER("discarded a dead letter"),
  BACKFILL("had all records of a mapping read again"),
  ERASE_PERSON("had a person erased on both sides");

  private final String words;

  Action(String words) {
    this.words = words;
  }

  /** In English, to follow a name. */
  public String words() {
    return words;
  }

  /** As it stands in CSV, JSON and message keys, e.g. {@code log-in}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether an actor's repetitions within a minute are one row with a count: guessing can't flood.
   */
  public boolean isCounted() {
    return this == LOG_IN_REFUSED;
  }
}
