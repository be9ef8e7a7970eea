package org.bactrian.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.Bactrian;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Setup;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Vault;
import org.bactrian.local.Http;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries;

/** Two systems that are connected in the set-up, and what can happen to their tokens. */
final class Connecting implements AutoCloseable {

  static final Optional<String> SESSION = Optional.of("a browser's session");
  static final String KEY = "sandbox-consumer-key";
  static final String SECRET = "sandbox-consumer-secret";

  final TwoSystems systems;

  Connecting(Path data, int leads) {
    systems = new TwoSystems(data, leads);
    for (String setting :
        List.of(
            "salesforce.login-url",
            "salesforce.client-id",
            "salesforce.client-secret",
            "marketo.url",
            "marketo.client-id",
            "marketo.client-secret")) {
      systems.settings().remove("bactrian." + setting);
    }
    systems.set("salesforce.auth", "browser");
  }

  /** A process of its own, as far as the database can tell. */
  Bactrian process() {
    return Bactrian.start(settings());
  }

  Settings settings() {
    return Settings.read(Path.of("").toAbsolutePath(), systems.settings(), Map.of());
  }

  /** A process with steps 1 and 2 done. */
  Bactrian begun() {
    Bactrian bactrian = process();
    bactrian.setup().chooseLoginHost(systems.salesforce.url());
    bactrian.setup().saveApp(KEY, SECRET);
    return bactrian;
  }

  /** A process with steps 1 to 4 done. */
  Bactrian connected() {
    Bactrian bactrian = begun();
    logIn(bactrian.setup());
    bactrian
        .setup()
        .saveMarketo(systems.marketo.url(), "sandbox-client-id", "sandbox-client-secret");
    return bactrian;
  }

  /** A process with every step done. */
  Bactrian started() {
    Bactrian bactrian = connected();
    Setup setup = bactrian.setup();
    setup.confirm();
    setup.createFields();
    setup.enable();
    setup.start();
    return bactrian;
  }

  /** Logs in, and presses Allow. */
  LoginOutcome logIn(Setup setup) {
    return setup.finishLogin(allowed(setup.beginLogin(SESSION)), SESSION);
  }

  /** What Salesforce sends the browser back with when its user presses Allow. */
  Map<String, String> allowed(URI page) {
    Map<String, String> query = query(page);
    String code =
        systems
            .post(
                systems.salesforce.url() + "/sandbox/oauth/code",
                Map.of(
                    "redirect_uri",
                    query.get("redirect_uri"),
                    "code_challenge",
                    query.get("code_challenge")))
            .path("code")
            .asText();
    return Map.of("code", code, "state", query.get("state"));
  }

  static Map<String, String> query(URI page) {
    Map<String, String> query = new HashMap<>();
    for (String pair : page.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  static StepReport report(Setup setup, Step step) {
    return setup.steps().get(step.ordinal());
  }

  /** Every access token dies. */
  void expire() {
    systems.post(systems.salesforce.url() + "/sandbox/oauth/expire", Map.of());
  }

  /** From now on each use of a refresh token replaces it. */
  void rotate() {
    systems.post(systems.salesforce.url() + "/sandbox/oauth/rotate", Map.of("on", true));
  }

  /** An administrator revokes the login in Salesforce. */
  void revoke() {
    revoke(secret("salesforce.refresh-token"));
  }

  /** As {@link #revoke()}, while another process has the database open. */
  void revoke(String refreshToken) {
    String token = URLEncoder.encode(refreshToken, StandardCharsets.UTF_8);
    systems.text(systems.salesforce.url() + "/services/oauth2/revoke?token=" + token);
  }

  /** Whether Salesforce gives an access token for this refresh token. */
  boolean isRefreshable(String token) {
    String form =
        "grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s"
            .formatted(KEY, SECRET, URLEncoder.encode(token, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(systems.salesforce.url() + "/services/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      return Http.client().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** How many refresh tokens were used. */
  int refreshes() {
    return systems.get(systems.salesforce.url() + "/sandbox/oauth").path("refresh_token").asInt();
  }

  String secret(String name) {
    return secrets().get(name);
  }

  /** The secrets that are stored now, by the names of their entries. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    try (Database database = Bactrian.database(settings())) {
      Entries entries = new Entries(database);
      Vault vault = Vault.open(Keys.of(settings()), entries);
      entries
          .sealed()
          .forEach(
              (name, text) -> {
                String address = text.substring(0, text.indexOf(' '));
                secrets.put(name, vault.open(name, address, text).orElseThrow());
              });
    }
    return secrets;
  }

  @Override
  public void close() {
    systems.close();
  }
}
