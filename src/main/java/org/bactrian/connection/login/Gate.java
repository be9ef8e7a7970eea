package org.bactrian.connection.login;

import java.util.Optional;
import java.util.function.Supplier;
import org.bactrian.connection.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says before each run why there must be none, if there must be none. */
public final class Gate implements Supplier<Optional<String>> {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Supplier<Standing> standing;
  private final Supplier<Optional<String>> storedIdentity;
  private final Supplier<String> sessionIdentity;
  private final Runnable forgetSession;
  private Optional<String> warned = Optional.empty();

  /**
   * @param storedIdentity whom the login that processes share belongs to, if there is one
   * @param sessionIdentity whom this process's session belongs to, or null
   * @param forgetSession makes it ask for another
   */
  public Gate(
      Supplier<Standing> standing,
      Supplier<Optional<String>> storedIdentity,
      Supplier<String> sessionIdentity,
      Runnable forgetSession) {
    this.standing = standing;
    this.storedIdentity = storedIdentity;
    this.sessionIdentity = sessionIdentity;
    this.forgetSession = forgetSession;
  }

  @Override
  public synchronized Optional<String> get() {
    // Another process may have connected another org meanwhile.
    String identity = sessionIdentity.get();
    Optional<String> stored = storedIdentity.get();
    if (identity != null && stored.isPresent() && !stored.get().equals(identity)) {
      forgetSession.run();
    }
    Standing now = standing.get();
    if (!now.runs()) return Optional.of(now.toString());
    Optional<String> warning = now.toDo().map(Object::toString);
    if (!warning.equals(warned)) warning.ifPresent(LOG::warn);
    warned = warning;
    return Optional.empty();
  }
}
