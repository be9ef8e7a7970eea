package org.bactrian.connection.login;

import java.time.Duration;
import java.util.Optional;
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
import org.bactrian.settings.Setting;

/** What people enter: where the org logs in, the app's key and secret, Marketo's credentials. */
public final class Form {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SHOWN = 4;

  private final Memory memory;
  private final OriginCheck origin;
  private final String callbackUrl;

  /**
   * @param callbackUrl where Salesforce sends the browser back to
   */
  public Form(Memory memory, OriginCheck origin, String callbackUrl) {
    this.memory = memory;
    this.origin = origin;
    this.callbackUrl = callbackUrl;
  }

  /** What was entered so far, no secret in it. */
  public Entered entered() {
    Remembered known = memory.now();
    return new Entered(
        callbackUrl,
        Login.SCOPES,
        known.get(Item.LOGIN_HOST).orElse(""),
        masked(known.get(Item.CONSUMER_KEY)),
        known.has(Item.CONSUMER_SECRET),
        known.get(Item.MARKETO_URL).orElse(""),
        masked(known.get(Item.MARKETO_CLIENT_ID)),
        known.has(Item.MARKETO_CLIENT_SECRET));
  }

  private static String masked(Optional<String> value) {
    return value.map(v -> "••••" + v.substring(Math.max(0, v.length() - SHOWN))).orElse("");
  }

  /**
   * Keeps where the org logs in; another host needs another login.
   *
   * @throws SetupTrouble if the settings say it
   */
  public void loginHost(String typed) {
    refuseFixed(Setting.SALESFORCE_LOGIN_URL, Item.LOGIN_HOST);
    Optional<String> host = Address.ofLogin(typed);
    if (host.isEmpty()) {
      problem(Item.APP_PROBLEM, Problem.of("app.unusable-host", shown(typed)));
      return;
    }
    Change change = memory.change().keep(Item.LOGIN_HOST, host.get()).forget(Item.APP_PROBLEM);
    if (!memory.now().get(Item.LOGIN_HOST).equals(host)) change.forget(Item.OF_LOGIN);
    change.write();
  }

  /**
   * Keeps the app's key and secret; another app needs another login.
   *
   * @throws SetupTrouble if the settings say them
   */
  public void app(String consumerKey, String consumerSecret) {
    Remembered known = memory.now();
    String key = typedOrKnown(consumerKey, Item.CONSUMER_KEY, known);
    String secret = typedOrKnown(consumerSecret, Item.CONSUMER_SECRET, known);
    refuseFixed(Setting.SALESFORCE_CLIENT_ID, Item.CONSUMER_KEY, Item.CONSUMER_SECRET);
    if (key.isEmpty() || secret.isEmpty()) {
      problem(Item.KEY_PROBLEM, Problem.of("key.incomplete"));
      return;
    }
    if ((key + secret).chars().anyMatch(Character::isWhitespace)) {
      problem(Item.KEY_PROBLEM, Problem.of("key.blanks"));
      return;
    }
    Change change =
        memory
            .change()
            .keep(Item.CONSUMER_KEY, key)
            .keep(Item.CONSUMER_SECRET, secret)
            .forget(Item.KEY_PROBLEM);
    if (!known.get(Item.CONSUMER_KEY).equals(Optional.of(key))) change.forget(Item.OF_LOGIN);
    change.write();
  }

  /**
   * Asks Marketo for a token by these credentials, and keeps them if it gives one.
   *
   * @throws SetupTrouble if the settings say them
   */
  public void marketo(String typed, String clientId, String clientSecret) {
    Remembered known = memory.now();
    refuseFixed(Setting.MARKETO_CLIENT_ID, Item.MARKETO_CLIENT_ID, Item.MARKETO_CLIENT_SECRET);
    Optional<String> url = Address.ofMarketo(typed);
    String id = typedOrKnown(clientId, Item.MARKETO_CLIENT_ID, known);
    String secret = typedOrKnown(clientSecret, Item.MARKETO_CLIENT_SECRET, known);
    if (url.isEmpty()) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.unusable-address", shown(typed)));
    } else if (id.isEmpty() || secret.isEmpty()) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.incomplete"));
    } else {
      Optional<String> other = origin.otherInstance(url.get());
      if (other.isEmpty()) check(url.get(), id, secret);
      else
        problem(Item.MARKETO_PROBLEM, Problem.of("marketo.other-instance", url.get(), other.get()));
    }
  }

  private void check(String url, String clientId, String clientSecret) {
    MarketoClientOptions options =
        MarketoClientOptions.of(url, clientId, clientSecret).withTimeout(TIMEOUT);
    try (MarketoClient client = new MarketoClient(options)) {
      client.user();
      memory
          .change()
          .keep(Item.MARKETO_URL, url)
          .keep(Item.MARKETO_CLIENT_ID, clientId)
          .keep(Item.MARKETO_CLIENT_SECRET, clientSecret)
          .forget(Item.MARKETO_PROBLEM)
          .write();
    } catch (MarketoRefused e) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.refused", url));
    } catch (MarketoException e) {
      problem(Item.MARKETO_PROBLEM, Problem.of("marketo.unreachable", url));
    }
  }

  private static String typedOrKnown(String typed, Item item, Remembered known) {
    return typed.isBlank() ? known.get(item).orElse("") : typed.strip();
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
