package org.bactrian.connection;

import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.connection.login.Address;
import org.bactrian.connection.login.LoginLock;
import org.bactrian.connection.login.SecureTokens;
import org.bactrian.connection.login.SharedLogin;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.memory.Memory.Remembered;
import org.bactrian.connection.memory.Vault;
import org.bactrian.marketo.MarketoCredentials;
import org.bactrian.salesforce.Tokens;
import org.bactrian.settings.Connections;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.lease.SyncLease;
import org.bactrian.state.people.Tombstones;

/** The connection as it is remembered, for everybody who asks; {@link Setup} changes it. */
public final class Connection {

  private final Connections connections;
  private final Memory memory;
  private final LoginLock loginLock;
  private final Optional<SharedLogin> login;

  private Connection(
      Connections connections, Memory memory, LoginLock loginLock, Optional<SharedLogin> login) {
    this.connections = connections;
    this.memory = memory;
    this.loginLock = loginLock;
    this.login = login;
  }

  /**
   * Opens it, with its secrets where the database holds some.
   *
   * @throws SettingsException if the key is lost or wrong, or a setting can't be used
   */
  public static Connection open(
      Settings settings, Connections connections, Database database, Clock clock) {
    SyncLease lease = new SyncLease(database, SyncLease.LOGIN, settings.duration(Setting.LEASE));
    LoginLock lock = new LoginLock(lease);
    Entries entries = new Entries(database.fencedBy(lease::check));
    boolean secrets = connections.isByRefreshToken();
    boolean sealed = secrets || entries.find(Tombstones.KEY).isPresent();
    Vault vault = sealed ? Vault.open(Keys.of(settings), entries) : null;
    Memory memory = new Memory(entries, vault, fixed(connections), suggested(connections));
    if (secrets) memory.bindUnbound();
    if (!secrets) return new Connection(connections, memory, lock, Optional.empty());
    SharedLogin login = new SharedLogin(memory, lock, clock, connections.isByBrowser());
    if (!connections.isByBrowser()) login.plant(connections.salesforceRefreshToken());
    return new Connection(connections, memory, lock, Optional.of(login));
  }

  /** Opens it for those who ask for no secret, and so without a key. */
  public static Connection glance(Connections connections, Database database) {
    Memory memory =
        new Memory(new Entries(database), null, fixed(connections), suggested(connections));
    return new Connection(connections, memory, null, Optional.empty());
  }

  /**
   * Forgets all secrets without opening them: their key is lost. With it, forgotten addresses are
   * no longer known again; forgotten ids are.
   */
  public static void giveUp(Database database, Actor by) {
    Entries entries = new Entries(database);
    entries.change(Map.of(), List.of(Tombstones.KEY));
    Memory memory = new Memory(entries, null, Map.of(), Map.of());
    memory
        .change()
        .forget(EnumSet.complementOf(EnumSet.copyOf(Item.OF_SYSTEMS)))
        .audit(AuditEvent.of(by, Action.FORGET_SECRETS))
        .write();
  }

  private static Map<Item, String> fixed(Connections connections) {
    Map<Item, String> fixed = new EnumMap<>(Item.class);
    fixed.put(Item.CONSUMER_KEY, connections.salesforceClientId());
    fixed.put(Item.CONSUMER_SECRET, connections.salesforceClientSecret());
    fixed.put(Item.MARKETO_CLIENT_ID, connections.marketoClientId());
    fixed.put(Item.MARKETO_CLIENT_SECRET, connections.marketoClientSecret());
    if (connections.isByBrowser()) {
      // Secrets of the settings go where the settings say, and not where a visitor says.
      Map<Item, String> addresses = addresses(connections);
      for (Item secret : List.of(Item.CONSUMER_SECRET, Item.MARKETO_CLIENT_SECRET)) {
        if (!fixed.get(secret).isEmpty()) {
          fixed.put(secret.goesTo(), addresses.get(secret.goesTo()));
        }
      }
    } else {
      fixed.put(Item.LOGIN_HOST, connections.salesforceLoginUrl().replaceFirst("/+$", ""));
      fixed.put(Item.MARKETO_URL, connections.marketoUrl());
    }
    fixed.values().removeIf(String::isEmpty);
    return fixed;
  }

  private static Map<Item, String> suggested(Connections connections) {
    return connections.isByBrowser() ? addresses(connections) : Map.of();
  }

  /** Both systems' addresses, as the settings have them. */
  private static Map<Item, String> addresses(Connections connections) {
    Map<Item, String> addresses = new EnumMap<>(Item.class);
    String login = connections.salesforceLoginUrl();
    String marketo = connections.marketoUrl();
    if (!login.isEmpty()) {
      addresses.put(
          Item.LOGIN_HOST,
          Address.ofLogin(login, connections.transport())
              .orElseThrow(() -> unusable(Setting.SALESFORCE_LOGIN_URL, login)));
    }
    if (!marketo.isEmpty()) {
      addresses.put(
          Item.MARKETO_URL,
          Address.ofMarketo(marketo, connections.transport())
              .orElseThrow(() -> unusable(Setting.MARKETO_URL, marketo)));
    }
    return addresses;
  }

  private static SettingsException unusable(Setting setting, String value) {
    return new SettingsException(
        "reading %s: '%s' is not an address such as https://example.com"
            .formatted(setting.key(), value));
  }

  /** How it stands as a whole. */
  public Standing standing() {
    return new Steps(connections, memory.now()).standing();
  }

  /** How each step of the set-up stands, in their order. */
  public List<StepReport> steps() {
    return new Steps(connections, memory.now()).reports();
  }

  /** Who was connected when both systems were asked last. */
  public Optional<Confirmation> lastLook() {
    return memory.now().get(Item.LOOK, Confirmation.class);
  }

  /** Where the org logs in; empty where that is not chosen yet. */
  public String salesforceUrl() {
    return memory.now().get(Item.LOGIN_HOST).orElse("");
  }

  /** Where the instance is; empty where that is not entered yet. */
  public String marketoUrl() {
    return memory.now().get(Item.MARKETO_URL).orElse("");
  }

  /** Names the org and the user of the stored login, if processes share one. */
  public Optional<String> identity() {
    return login.flatMap(shared -> memory.now().get(Item.IDENTITY_URL));
  }

  /** Where Salesforce's session keeps its tokens. */
  public Tokens tokens() {
    return new SecureTokens(
        login.<Tokens>map(shared -> shared).orElse(Tokens.UNSHARED), connections.transport());
  }

  /** Marketo's credentials, as they are at the moment. */
  public Supplier<MarketoCredentials> marketoCredentials() {
    if (!connections.isByBrowser()) {
      MarketoCredentials given =
          new MarketoCredentials(
              connections.marketoUrl(),
              connections.marketoClientId(),
              connections.marketoClientSecret());
      return () -> given;
    }
    return () -> {
      Remembered known = memory.now();
      if (!known.has(Item.MARKETO_CLIENT_SECRET)) {
        throw new IllegalStateException(Words.of("standing.unconnected").toString());
      }
      String url = known.need(Item.MARKETO_URL);
      return new MarketoCredentials(
          url,
          known.secret(Item.MARKETO_CLIENT_ID, url).orElseThrow(),
          known.secret(Item.MARKETO_CLIENT_SECRET, url).orElseThrow());
    };
  }

  /** Lets one caller at a time change the tokens; null where it was only glanced at. */
  public LoginLock loginLock() {
    return loginLock;
  }

  /** The memory that it and the set-up share. */
  public Memory memory() {
    return memory;
  }

  Optional<SharedLogin> login() {
    return login;
  }

  boolean isByBrowser() {
    return connections.isByBrowser();
  }

  boolean isDone(Step step) {
    return new Steps(connections, memory.now()).isDone(step);
  }
}
