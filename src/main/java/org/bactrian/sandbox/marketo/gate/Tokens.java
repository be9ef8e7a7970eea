package org.bactrian.sandbox.marketo.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Access tokens: one at a time, and whoever asks early gets the same one with its rest of life. */
public final class Tokens {
  private final Clock clock;
  private final Random random;
  private final Duration life;
  private final Set<String> dead = new HashSet<>();
  private String token;
  private Instant end = Instant.MIN;

  /** Tokens that live this long. */
  public Tokens(Clock clock, Random random, Duration life) {
    this.clock = clock;
    this.random = random;
    this.life = life;
  }

  /** The token of now; a new one if the last one is dead. */
  public String current() {
    if (!clock.instant().isBefore(end)) {
      bury();
      token = new UUID(random.nextLong(), random.nextLong()) + ":int";
      end = clock.instant().plus(life);
    }
    return token;
  }

  /** The whole seconds that the current token still lives. */
  public long remainingSeconds() {
    return Math.max(0, Duration.between(clock.instant(), end).toSeconds());
  }

  /** Ends the life of the current token at once. */
  public void expire() {
    bury();
    end = Instant.MIN;
  }

  private void bury() {
    if (token != null) {
      dead.add(token);
    }
  }

  /** Refuses a call whose Authorization header does not hold the living token. */
  public void check(Optional<String> authorization) throws Refusal {
    String header = authorization.orElse("").strip();
    if (header.isEmpty()) {
      throw new Refusal("600", "Access token not specified");
    }
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new Refusal("601", "Access token invalid");
    }
    String given = header.substring(7).strip();
    if (given.isEmpty()) {
      throw new Refusal("600", "Access token not specified");
    }
    boolean current = given.equals(token);
    if (dead.contains(given) || current && !clock.instant().isBefore(end)) {
      throw new Refusal("602", "Access token expired");
    }
    if (!current) {
      throw new Refusal("601", "Access token invalid");
    }
  }
}
