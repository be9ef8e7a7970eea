package org.bactrian.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bactrian.console.Secret;

/** Who is logged in: until they log out, or are idle too long, or it has been long enough. */
final class Sessions {

  private record Session(Instant opened, Instant active) {}

  private final Duration idle;
  private final Duration longest;
  private final Clock clock;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  Sessions(Duration idle, Duration longest, Clock clock) {
    this.idle = idle;
    this.longest = longest;
    this.clock = clock;
  }

  /** Opens a session; its id is a secret that nobody had before. */
  String open() {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> over(session, now));
    String id = Secret.random();
    sessions.put(id, new Session(now, now));
    return id;
  }

  /**
   * Whether a session is open.
   *
   * @param active whether a person did something, and not only their open page
   */
  boolean isOpen(String id, boolean active) {
    Instant now = clock.instant();
    return sessions.computeIfPresent(
            id,
            (key, session) ->
                over(session, now) ? null : active ? new Session(session.opened(), now) : session)
        != null;
  }

  void close(String id) {
    sessions.remove(id);
  }

  private boolean over(Session session, Instant now) {
    return session.active().plus(idle).isBefore(now)
        || session.opened().plus(longest).isBefore(now);
  }
}
