package org.bactrian.connection.login;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Problem;
import org.bactrian.connection.Words;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.memory.Memory.Change;
import org.bactrian.connection.memory.Memory.Remembered;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.connection.origin.SystemIdentity;
import org.bactrian.salesforce.Grant;
import org.bactrian.settings.SettingsException;
import org.bactrian.settings.TransportPolicy;
import org.bactrian.state.connection.PendingLogins;
import org.bactrian.state.connection.PendingLogins.Pending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A login in the browser, from Salesforce's page to the stored tokens. */
public final class Login {

  /** What the app in Salesforce must be allowed. */
  public static final String SCOPES = "api refresh_token";

  private static final Logger LOG = LoggerFactory.getLogger(Login.class);
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final String VERIFIER = "login-verifier.";
  private static final Pattern STATE = Pattern.compile("(?:^|&)state=([^&]*)");

  private final Memory memory;
  private final PendingLogins pending;
  private final LoginLock lock;
  private final OriginCheck origin;
  private final TransportPolicy transport;
  private final TokenEndpoint endpoint = new TokenEndpoint();
  private final String callbackUrl;
  private final Clock clock;

  /**
   * @param callbackUrl where Salesforce sends the browser back to
   */
  public Login(
      Memory memory,
      PendingLogins pending,
      LoginLock lock,
      OriginCheck origin,
      TransportPolicy transport,
      String callbackUrl,
      Clock clock) {
    this.memory = memory;
    this.pending = pending;
    this.lock = lock;
    this.origin = origin;
    this.transport = transport;
    this.callbackUrl = callbackUrl;
    this.clock = clock;
  }

  /**
   * Begins a login.
   *
   * @param session a value of the browser's session, which alone can finish it
   * @return Salesforce's page; it asks even a user who is logged in already, so that the sync user
   *     is the one who allows it
   */
  public URI begin(Optional<String> session) {
    Remembered known = memory.now();
    String state = Pkce.random();
    String verifier = Pkce.random();
    String hash = Pkce.hash(state);
    String host = known.need(Item.LOGIN_HOST);
    pending.begin(
        hash, session.map(Pkce::hash).orElse(null), memory.seal(VERIFIER + hash, host, verifier));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", known.secret(Item.CONSUMER_KEY, host).orElseThrow());
    query.put("redirect_uri", callbackUrl);
    query.put("scope", SCOPES);
    query.put("state", state);
    query.put("code_challenge", Pkce.challenge(verifier));
    query.put("code_challenge_method", "S256");
    query.put("prompt", "login");
    return URI.create(
        host
            + "/services/oauth2/authorize?"
            + query.entrySet().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&")));
  }

  /** Whether the callback of this page has come, to this process or to another. */
  public boolean isAnswered(URI page) {
    Matcher state = STATE.matcher(page.getRawQuery());
    return state.find()
        && pending.find(Pkce.hash(state.group(1))).map(Pending::isUsed).orElse(false);
  }

  /** Finishes a login by what Salesforce sent the browser back with; what came of it is stored. */
  public LoginOutcome finish(Map<String, String> callback, Optional<String> session, Actor by) {
    String state = callback.getOrDefault("state", "");
    if (state.isEmpty()) return notBegun();
    String hash = Pkce.hash(state);
    Optional<Pending> found = pending.find(hash);
    if (found.isEmpty()) return pending.areThereAny() ? forged() : notBegun();
    Pending login = found.get();
    if (login.sessionHash() != null
        && !session.map(Pkce::hash).equals(Optional.of(login.sessionHash()))) {
      return forged();
    }
    if (login.isUsed() || !pending.use(hash)) {
      return new LoginOutcome.Replayed(Problem.of("login.replayed"));
    }
    if (login.begunAt().plus(LIFE).isBefore(clock.instant())) return expired();
    LoginOutcome outcome = answered(callback, hash, login, by);
    if (outcome instanceof LoginOutcome.Failed failed) {
      memory.change().keepAll(Item.LOGIN_PROBLEM, failed.problem()).write();
    }
    return outcome;
  }

  private LoginOutcome answered(
      Map<String, String> callback, String hash, Pending login, Actor by) {
    String error = callback.getOrDefault("error", "");
    if (error.replace('-', '_').equals("access_denied")) {
      return new LoginOutcome.Denied(Problem.of("login.denied"));
    }
    if (!error.isEmpty()) return refused(error, callback.getOrDefault("error_description", ""));
    String code = callback.getOrDefault("code", "");
    if (code.isEmpty()) return notBegun();
    Remembered known = memory.now();
    try {
      TokenEndpoint.App app = app(known);
      // A login that was begun at another host ends there: its code is not shown to this one.
      Optional<String> verifier = memory.open(VERIFIER + hash, app.loginHost(), login.verifier());
      if (verifier.isEmpty()) return notBegun();
      return granted(known, endpoint.exchange(app, code, callbackUrl, verifier.get()), by);
    } catch (TokenRefused e) {
      return refused(e.error(), e.getMessage());
    } catch (SettingsException e) {
      return expired();
    } catch (IOException e) {
      return new LoginOutcome.Unreachable(
          Problem.of("login.unreachable", known.need(Item.LOGIN_HOST), said(e)));
    }
  }

  private LoginOutcome granted(Remembered known, Grant grant, Actor by) throws IOException {
    if (grant.refreshToken().isEmpty()) {
      return new LoginOutcome.Refused("no_refresh_token", Problem.of("login.no-refresh-token"));
    }
    if (!transport.admits(grant.instanceUrl())) {
      return new LoginOutcome.Refused(
          "insecure_instance_url", Problem.of("login.insecure-instance", grant.instanceUrl()));
    }
    String organization =
        SystemIdentity.org(grant.identityUrl())
            .orElseThrow(() -> new IOException("an answer whose id names no org"));
    Optional<String> other = origin.otherOrg(grant.identityUrl());
    if (other.isPresent()) {
      giveBack(app(known), grant.refreshToken().get());
      return new LoginOutcome.OtherOrg(Problem.of("login.other-org", organization, other.get()));
    }
    AuditEvent event =
        AuditEvent.of(by, Action.CONNECT_SALESFORCE)
            .changing("", grant.identityUrl().replaceFirst("^.*/id/", ""));
    lock.holding(
        () ->
            SharedLogin.keep(memory.change(), known.need(Item.LOGIN_HOST), grant)
                .forget(Item.LAPSE, Item.LOGIN_PROBLEM, Item.REFRESH_TOKEN_END)
                .audit(event)
                .write());
    return new LoginOutcome.Connected(
        Words.of("login.connected", organization), Words.of("login.connected.advice"));
  }

  /**
   * Revokes the refresh token, if there is one; why Salesforce could not be told, if it could not.
   */
  Optional<String> revoke() {
    Remembered known = memory.now();
    Optional<String> host = known.boundTo(Item.REFRESH_TOKEN);
    Optional<String> token = host.flatMap(to -> known.secret(Item.REFRESH_TOKEN, to));
    return token.isEmpty() ? Optional.empty() : giveBack(app(known, host.get()), token.get());
  }

  /**
   * Writes a change after which the stored login is of no use: revokes it where it belongs, and
   * forgets it together with the change.
   */
  void replacedBy(Change change) {
    lock.holding(
        () -> {
          revoke()
              .ifPresent(
                  why ->
                      LOG.warn(
                          "the former login at Salesforce is forgotten, but could not be revoked"
                              + " there: {}; revoke it in Setup > Connected Apps OAuth Usage",
                          why));
          change.forget(Item.OF_LOGIN).write();
        });
  }

  private Optional<String> giveBack(TokenEndpoint.App app, String refreshToken) {
    try {
      endpoint.revoke(app, refreshToken);
      return Optional.empty();
    } catch (TokenRefused e) {
      // A token that Salesforce does not know is as good as revoked.
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(said(e));
    }
  }

  static TokenEndpoint.App app(Remembered known) {
    return app(known, known.need(Item.LOGIN_HOST));
  }

  private static TokenEndpoint.App app(Remembered known, String host) {
    return new TokenEndpoint.App(
        host,
        known.secret(Item.CONSUMER_KEY, host).orElse(""),
        known.secret(Item.CONSUMER_SECRET, host).orElse(""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static LoginOutcome refused(String error, String description) {
    return new LoginOutcome.Refused(error, new Refusal(error, description).problem());
  }

  private static LoginOutcome notBegun() {
    return new LoginOutcome.NotBegun(Problem.of("login.not-begun"));
  }

  private static LoginOutcome forged() {
    return new LoginOutcome.Forged(Problem.of("login.forged"));
  }

  private static LoginOutcome expired() {
    return new LoginOutcome.Expired(Problem.of("login.expired"));
  }

  private static String said(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
