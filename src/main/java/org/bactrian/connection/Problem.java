package org.bactrian.connection;

/**
 * Why a step did not work.
 *
 * @param words what went wrong
 * @param advice what to do
 */
public record Problem(Words words, Words advice) {

  /** The messages with this key, and with this key and {@code .advice}. */
  public static Problem of(String key, Object... arguments) {
    return new Problem(Words.of(key, arguments), Words.of(key + ".advice", arguments));
  }

  /** Both, in English. */
  @Override
  public String toString() {
    return words + " " + advice;
  }
}
