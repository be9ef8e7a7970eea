package org.bactrian.sandbox.salesforce.login;

import java.security.SecureRandom;
import java.time.Instant;

/** A code of six digits that has been e-mailed and is to be entered. */
final class Challenge {
  private static final int MOST_TRIES = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Instant ends;
  private String code;
  private int tries;

  Challenge(Instant ends) {
    renew(ends);
  }

  String code() {
    return code;
  }

  /** Another code instead; the tries go on counting. */
  void renew(Instant end) {
    ends = end;
    code = "%06d".formatted(RANDOM.nextInt(1_000_000));
  }

  boolean isExpired(Instant now) {
    return !ends.isAfter(now);
  }

  boolean isSolvedBy(String answer) {
    tries++;
    return code.equals(answer.strip());
  }

  boolean isOver() {
    return tries >= MOST_TRIES;
  }
}
