package org.bactrian.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * How the two systems are reached, in the terms of camel-salesforce and the marketo: component.
 *
 * @param real whether it is the real systems; else the sandbox takes their place
 * @param salesforceAuth client-credentials, refresh-token, jwt, or browser: then whatever is not
 *     given here is entered in the set-up
 * @param transport which addresses may be called at all
 */
public record Connections(
    boolean real,
    String salesforceLoginUrl,
    String salesforceAuth,
    String salesforceClientId,
    String salesforceClientSecret,
    String salesforceRefreshToken,
    String marketoUrl,
    String marketoClientId,
    String marketoClientSecret,
    TransportPolicy transport) {

  /** The bean that holds Salesforce's login. */
  public static final String LOGIN = "salesforceLogin";

  /**
   * The bean that holds Marketo's credentials, each use of which is for an instance that was
   * checked.
   */
  public static final String MARKETO_CREDENTIALS = "marketoCredentials";

  private static final String REAL_DATABASE = "bactrian.mv.db";
  private static final String BROWSER = "browser";
  private static final String REFRESH_TOKEN = "refresh-token";
  private static final Set<Setting> CREDENTIALS =
      EnumSet.of(
          Setting.SALESFORCE_CLIENT_ID,
          Setting.SALESFORCE_CLIENT_SECRET,
          Setting.SALESFORCE_USERNAME,
          Setting.SALESFORCE_PRIVATE_KEY,
          Setting.SALESFORCE_REFRESH_TOKEN,
          Setting.MARKETO_CLIENT_ID,
          Setting.MARKETO_CLIENT_SECRET);

  /** What is given only for real systems: beside it, the sandbox starts only when it is told to. */
  private static final Set<Setting> SIGNS =
      EnumSet.of(
          Setting.SALESFORCE_AUTH,
          Setting.SALESFORCE_USERNAME,
          Setting.SALESFORCE_PRIVATE_KEY,
          Setting.SALESFORCE_REFRESH_TOKEN,
          Setting.MARKETO_APP_URL,
          Setting.DATABASE_URL,
          Setting.DATABASE_USERNAME,
          Setting.DATABASE_PASSWORD);

  /**
   * The configured connections.
   *
   * @throws SettingsException if only some credentials are given, naming those that are missing
   */
  public static Connections of(Settings settings) {
    List<String> given = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    String auth = auth(settings);
    for (Setting setting : needed(auth)) {
      (settings.has(setting) ? given : missing).add(setting.key());
    }
    List<String> signs = SIGNS.stream().filter(settings::has).map(Setting::key).toList();
    boolean nothing = given.isEmpty() && signs.isEmpty();
    if (nothing && !auth.equals(BROWSER) && !settings.has(Setting.SANDBOX_ENABLED)) {
      refuseLostCredentials(settings.path(Setting.DATA_DIRECTORY).resolve(REAL_DATABASE));
    }
    boolean sandbox = settings.yes(Setting.SANDBOX_ENABLED, nothing && !auth.equals(BROWSER));
    if (!sandbox && !auth.equals(BROWSER) && !missing.isEmpty()) {
      throw partial(given, signs, missing);
    }
    TransportPolicy transport = TransportPolicy.of(settings);
    if (!sandbox) {
      transport.check(Setting.SALESFORCE_LOGIN_URL, settings.get(Setting.SALESFORCE_LOGIN_URL));
      transport.check(Setting.MARKETO_URL, settings.get(Setting.MARKETO_URL));
      refuseUnbound(settings, Setting.SALESFORCE_CLIENT_SECRET, Setting.SALESFORCE_LOGIN_URL);
      refuseUnbound(settings, Setting.MARKETO_CLIENT_SECRET, Setting.MARKETO_URL);
    }
    return new Connections(
        !sandbox,
        settings.get(Setting.SALESFORCE_LOGIN_URL),
        auth,
        settings.get(Setting.SALESFORCE_CLIENT_ID),
        settings.get(Setting.SALESFORCE_CLIENT_SECRET),
        settings.get(Setting.SALESFORCE_REFRESH_TOKEN),
        settings.get(Setting.MARKETO_URL),
        settings.get(Setting.MARKETO_CLIENT_ID),
        settings.get(Setting.MARKETO_CLIENT_SECRET),
        transport);
  }

  /** Where real systems were synced, the sandbox starts only when it is told to. */
  private static void refuseLostCredentials(Path database) {
    if (!Files.exists(database)) return;
    throw new SettingsException(
        "reading the settings: no credentials are given, and %s is of real systems: give the"
                .formatted(database)
            + " credentials (was a file of variables not loaded?), or to use the simulated systems"
            + " beside it, %s=true".formatted(Setting.SANDBOX_ENABLED.key()));
  }

  /** Refuses secrets without the address that they are for: a visitor would say where they go. */
  private static void refuseUnbound(Settings settings, Setting secret, Setting address) {
    if (settings.has(secret) && !settings.has(address)) {
      throw new SettingsException(
          "reading %s: give %s too; else whoever uses the console would decide where the secret is sent"
              .formatted(secret.key(), address.key()));
    }
  }

  /** Whether they are entered in the set-up, and Salesforce's login happens in a browser. */
  public boolean isByBrowser() {
    return real && salesforceAuth.equals(BROWSER);
  }

  /** Whether there is a refresh token, which Salesforce may replace by another. */
  public boolean isByRefreshToken() {
    return real && (salesforceAuth.equals(BROWSER) || salesforceAuth.equals(REFRESH_TOKEN));
  }

  private static String auth(Settings settings) {
    String auth = settings.get(Setting.SALESFORCE_AUTH);
    if (auth.isEmpty()) {
      if (settings.has(Setting.SALESFORCE_REFRESH_TOKEN)) return REFRESH_TOKEN;
      boolean unconfigured =
          !settings.yes(Setting.SANDBOX_ENABLED, true)
              && CREDENTIALS.stream().noneMatch(settings::has);
      return unconfigured ? BROWSER : "client-credentials";
    }
    if (!List.of(BROWSER, "client-credentials", REFRESH_TOKEN, "jwt").contains(auth)) {
      throw new SettingsException(
          "reading %s: '%s' is not browser, client-credentials, refresh-token or jwt"
              .formatted(Setting.SALESFORCE_AUTH.key(), auth));
    }
    return auth;
  }

  private static List<Setting> needed(String auth) {
    List<Setting> needed =
        new ArrayList<>(List.of(Setting.SALESFORCE_LOGIN_URL, Setting.SALESFORCE_CLIENT_ID));
    switch (auth) {
      case REFRESH_TOKEN -> needed.add(Setting.SALESFORCE_REFRESH_TOKEN);
      case "jwt" ->
          needed.addAll(List.of(Setting.SALESFORCE_USERNAME, Setting.SALESFORCE_PRIVATE_KEY));
      default -> needed.add(Setting.SALESFORCE_CLIENT_SECRET);
    }
    needed.addAll(
        List.of(Setting.MARKETO_URL, Setting.MARKETO_CLIENT_ID, Setting.MARKETO_CLIENT_SECRET));
    return needed;
  }

  private static SettingsException partial(
      List<String> given, List<String> signs, List<String> missing) {
    if (given.isEmpty()) {
      return new SettingsException(
          "no credentials are configured, and "
              + (signs.isEmpty()
                  ? "the sandbox is switched off"
                  : String.join(", ", signs)
                      + " is for real systems, so the sandbox is not started")
              + ": give "
              + String.join(", ", missing)
              + " (was the file with them not loaded?), or set bactrian.salesforce.auth=browser to"
              + " enter them in the console or with bactrian connect, or, to run on the sandbox,"
              + " bactrian.sandbox.enabled=true");
    }
    return new SettingsException(
        "only some credentials are configured ("
            + String.join(", ", given)
            + "): one real system and one simulated are never mixed; give also "
            + String.join(", ", missing)
            + ", or remove them all to run on the sandbox, or set bactrian.salesforce.auth=browser"
            + " to enter the rest in the console or with bactrian connect");
  }

  /** These connections as the properties of the two Camel components. */
  public Properties camel(Settings settings) {
    Properties camel = settings.camel();
    String salesforce = "camel.component.salesforce.";
    // Camel prints every property of a component when it debugs; of a bean, its name.
    camel.setProperty(salesforce + "login-config", "#bean:" + LOGIN);
    camel.setProperty(salesforce + "lazy-login", "true");
    camel.putIfAbsent(salesforce + "packages", "org.bactrian.salesforce");
    camel.putIfAbsent(salesforce + "api-version", settings.get(Setting.SALESFORCE_API_VERSION));
    String marketo = "camel.component.marketo.";
    camel.setProperty(marketo + "credentials", "#bean:" + MARKETO_CREDENTIALS);
    // A run is one thread, which the watches over it know.
    camel.setProperty(marketo + "synchronous", "true");
    camel.setProperty(
        marketo + "request-timeout",
        String.valueOf(settings.duration(Setting.MARKETO_REQUEST_TIMEOUT).toMillis()));
    camel.setProperty(
        marketo + "connect-timeout",
        String.valueOf(settings.duration(Setting.MARKETO_CONNECT_TIMEOUT).toMillis()));
    camel.setProperty(
        marketo + "calls-per20-seconds", settings.get(Setting.MARKETO_CALLS_PER_20_SECONDS));
    camel.setProperty(marketo + "max-wait", settings.get(Setting.MARKETO_PATIENCE));
    camel.setProperty(marketo + "calls-in-flight", settings.get(Setting.MARKETO_CALLS_IN_FLIGHT));
    camel.setProperty(
        "bactrian.salesforce.api-version", settings.get(Setting.SALESFORCE_API_VERSION));
    camel.setProperty(
        "bactrian.marketo.poll-extracts-every.millis",
        String.valueOf(settings.duration(Setting.MARKETO_POLL_EXTRACTS_EVERY).toMillis()));
    camel.setProperty(
        "bactrian.poll-every.millis",
        String.valueOf(settings.duration(Setting.POLL_EVERY).toMillis()));
    return camel;
  }
}
