package org.bactrian.console.connect;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Setup;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.console.Secret;
import org.bactrian.console.Visit;

/**
 * The window in which somebody logs in at Salesforce: where it begins, and where Salesforce sends
 * it back to.
 *
 * <p>A cookie ties the two together. It is {@code Lax}, because the redirect from Salesforce's site
 * brings no other, and it is sent to the callback only.
 */
public final class LoginWindow {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Pattern LOOPBACK =
      Pattern.compile("(?<name>localhost|127\\.0\\.0\\.1|\\[::1])(?<port>:\\d{1,5})?");
  private static final List<String> CALLBACK =
      List.of("code", "state", "error", "error_description");

  private final Setup setup;
  private final URI callback;
  private final boolean behindProxy;
  private final Waiting waiting;

  /**
   * @param behindProxy whether the names that requests bring may be those of a reverse proxy
   */
  public LoginWindow(Setup setup, boolean behindProxy, Clock clock) {
    this.setup = setup;
    this.callback = URI.create(setup.entered().callbackUrl());
    this.behindProxy = behindProxy;
    this.waiting = new Waiting(clock);
  }

  /** Asks whether to log in: what a form of ours may begin, and no address that is only opened. */
  public void ask(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Optional<URI> elsewhere = properPlace(visit.host());
    if (elsewhere.isPresent()) visit.redirect(elsewhere.get().toString());
    else visit.page("connectAgain", setup.entered().loginHost());
  }

  /** Sends it to Salesforce's page, at the press of a button. */
  public void begin(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Optional<URI> elsewhere = properPlace(visit.host());
    if (elsewhere.isPresent()) {
      visit.redirect(elsewhere.get().toString());
      return;
    }
    try {
      String session = Secret.random();
      String page = setup.beginLogin(Optional.of(session)).toString();
      visit.setCookie(cookie(), session, Optional.of(LIFE), "Lax", Setup.CALLBACK_PATH);
      waiting.begin();
      // A browser that sent a form follows no redirect to another site: form-action forbids it.
      visit.header("Refresh", "0;url=" + page);
      visit.page("connectLeave", page);
    } catch (SetupTrouble e) {
      visit.page(409, "called", new CalledView(false, e.problem().words(), e.problem().advice()));
    }
  }

  /** Takes what Salesforce sent it back with, and says what came of it. */
  public void finish(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Map<String, String> query =
        CALLBACK.stream().collect(Collectors.toMap(name -> name, visit::query));
    LoginOutcome outcome = setup.by(visit.actor()).finishLogin(query, visit.cookie(cookie()));
    if (isOurs(outcome)) waiting.end();
    visit.page(
        outcome.isConnected() ? 200 : 400,
        "called",
        new CalledView(outcome.isConnected(), outcome.words(), outcome.advice()));
  }

  /** Whether somebody who began here has come back. */
  private static boolean isOurs(LoginOutcome outcome) {
    return !(outcome instanceof LoginOutcome.Forged
        || outcome instanceof LoginOutcome.NotBegun
        || outcome instanceof LoginOutcome.Replayed);
  }

  /** How long somebody has been at Salesforce's pages. */
  Waiting.Stage waiting() {
    return waiting.stage();
  }

  /**
   * Where the page must be opened instead, so that Salesforce sends people back to the name that
   * has their cookie: this machine has several.
   */
  Optional<URI> properPlace(String host) {
    Matcher here = LOOPBACK.matcher(host == null ? "" : host.toLowerCase(Locale.ROOT));
    boolean isElsewhere =
        !behindProxy
            && here.matches()
            && LOOPBACK.matcher(callback.getHost()).matches()
            && !here.group("name").equals(callback.getHost());
    if (!isElsewhere) return Optional.empty();
    String port = Optional.ofNullable(here.group("port")).orElse("");
    return Optional.of(
        URI.create(callback.getScheme() + "://" + callback.getHost() + port + "/connect"));
  }

  /** Cookies know no ports: the name keeps two consoles on one machine apart. */
  private String cookie() {
    return "bactrian-login-" + callback.getPort();
  }
}
