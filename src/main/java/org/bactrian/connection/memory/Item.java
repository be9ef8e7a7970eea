package org.bactrian.connection.memory;

import java.util.EnumSet;
import java.util.Set;

/** What is remembered of the connection, each an entry of the database; secrets sealed. */
public enum Item {
  LOGIN_HOST("salesforce.login-host", false),
  CONSUMER_KEY("salesforce.consumer-key", true),
  CONSUMER_SECRET("salesforce.consumer-secret", true),
  REFRESH_TOKEN("salesforce.refresh-token", true),
  /** Of which refresh token in the settings the stored one is the successor, as a hash. */
  REFRESH_TOKEN_SEED("salesforce.refresh-token-seed", false),
  /** When the refresh token dies, if Salesforce says so. */
  REFRESH_TOKEN_END("salesforce.refresh-token-end", false),
  ACCESS_TOKEN("salesforce.access-token", true),
  INSTANCE_URL("salesforce.instance-url", false),
  IDENTITY_URL("salesforce.identity-url", false),
  /** Why Salesforce no longer takes the login. */
  LAPSE("salesforce.lapse", false),
  MARKETO_URL("marketo.url", false),
  MARKETO_CLIENT_ID("marketo.client-id", true),
  MARKETO_CLIENT_SECRET("marketo.client-secret", true),
  /** What was found when both systems were asked last who is connected. */
  LOOK("look", false),
  CONFIRMED("step.confirmed", false),
  FIELDS_COMPLETE("step.fields-complete", false),
  ENABLED("step.enabled", false),
  STARTED("step.started", false),
  PAUSED("paused", false),
  /** What went wrong last in a step, with what to do. */
  APP_PROBLEM("problem.app", false),
  KEY_PROBLEM("problem.key", false),
  LOGIN_PROBLEM("problem.login", false),
  MARKETO_PROBLEM("problem.marketo", false),
  CONFIRM_PROBLEM("problem.confirm", false),
  FIELDS_PROBLEM("problem.fields", false);

  /** What one login of one app brought; another app or host needs another login. */
  public static final Set<Item> OF_LOGIN =
      EnumSet.of(
          REFRESH_TOKEN,
          REFRESH_TOKEN_SEED,
          REFRESH_TOKEN_END,
          ACCESS_TOKEN,
          INSTANCE_URL,
          IDENTITY_URL,
          LAPSE,
          LOGIN_PROBLEM);

  /** What outlives a disconnection: where the two systems are. */
  public static final Set<Item> OF_SYSTEMS = EnumSet.of(LOGIN_HOST, MARKETO_URL);

  private final String key;
  private final boolean secret;

  Item(String key, boolean secret) {
    this.key = key;
    this.secret = secret;
  }

  /** The name of its entry, to which a secret is bound. */
  public String key() {
    return key;
  }

  /** Whether it is sealed. */
  public boolean isSecret() {
    return secret;
  }
}
