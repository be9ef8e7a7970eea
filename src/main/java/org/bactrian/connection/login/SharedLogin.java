package org.bactrian.connection.login;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.connection.Problem;
import org.bactrian.connection.Words;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.memory.Memory.Remembered;
import org.bactrian.salesforce.Grant;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.Tokens;

/** The tokens of the stored login, one at a time for all processes. */
public final class SharedLogin implements Tokens {

  private static final Duration BETWEEN_LOOKS = Duration.ofDays(1);

  private final Memory memory;
  private final LoginLock lock;
  private final Clock clock;
  private final boolean byBrowser;
  private final TokenEndpoint endpoint = new TokenEndpoint();

  /**
   * @param byBrowser whether a person logs in in the browser; else by a setting
   */
  public SharedLogin(Memory memory, LoginLock lock, Clock clock, boolean byBrowser) {
    this.memory = memory;
    this.lock = lock;
    this.clock = clock;
    this.byBrowser = byBrowser;
  }

  /** Takes a refresh token from the settings, unless the stored one came of it. */
  public void plant(String refreshToken) {
    String seed = Pkce.hash(refreshToken);
    Remembered known = memory.now();
    boolean planted = known.get(Item.REFRESH_TOKEN_SEED).equals(Optional.of(seed));
    if (planted && known.has(Item.REFRESH_TOKEN)) return;
    memory
        .change()
        .keep(Item.REFRESH_TOKEN, known.need(Item.LOGIN_HOST), refreshToken)
        .keep(Item.REFRESH_TOKEN_SEED, seed)
        .forget(Item.ACCESS_TOKEN, Item.LAPSE, Item.REFRESH_TOKEN_END)
        .write();
  }

  @Override
  public Grant renewed(String refused, Ask ask) throws SalesforceException {
    LoginLock.Waiting waiting = new LoginLock.Waiting();
    Attempt attempt = new Attempt(refused, ask);
    while (true) {
      Optional<Grant> stored = stored(refused);
      if (stored.isPresent()) return stored.get();
      if (lock.tryHolding(attempt)) break;
      waiting.pause();
    }
    Grant grant = attempt.result();
    lookForItsEnd();
    return grant;
  }

  /** Remembers what was granted, the new refresh token in place of the one that was used. */
  static Memory.Change keep(Memory.Change change, String host, Grant grant) {
    grant.refreshToken().ifPresent(token -> change.keep(Item.REFRESH_TOKEN, host, token));
    return change
        .keep(Item.ACCESS_TOKEN, grant.instanceUrl(), grant.accessToken())
        .keep(Item.INSTANCE_URL, grant.instanceUrl())
        .keep(Item.IDENTITY_URL, grant.identityUrl());
  }

  private final class Attempt implements Runnable {

    private final String refused;
    private final Ask ask;
    private Grant grant;
    private SalesforceException failure;

    Attempt(String refused, Ask ask) {
      this.refused = refused;
      this.ask = ask;
    }

    @Override
    public void run() {
      try {
        Optional<Grant> stored = stored(refused);
        grant = stored.isPresent() ? stored.get() : ask();
      } catch (SalesforceException e) {
        failure = e;
      }
    }

    private Grant ask() throws SalesforceException {
      try {
        String host = memory.now().need(Item.LOGIN_HOST);
        Grant granted = ask.grant();
        keep(memory.change(), host, granted).write();
        return granted;
      } catch (SalesforceException e) {
        throw explained(e);
      }
    }

    Grant result() throws SalesforceException {
      if (failure != null) throw failure;
      return grant;
    }
  }

  /** A grant that another caller has stored; nothing where Salesforce has to be asked. */
  private Optional<Grant> stored(String refused) throws LoginNeeded {
    Remembered known = memory.now();
    Optional<Problem> lapse = known.get(Item.LAPSE, Problem.class);
    if (lapse.isPresent()) throw new LoginNeeded(lapse.get().toString());
    if (!known.has(Item.REFRESH_TOKEN) || !known.has(Item.LOGIN_HOST)) {
      throw new LoginNeeded(Words.of("standing.unconnected").toString());
    }
    return known
        .get(Item.INSTANCE_URL)
        .flatMap(instance -> known.secret(Item.ACCESS_TOKEN, instance))
        .filter(token -> !token.equals(refused))
        .map(
            token ->
                new Grant(
                    token,
                    known.need(Item.INSTANCE_URL),
                    known.need(Item.IDENTITY_URL),
                    Optional.empty()));
  }

  private SalesforceException explained(SalesforceException refusal) {
    if (refusal.getStatusCode() != 400 || refusal.getErrors().isEmpty()) return refusal;
    RestError said = refusal.getErrors().get(0);
    Refusal cause = new Refusal(String.valueOf(said.getErrorCode()), said.getMessage());
    if (cause.heals()) return refusal;
    Problem lapse =
        new Problem(
            cause.problem().words(), Words.of(byBrowser ? "lapse.browser" : "lapse.settings"));
    memory.change().keepAll(Item.LAPSE, lapse).forget(Item.ACCESS_TOKEN).write();
    return new LoginNeeded(lapse.toString());
  }

  /** Asks, once a day, when the refresh token dies; whether it can be known is the app's choice. */
  public void lookForItsEnd() {
    Remembered known = memory.now();
    Optional<TokenEnd> last = known.get(Item.REFRESH_TOKEN_END, TokenEnd.class);
    Instant now = clock.instant();
    if (last.isPresent() && last.get().askedAt().plus(BETWEEN_LOOKS).isAfter(now)) return;
    if (!known.has(Item.REFRESH_TOKEN) || !known.has(Item.LOGIN_HOST)) return;
    Instant end;
    try {
      TokenEndpoint.App app = Login.app(known);
      String token = known.secret(Item.REFRESH_TOKEN, app.loginHost()).orElseThrow();
      end = endpoint.end(app, token).orElse(null);
    } catch (TokenRefused | IOException e) {
      end = null;
    }
    memory.change().keepAll(Item.REFRESH_TOKEN_END, new TokenEnd(now, end)).write();
  }
}
