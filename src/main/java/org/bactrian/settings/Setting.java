package org.bactrian.settings;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting, with its default and what it means; the only place where one is declared. */
public enum Setting {
  SALESFORCE_LOGIN_URL(
      "salesforce.login-url", "", "where the org logs in, e.g. https://example.my.salesforce.com"),
  SALESFORCE_AUTH("salesforce.auth", "", "browser, jwt, client-credentials or refresh-token"),
  SALESFORCE_CLIENT_ID("salesforce.client-id", "", "the consumer key of the app in Salesforce"),
  SALESFORCE_CLIENT_SECRET("salesforce.client-secret", "", "its consumer secret"),
  SALESFORCE_USERNAME("salesforce.username", "", "the sync user, for jwt"),
  SALESFORCE_PRIVATE_KEY(
      "salesforce.private-key", "", "the PEM file of the app's private key, for jwt"),
  SALESFORCE_REFRESH_TOKEN("salesforce.refresh-token", "", "for refresh-token"),
  SALESFORCE_API_VERSION("salesforce.api-version", "62.0", "the version of Salesforce's REST API"),
  SALESFORCE_REQUEST_TIMEOUT(
      "salesforce.request-timeout",
      "130s",
      "how long one call to Salesforce may take, its answer included; Salesforce ends it after 120"
          + " s"),
  SALESFORCE_CONNECT_TIMEOUT(
      "salesforce.connect-timeout", "20s", "how long making a connection may take"),
  SALESFORCE_RECORDS_PER_CALL(
      "salesforce.records-per-call",
      "200",
      "how many records one call to Salesforce writes, at most 200; what the org's triggers and flows"
          + " refuse at once is halved, and the size that passes is kept for a day"),
  SALESFORCE_CALLS_PER_DAY(
      "salesforce.calls-per-day",
      "80%",
      "our share of the org's API calls in any 24 hours, as a percentage or a number; 0 lifts it"),
  MARKETO_URL(
      "marketo.url", "", "e.g. https://123-ABC-456.mktorest.com; identity and REST are below it"),
  MARKETO_CLIENT_ID("marketo.client-id", "", "of the custom service (Admin > LaunchPoint)"),
  MARKETO_CLIENT_SECRET("marketo.client-secret", "", "of the custom service"),
  MARKETO_APP_URL(
      "marketo.app-url",
      "",
      "where people log in, e.g. https://app-ab12.marketo.com; the console links to it"),
  MARKETO_CALLS_PER_20_SECONDS(
      "marketo.calls-per-20-seconds", "95", "our share of Marketo's 100; 0 lifts the limit"),
  MARKETO_CALLS_IN_FLIGHT("marketo.calls-in-flight", "10", "our share of Marketo's 10"),
  MARKETO_CALLS_PER_DAY(
      "marketo.calls-per-day",
      "50000",
      "our share of Marketo's calls a day, which begins at midnight US Central time; 0 lifts it"),
  MARKETO_PATIENCE(
      "marketo.patience", "10m", "how long an outage of Marketo is waited out within one run"),
  MARKETO_REQUEST_TIMEOUT(
      "marketo.request-timeout",
      "130s",
      "how long one call to Marketo may take, its answer included; Marketo ends it after 120 s"),
  MARKETO_CONNECT_TIMEOUT(
      "marketo.connect-timeout", "20s", "how long making a connection may take"),
  MARKETO_POLL_EXTRACTS_EVERY(
      "marketo.poll-extracts-every",
      "60s",
      "how often an extract is asked after; Marketo itself looks once in 60 s"),
  ALLOW_HTTP(
      "allow-http",
      "",
      "true or false: call either system by http:// on other hosts than this; it is refused unless"
          + " true"),
  AUDIT_KEEP("audit.keep", "365d", "how long the audit trail is kept"),
  DATABASE_URL("database.url", "", "a JDBC URL; by default an H2 file in the data directory"),
  DATABASE_USERNAME("database.username", "", ""),
  DATABASE_PASSWORD("database.password", "", ""),
  LEASE(
      "lease",
      "20s",
      "where several processes share a PostgreSQL: how long after its last word a leader is"
          + " replaced"),
  DATA_DIRECTORY("data-directory", "data", "where the H2 file and the key file lie"),
  KEY("key", "", "the key that encrypts secrets in the database; key new prints one"),
  KEY_FILE("key-file", "", "the file of that key; by default bactrian.key in the data directory"),
  MAPPINGS("mappings", "config/mappings", "the folder of the mappings"),
  ROUTES("routes", "routes", "the folder of the routes"),
  POLL_EVERY("poll-every", "10s", "how often Salesforce is asked what changed"),
  RUN_MAX_STALL(
      "run.max-stall",
      "15m",
      "a run in which nothing happens for so long (no call made, answered or failed, nothing"
          + " committed) is ended"),
  OVERLAP("overlap", "5m", "how long either system may take to commit a change after its date"),
  CLOCK_TOLERANCE(
      "clock-tolerance",
      "5s",
      "how far the two systems' clocks may be apart: within it, Salesforce's edit is the newer"
          + " one"),
  DELETIONS(
      "deletions.most-share",
      "5%",
      "the share of all people that one run may delete; what is more stops and asks"),
  PLAN_CALLS(
      "plan.most-calls",
      "100",
      "how many calls to Marketo a plan may spend on each thing: looking people up, comparing them,"
          + " seeking those who are to be in Salesforce; one is for 300 people"),
  FIELDS_CREATE_MISSING(
      "fields.create-missing",
      "",
      "true or false: create the Marketo fields that mappings declare; true on the sandbox"),
  CONSOLE_PORT("console.port", "8080", "the console and the OAuth callback"),
  CONSOLE_ADDRESS("console.address", "127.0.0.1", "the address that the console listens on"),
  CONSOLE_PUBLIC_URL(
      "console.public-url",
      "",
      "how browsers reach it through a reverse proxy, e.g. https://x.org"),
  CONSOLE_PASSWORD_HASH(
      "console.password-hash", "", "made by hash-password; needed on any address but loopback"),
  CONSOLE_REQUIRE_PASSWORD(
      "console.require-password",
      "",
      "true or false: without a password hash, refuse to start on loopback as well"),
  CONSOLE_IDLE("console.idle", "30m", "who has done nothing for so long is logged out"),
  CONSOLE_SESSION("console.session", "12h", "so long after logging in, a person logs in again"),
  CONSOLE_TRUSTED_PROXIES(
      "console.trusted-proxies",
      "",
      "addresses or networks of reverse proxies, e.g. 10.0.0.0/8, whose X-Forwarded-For is believed"),
  CONSOLE_HEADER_TIMEOUT(
      "console.header-timeout", "10s", "how long a client may take to send its first request"),
  CONSOLE_BODY_TIMEOUT(
      "console.body-timeout", "20s", "how long a client may take to send a form, once begun"),
  CONSOLE_CONNECTION_IDLE_TIMEOUT(
      "console.connection-idle-timeout",
      "60s",
      "how long a connection may wait for its next request"),
  CONSOLE_MAX_CONNECTIONS(
      "console.max-connections",
      "500",
      "how many connections may be open; the one that has waited longest makes room for a new one"),
  CONSOLE_TLS_CERTIFICATE("console.tls.certificate", "", "a PEM file with the chain: serves https"),
  CONSOLE_TLS_KEY("console.tls.key", "", "the PEM file of its private key"),
  CONSOLE_TLS_KEYSTORE("console.tls.keystore", "", "a PKCS12 file with both, instead"),
  CONSOLE_TLS_KEYSTORE_PASSWORD("console.tls.keystore-password", "", ""),
  MANAGEMENT_PORT("management.port", "9876", "health and metrics"),
  MANAGEMENT_ADDRESS("management.address", "127.0.0.1", "the address that they are served on"),
  MANAGEMENT_HOSTS(
      "management.hosts",
      "",
      "names, separated by commas, by which they may be asked besides localhost and any address"),
  HEALTH_DETAILS(
      "health.details", "false", "true: health also names each route and consumer of Camel"),
  HEALTH_NO_PROGRESS(
      "health.no-progress",
      "90s",
      "for how long a run may get nowhere, or a due run not begin, before health is DOWN"),
  SANDBOX_ENABLED(
      "sandbox.enabled", "", "true or false; by default only when no credentials are configured"),
  SANDBOX_SALESFORCE_PORT("sandbox.salesforce-port", "8090", ""),
  SANDBOX_MARKETO_PORT("sandbox.marketo-port", "8091", ""),
  SANDBOX_LEADS("sandbox.leads", "5000", "how many leads the simulated Salesforce starts with"),
  SANDBOX_SEED("sandbox.seed", "1", "the same seed makes the same people"),
  SANDBOX_ACTIVITY_PER_MINUTE(
      "sandbox.activity-per-minute", "6", "how often simulated users edit something");

  /** A variable of the environment that is no setting: it shows where an error comes from. */
  public static final String STACK_TRACES = "BACTRIAN_STACK_TRACES";

  /** The secrets, whose files others may not read. */
  static final Set<Setting> SECRETS =
      EnumSet.of(
          SALESFORCE_CLIENT_SECRET,
          SALESFORCE_REFRESH_TOKEN,
          MARKETO_CLIENT_SECRET,
          DATABASE_PASSWORD,
          CONSOLE_PASSWORD_HASH,
          CONSOLE_TLS_KEYSTORE_PASSWORD);

  /** What an empty value would switch off in silence: the sandbox, an open console, a new key. */
  static final Set<Setting> NEVER_EMPTY =
      EnumSet.of(
          SALESFORCE_CLIENT_ID,
          SALESFORCE_CLIENT_SECRET,
          SALESFORCE_USERNAME,
          SALESFORCE_PRIVATE_KEY,
          SALESFORCE_REFRESH_TOKEN,
          MARKETO_CLIENT_ID,
          MARKETO_CLIENT_SECRET,
          KEY,
          KEY_FILE,
          CONSOLE_PASSWORD_HASH,
          CONSOLE_TLS_CERTIFICATE,
          CONSOLE_TLS_KEY,
          CONSOLE_TLS_KEYSTORE);

  /** Behind a setting's name it names a file that has the value. */
  static final String FILE = "-file";

  private static final String PREFIX = "bactrian.";
  private final String key;
  private final String standard;
  private final String meaning;

  Setting(String key, String standard, String meaning) {
    this.key = PREFIX + key;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** Its full name, e.g. {@code bactrian.marketo.url}. */
  public String key() {
    return key;
  }

  /** Its value where none is given; may be empty. */
  public String standard() {
    return standard;
  }

  /** What it means, in a phrase. */
  public String meaning() {
    return meaning;
  }

  /** The environment variable that sets it, e.g. {@code BACTRIAN_MARKETO_URL}. */
  public String variable() {
    return variable(key);
  }

  /** Those whose values no log may hold. */
  public static Set<Setting> secrets() {
    Set<Setting> secrets = EnumSet.copyOf(SECRETS);
    secrets.add(KEY);
    return secrets;
  }

  /** Whether its value can come from a file; that of the keys is a setting of its own. */
  boolean hasFile() {
    return this != KEY && this != KEY_FILE;
  }

  /** All names that a value can be given by. */
  static List<String> names() {
    return Arrays.stream(values())
        .flatMap(s -> s.hasFile() ? Stream.of(s.key, s.key + FILE) : Stream.of(s.key))
        .toList();
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The setting of this full name, if there is one. */
  public static Optional<Setting> named(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }
}
