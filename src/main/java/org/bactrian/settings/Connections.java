package org.bactrian.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * How the two systems are reached, in the terms of camel-salesforce and the marketo: component.
 *
 * @param real whether credentials of both systems are configured; else the sandbox takes their
 *     place
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
    String marketoClientSecret) {

  /** The bean that holds the app's private key, for jwt. */
  public static final String KEY_STORE = "salesforceKey";

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
    boolean sandbox = settings.yes(Setting.SANDBOX_ENABLED, given.isEmpty());
    if (sandbox && !given.isEmpty() && !settings.has(Setting.SANDBOX_ENABLED)) sandbox = false;
    if (!sandbox && !missing.isEmpty()) throw partial(given, missing);
    return new Connections(
        !sandbox,
        settings.get(Setting.SALESFORCE_LOGIN_URL),
        auth,
        settings.get(Setting.SALESFORCE_CLIENT_ID),
        settings.get(Setting.SALESFORCE_CLIENT_SECRET),
        settings.get(Setting.SALESFORCE_REFRESH_TOKEN),
        settings.get(Setting.MARKETO_URL),
        settings.get(Setting.MARKETO_CLIENT_ID),
        settings.get(Setting.MARKETO_CLIENT_SECRET));
  }

  private static String auth(Settings settings) {
    String auth = settings.get(Setting.SALESFORCE_AUTH);
    if (auth.isEmpty()) {
      return settings.has(Setting.SALESFORCE_REFRESH_TOKEN)
          ? "refresh-token"
          : "client-credentials";
    }
    if (!List.of("client-credentials", "refresh-token", "jwt").contains(auth)) {
      throw new SettingsException(
          "reading %s: '%s' is not client-credentials, refresh-token or jwt"
              .formatted(Setting.SALESFORCE_AUTH.key(), auth));
    }
    return auth;
  }

  private static List<Setting> needed(String auth) {
    List<Setting> needed =
        new ArrayList<>(List.of(Setting.SALESFORCE_LOGIN_URL, Setting.SALESFORCE_CLIENT_ID));
    switch (auth) {
      case "refresh-token" -> needed.add(Setting.SALESFORCE_REFRESH_TOKEN);
      case "jwt" ->
          needed.addAll(List.of(Setting.SALESFORCE_USERNAME, Setting.SALESFORCE_PRIVATE_KEY));
      default -> needed.add(Setting.SALESFORCE_CLIENT_SECRET);
    }
    needed.addAll(
        List.of(Setting.MARKETO_URL, Setting.MARKETO_CLIENT_ID, Setting.MARKETO_CLIENT_SECRET));
    return needed;
  }

  private static SettingsException partial(List<String> given, List<String> missing) {
    if (given.isEmpty()) {
      return new SettingsException(
          "the sandbox is switched off and no system is configured: give "
              + String.join(", ", missing)
              + ", or set bactrian.sandbox.enabled=true");
    }
    return new SettingsException(
        "only some credentials are configured ("
            + String.join(", ", given)
            + "): one real system and one simulated are never mixed; give also "
            + String.join(", ", missing)
            + ", or remove them all to run on the sandbox");
  }

  /** These connections as the properties of the two Camel components. */
  public Properties camel(Settings settings) {
    Properties camel = settings.camel();
    String salesforce = "camel.component.salesforce.";
    camel.setProperty(salesforce + "login-url", salesforceLoginUrl);
    camel.setProperty(
        salesforce + "authentication-type",
        salesforceAuth.toUpperCase(Locale.ROOT).replace('-', '_'));
    camel.setProperty(salesforce + "client-id", salesforceClientId);
    if (!salesforceClientSecret.isEmpty()) {
      camel.setProperty(salesforce + "client-secret", salesforceClientSecret);
    }
    if (!salesforceRefreshToken.isEmpty()) {
      camel.setProperty(salesforce + "refresh-token", salesforceRefreshToken);
    }
    if (salesforceAuth.equals("jwt")) {
      camel.setProperty(salesforce + "user-name", settings.get(Setting.SALESFORCE_USERNAME));
      camel.setProperty(salesforce + "keystore", "#bean:" + KEY_STORE);
    }
    camel.putIfAbsent(salesforce + "lazy-login", "true");
    camel.putIfAbsent(salesforce + "packages", "org.bactrian.salesforce");
    camel.putIfAbsent(salesforce + "api-version", settings.get(Setting.SALESFORCE_API_VERSION));
    camel.putIfAbsent(salesforce + "http-max-content-length", "268435456");
    String marketo = "camel.component.marketo.";
    camel.setProperty(marketo + "base-url", marketoUrl);
    camel.setProperty(marketo + "client-id", marketoClientId);
    camel.setProperty(marketo + "client-secret", marketoClientSecret);
    camel.setProperty(
        marketo + "calls-per20-seconds", settings.get(Setting.MARKETO_CALLS_PER_20_SECONDS));
    camel.setProperty(marketo + "patience", settings.get(Setting.MARKETO_PATIENCE));
    camel.setProperty(marketo + "calls-in-flight", settings.get(Setting.MARKETO_CALLS_IN_FLIGHT));
    camel.setProperty(
        "bactrian.poll-every.millis",
        String.valueOf(settings.duration(Setting.POLL_EVERY).toMillis()));
    return camel;
  }
}
