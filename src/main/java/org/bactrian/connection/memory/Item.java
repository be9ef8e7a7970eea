package org.bactrian.connection.memory;

import java.util.EnumSet;
import java.util.Set;

/** What is remembered of the connection, each an entry of the database; secrets sealed. */
public enum Item {
  LOGIN_HOST("salesforce.login-host"),
  CONSUMER_KEY("salesforce.consumer-key", LOGIN_HOST),
  CONSUMER_SECRET("salesforce.consumer-secret", LOGIN_HOST),
  REFRESH_TOKEN("salesforce.refresh-token", LOGIN_HOST),
  /** Of which refresh token in the settings the stored one is the successor, as a hash. */
  REFRESH_TOKEN_SEED("salesforce.refresh-token-seed"),
  /** When the refresh token dies, if Salesforce says so. */
  REFRESH_TOKEN_END("salesforce.refresh-token-end"),
  INSTANCE_URL("salesforce.instance-url"),
  ACCESS_TOKEN("salesforce.access-token", INSTANCE_URL),
  IDENTITY_URL("salesforce.identity-url"),
  /** Why Salesforce no longer takes the login. */
  LAPSE("salesforce.lapse"),
  MARKETO_URL("marketo.url"),
  MARKETO_CLIENT_ID("marketo.client-id", MARKETO_URL),
  MARKETO_CLIENT_SECRET("marketo.client-secret", MARKETO_URL),
  /** What was found when both systems were asked last who is connected. */
  LOOK("look"),
  CONFIRMED("step.confirmed"),
  FIELDS_COMPLETE("step.fields-complete"),
  ENABLED("step.enabled"),
  STARTED("step.started"),
  PAUSED("paused"),
  /** What went wrong last in a step, with what to do. */
  APP_PROBLEM("problem.app"),
  KEY_PROBLEM("problem.key"),
  LOGIN_PROBLEM("problem.login"),
  MARKETO_PROBLEM("problem.marketo"),
  CONFIRM_PROBLEM("problem.confirm"),
  FIELDS_PROBLEM("problem.fields");

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
  private final Item goesTo;

  Item(String key) {
    this(key, null);
  }

  Item(String key, Item goesTo) {
    this.key = key;
    this.goesTo = goesTo;
  }

  /** The name of its entry, to which a secret is bound. */
  public String key() {
    return key;
  }

  /** Whether it is sealed, and bound to an address. */
  public boolean isSecret() {
    return goesTo != null;
  }

  /** The item that holds the address that a secret is sent to; null for what is no secret. */
  public Item goesTo() {
    return goesTo;
  }
}
