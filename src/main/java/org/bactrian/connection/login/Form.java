package org.bactrian.connection.login;

import java.time.Duration;
import java.util.Optional;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.connection.Entered;
import org.bactrian.connection.Problem;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.memory.Memory.Change;
import org.bactrian.connection.memory.Memory.Remembered;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoClientOptions;
import org.bactrian.marketo.client.MarketoException;
import org.bactrian.marketo.client.MarketoRefused;
import org.bactrian.marketo.wire.HttpOptions;
import org.bactrian.settings.Setting;
import org.bactrian.settings.TransportPolicy;

/** What people enter: where the org logs in, the app's key and secret, Marketo's credentials. */
public final class Form {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SHOWN = 4;

  private final Memory memory;
  private final Login login;
  private final OriginCheck origin;
  private final TransportPolicy transport;
  private final String callbackUrl;

  /**
   * @param login what another address or app makes useless
   * @param transport which addresses may be called at all
   * @param callbackUrl where Salesforce sends the browser back to
   */
  public Form(
      Memory memory,
      Login login,
      OriginCheck origin,
      TransportPolicy transport,
      String callbackUrl) {
    this.memory = memory;
    this.login = login;
    this.origin = origin;
    this.transport = transport;
    this.callbackUrl = callbackUrl;
  }

  /** What was entered so far, no secret in it. */
  public Entered entered() {
    Remembered known = memory.now();
    return new Entered(
        callbackUrl,
        Login.SCOPES,
        known.get(Item.LOGIN_HOST).orElse(""),
        masked(secret(known, Item.CONSUMER_KEY)),
        known.has(Item.CONSUMER_SECRET),
        known.get(Item.MARKETO_URL).orElse(""),
        masked(secret(known, Item.MARKETO_CLIENT_ID)),
        known.has(Item.MARKETO_CLIENT_SECRET));
  }

  private static String masked(Optional<String> value) {
    return value.map(v -> "••••" + v.substring(Math.max(0, v.length() - SHOWN))).orElse("");
  }

  /** A secret for the address that is known now. */
  private static Optional<String> secret(Remembered known, Item item) {
    return known.get(item.goesTo()).flatMap(address -> known.secret(item, address));
  }

  /**
   * Keeps where the org logs in. Another host needs another app and another login: what is stored
   * for the former one is forgotten, and its login revoked there. Once the systems are confirmed,
   * no other host is taken.
   *
   * @throws SetupTrouble if the settings say it
   */
  public void loginHost(String typed, Actor by) {
    refuseFixed(Setting.SALESFORCE_LOGIN_URL, Item.LOGIN_HOST);
    Remembered known = memory.now();
    Optional<String> host = Address.ofLogin(typed, transport);
    Optional<String> before = known.get(Item.LOGIN_HOST);
    if (host.isEmpty()) {
      problem(Item.APP_PROBLEM, Problem.of("app.unusable-host", shown(typed)));
    } else if (before.equals(host)) {
      memory.change().keep(Item.LOGIN_HOST, host.get()).forget(Item.APP_PROBLEM).write();
    } else if (known.has(Item.CONFIRMED)) {
      problem(Item.APP_PROBLEM, Problem.of("app.confirmed", host.get(), before.orElse("")));
    } else {
      login.replacedBy(
          memory
              .change()
              .keep(Item.LOGIN_HOST, host.get())
              .forget(Item.APP_PROBLEM, Item.CONSUMER_KEY, Item.CONSUMER_SECRET)
              .audit(
                  AuditEvent.of(by, Action.CHOOSE_LOGIN_HOST)
                      .changing(before.orElse(""), host.get())));
    }
  }

  /**
   * Keeps the app's key and secret for the host that is chosen; another app needs its secret, and
   * another login.
   *
   * @throws SetupTrouble if the settings say them
   */
  public void app(String consumerKey, String consumerSecret, Actor by) {
    Remembered known = memory.now();
    refuseFixed(Setting.SALESFORCE_CLIENT_ID, Item.CONSUMER_KEY, Item.CONSUMER_SECRET);
    String host = known.need(Item.LOGIN_HOST);
    Optional<String> keyBefore = known.secret(Item.CONSUMER_KEY, host);
    String key = consumerKey.isBlank() ? keyBefore.orElse("") : consumerKey.strip();
    boolean same = keyBefore.equals(Optional.of(key));
    String secret = consumerSecret.strip();
    if (secret.isEmpty() && same) secret = known.secret(Item.CONSUMER_SECRET, host).orElse("");
    if (key.isEmpty() || secret.isEmpty()) {
      boolean other = !key.isEmpty() && keyBefore.isPresent() && !same;
      problem(Item.KEY_PROBLEM, Problem.of(other ? "key.secret-anew" : "key.incomplete"));
      return;
    }
    if ((key + secret).chars().anyMatch(Character::isWhitespace)) {
      problem(Item.KEY_PROBLEM, Problem.of("key.blanks"));
      return;
    }
    Change change =
        memory
            .change()
            .keep(Item.CONSUMER_KEY, host, key)
            .keep(Item.CONSUMER_SECRET, host, secret)
            .forget(Item.KEY_PROBLEM)
            .audit(
                AuditEvent.of(by, Action.ENTER_APP, host)
                    .changing(masked(keyBefore), masked(Optional.of(key))));
    if (same) change.write();
    else login.replacedBy(change);
  }

  /**
   * Asks Marketo for a token by these credentials, and keeps them if it gives one. A stored secret
   * is used for the address and the client that it was entered for alone.
   *
   * @throws SetupTrouble if the settings say them
   */
  public void marketo(String typed, String clientId, String clientSecret, Actor by) {
    Remembered known = memory.now();
    refuseFixed(Setting.MARKETO_CLIENT_ID, Item.MARKETO_CLIENT_ID, Item.MARKETO_CLIENT_SECRET);
    Optional<String> url = Address.ofMarketo(typed, transport);
    if (url.isEmpty()) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.unusable-address", shown(typed)));
      return;
    }
    Optional<String> bound = origin.otherInstance(url.get());
    if (bound.isPresent()) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.other-instance", url.get(), bound.get()));
      return;
    }
    Optional<String> idBefore = known.secret(Item.MARKETO_CLIENT_ID, url.get());
    String id = clientId.isBlank() ? idBefore.orElse("") : clientId.strip();
    String secret = clientSecret.strip();
    if (secret.isEmpty() && idBefore.equals(Optional.of(id))) {
      secret = known.secret(Item.MARKETO_CLIENT_SECRET, url.get()).orElse("");
    }
    if (id.isEmpty() || secret.isEmpty()) {
      boolean other = known.boundTo(Item.MARKETO_CLIENT_SECRET).isPresent();
      problem(
          Item.MARKETO_PROBLEM,
          Problem.of(other ? "marketo.secret-anew" : "marketo.incomplete", url.get()));
      return;
    }
    check(
        url.get(),
        id,
        secret,
        AuditEvent.of(by, Action.ENTER_MARKETO)
            .changing(
                text(known.get(Item.MARKETO_URL).orElse(""), idBefore),
                text(url.get(), Optional.of(id))));
  }

  private static String text(String url, Optional<String> clientId) {
    return (url + " " + masked(clientId)).strip();
  }

  private void check(String url, String clientId, String clientSecret, AuditEvent event) {
    MarketoClientOptions options =
        MarketoClientOptions.of(url, clientId, clientSecret)
            .withHttp(HttpOptions.DEFAULT.within(TIMEOUT, TIMEOUT));
    try (MarketoClient client = new MarketoClient(options)) {
      client.user();
      memory
          .change()
          .keep(Item.MARKETO_URL, url)
          .keep(Item.MARKETO_CLIENT_ID, url, clientId)
          .keep(Item.MARKETO_CLIENT_SECRET, url, clientSecret)
          .forget(Item.MARKETO_PROBLEM)
          .audit(event)
          .write();
    } catch (MarketoRefused e) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.refused", url));
    } catch (MarketoException e) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.unreachable", url));
    }
  }

  private void refuseFixed(Setting setting, Item... items) {
    for (Item item : items) {
      if (memory.isFixed(item)) {
        throw new SetupTrouble(Problem.of("form.in-settings", setting.key()));
      }
    }
  }

  private void problem(Item item, Problem problem) {
    memory.change().keepAll(item, problem).write();
  }

  private static String shown(String typed) {
    String plain = typed.strip().replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= 100 ? plain : plain.substring(0, 100) + "...";
  }
}
