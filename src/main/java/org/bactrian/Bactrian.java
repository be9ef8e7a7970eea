package org.bactrian;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;
import org.bactrian.audit.AuditTrail;
import org.bactrian.calls.CallBoundary;
import org.bactrian.calls.MarketoCalls;
import org.bactrian.calls.RunProgress;
import org.bactrian.calls.StallWatch;
import org.bactrian.calls.StopSignal;
import org.bactrian.calls.WriteSizes;
import org.bactrian.connection.Connection;
import org.bactrian.connection.InitialSync;
import org.bactrian.connection.Setup;
import org.bactrian.connection.login.StoredLogin;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.connection.origin.OtherSystem;
import org.bactrian.console.access.Access;
import org.bactrian.console.access.PasswordWatch;
import org.bactrian.console.letters.RecordLinks;
import org.bactrian.erasure.Requests;
import org.bactrian.flow.Conditions;
import org.bactrian.flow.Flows;
import org.bactrian.flow.Forecast;
import org.bactrian.flow.MarketoFields;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.DeclaredField;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.marketo.MarketoComponent;
import org.bactrian.monitoring.HostCheck;
import org.bactrian.monitoring.ManagementHttp;
import org.bactrian.monitoring.Meters;
import org.bactrian.monitoring.Status;
import org.bactrian.monitoring.health.HealthAnswer;
import org.bactrian.monitoring.health.HealthFacts;
import org.bactrian.monitoring.health.HealthMeters;
import org.bactrian.monitoring.health.HealthRules;
import org.bactrian.monitoring.health.RunSchedule;
import org.bactrian.monitoring.health.SyncHealth;
import org.bactrian.monitoring.health.SyncObserver;
import org.bactrian.process.SecretLogFilter;
import org.bactrian.routes.RouteTrouble;
import org.bactrian.salesforce.Grant;
import org.bactrian.salesforce.LastingSalesforce;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.LoginSettings;
import org.bactrian.salesforce.PrivateKeyFile;
import org.bactrian.salesforce.call.CallLimits;
import org.bactrian.settings.Connections;
import org.bactrian.settings.DatabaseUrl;
import org.bactrian.settings.FileModes;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Runs;
import org.bactrian.state.WaitingChanges;
import org.bactrian.state.audit.AuditLog;
import org.bactrian.state.audit.AuditRetention;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.Facts;
import org.bactrian.state.connection.OrgBinding;
import org.bactrian.state.file.OwnerOnlyFilePath;
import org.bactrian.state.lease.LeaseState;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.Purge;
import org.bactrian.state.people.UntakenFields;
import org.bactrian.state.pool.Glance;
import org.bactrian.state.pool.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: every part, made once and handed to those that need it. */
public final class Bactrian implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bactrian.class);
  private static final int SHUTDOWN_SECONDS = 5;

  /** For the calls in flight, when the process is told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final long BETWEEN_LOOKS = 500;
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);
  private static final Duration HOWEVER_LONG = Duration.ofDays(1);

  /** A page is waited for less long than a command. */
  static final Duration WHILE_SOMEBODY_WAITS = Duration.ofMinutes(5);

  /** The exit code of a process whose run could not be ended in another way. */
  private static final int STALLED = 4;

  private static final String CONSOLE_ROUTES = "console.camel.yaml";

  private final Settings settings;
  private final Clock clock;
  private final Sandbox sandbox;
  private final Database database;
  private final Mappings mappings;
  private final Connection connection;
  private final OriginCheck origin;
  private final DeadLetters deadLetters;
  private final Purge purge;
  private final AuditLog auditTrail;
  private final Main camel = new Main();
  private final CallBoundary calls = new CallBoundary();
  private final StopSignal stop = new StopSignal();
  private final RunProgress progress;
  private boolean closed;
  private Verbs verbs;
  private RunSchedule schedule;
  private Optional<Console> console = Optional.empty();

  private Bactrian(
      Settings settings,
      Clock clock,
      Sandbox sandbox,
      Database database,
      Mappings mappings,
      Connection connection,
      OriginCheck origin) {
    this.settings = settings;
    this.clock = clock;
    this.sandbox = sandbox;
    this.database = database;
    this.mappings = mappings;
    this.connection = connection;
    this.origin = origin;
    this.deadLetters = new DeadLetters(database);
    this.progress = new RunProgress(clock);
    this.purge = new Purge(database);
    this.auditTrail = new AuditLog(database);
  }

  /**
   * Starts everything but the schedule.
   *
   * @throws RuntimeException if a setting, a mapping, a route, the database or a port can't be
   *     used; the message says which and what to do
   */
  public static Bactrian start(Settings settings) {
    return start(settings, Clock.systemUTC());
  }

  /** As {@link #start}, by another clock. */
  public static Bactrian start(Settings settings, Clock clock) {
    return start(settings, clock, new Properties(), Optional.empty());
  }

  /** As {@link #start}, and serves the console, health and metrics. */
  public static Bactrian serve(Settings settings) {
    return serve(settings, Clock.systemUTC());
  }

  /** As {@link #serve(Settings)}, by another clock. */
  public static Bactrian serve(Settings settings, Clock clock) {
    Access access = served(settings);
    refuseTakenPort(
        settings, "health and metrics", Setting.MANAGEMENT_ADDRESS, Setting.MANAGEMENT_PORT);
    refuseTakenPort(settings, "the console", Setting.CONSOLE_ADDRESS, Setting.CONSOLE_PORT);
    Bactrian bactrian = start(settings, clock, settings.management(), Optional.of(access));
    if (access.isReadableOnTheWay()) {
      LOG.warn(
          "the console is served on {} without encryption: whoever is on the way can read its"
              + " password; set bactrian.console.tls.* or let a reverse proxy serve https",
          settings.consoleUrl());
    }
    if (access.isOpenToOtherUsers()) {
      LOG.warn(
          "the console asks for no password, and several people can log in to this machine: each of"
              + " them can use it; set bactrian.console.password-hash (hash-password makes it) and"
              + " bactrian.console.require-password=true");
    }
    return bactrian;
  }

  /**
   * How it is to be served.
   *
   * @throws SettingsException if one of the settings that only {@code run} needs can't be used
   */
  public static Access served(Settings settings) {
    Access access = Access.of(settings);
    settings.management();
    for (Setting each :
        List.of(Setting.POLL_EVERY, Setting.HEALTH_NO_PROGRESS, Setting.AUDIT_KEEP)) {
      settings.duration(each);
    }
    return access;
  }

  /** Camel only warns of a port it can't have, and goes on without what it was to serve there. */
  private static void refuseTakenPort(
      Settings settings, String what, Setting addressSetting, Setting portSetting) {
    int port = settings.number(portSetting);
    String address = settings.get(addressSetting);
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new SettingsException(
          "serving %s on %s:%d: %s; stop the program that has the port, or set %s"
              .formatted(what, address, port, e.getMessage(), portSetting.key()));
    }
  }

  private static Bactrian start(
      Settings settings, Clock clock, Properties serving, Optional<Access> access) {
    SecretLogFilter.install();
    for (Setting secret : Setting.secrets()) SecretLogFilter.know(settings.get(secret));
    return Outage.waitedOut(lease(settings), () -> startOnce(settings, clock, serving, access));
  }

  private static Bactrian startOnce(
      Settings settings, Clock clock, Properties serving, Optional<Access> access) {
    Connections configured = Connections.of(settings);
    Mappings mappings = mappings(settings);
    if (settings.has(Setting.SALESFORCE_PRIVATE_KEY)) {
      FileModes.requireSecret(
          settings.path(Setting.SALESFORCE_PRIVATE_KEY), Setting.SALESFORCE_PRIVATE_KEY.key());
    }
    Sandbox sandbox = configured.real() ? null : Sandbox.of(settings);
    Connections connections = sandbox == null ? configured : sandbox.connections();
    Database database = null;
    Bactrian bactrian = null;
    try {
      database = database(settings, sandbox);
      Connection connection = Connection.open(settings, connections, database, clock);
      OriginCheck origin =
          new OriginCheck(
              new OrgBinding(database),
              connections.isByBrowser(),
              connection::salesforceUrl,
              Sandbox::instance);
      if (sandbox != null) sandbox.claim(origin);
      new Purge(database).now(Duration.ofSeconds(10));
      bactrian = new Bactrian(settings, clock, sandbox, database, mappings, connection, origin);
      if (access.isPresent()) new PasswordWatch(new Entries(database)).start(access.get());
      bactrian.startCamel(configured, connections, serving, access);
      return bactrian;
    } catch (RuntimeException e) {
      if (bactrian != null) {
        bactrian.close();
      } else {
        if (database != null) database.close();
        if (sandbox != null) sandbox.close();
      }
      throw e;
    }
  }

  /** Opens what is remembered, and asks neither system anything. */
  public static Database database(Settings settings) {
    return database(settings, null);
  }

  /** The mappings, or all that is wrong with them. */
  public static Mappings mappings(Settings settings) {
    MappingReader.Reading reading =
        Conditions.parsed(MappingReader.read(settings.path(Setting.MAPPINGS)));
    List<Finding> errors = reading.findings().stream().filter(Finding::isError).toList();
    if (!errors.isEmpty()) throw new SettingsException(String.join("\n", lines(errors)));
    if (reading.mappings().isEmpty()) {
      throw new SettingsException(
          "reading " + settings.path(Setting.MAPPINGS) + ": there is no mapping in this folder");
    }
    return new Mappings(reading.mappings());
  }

  private static List<String> lines(List<Finding> findings) {
    return findings.stream().map(Finding::toString).toList();
  }

  private static Database database(Settings settings, Sandbox sandbox) {
    if (!settings.has(Setting.DATABASE_URL)) {
      Path folder = FileModes.folder(settings.path(Setting.DATA_DIRECTORY));
      OwnerOnlyFilePath.register();
      if (sandbox != null) sandbox.forgetOthers(folder);
    }
    Keys.of(settings).refuseIfOpen();
    return Database.open(
        DatabaseUrl.of(settings),
        settings.get(Setting.DATABASE_USERNAME),
        settings.get(Setting.DATABASE_PASSWORD),
        lease(settings));
  }

  private static Duration lease(Settings settings) {
    Duration lease = settings.duration(Setting.LEASE);
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      throw new SettingsException(
          "reading %s: '%s' is not between 1s and 10m"
              .formatted(Setting.LEASE.key(), settings.get(Setting.LEASE)));
    }
    return lease;
  }

  private void startCamel(
      Connections configured,
      Connections connections,
      Properties serving,
      Optional<Access> access) {
    camel
        .configure()
        .setRoutesIncludePattern("file:" + settings.path(Setting.ROUTES) + "/*.camel.yaml");
    if (access.isEmpty()) {
      camel.configure().setRoutesExcludePattern("**/" + CONSOLE_ROUTES);
      // Nobody looks at the beans of a command that ends by itself, and making them takes time.
      camel.configure().setJmxEnabled(false);
    }
    camel.configure().setAutoStartup(false);
    camel.configure().setName("bactrian");
    camel.configure().setShutdownTimeout(SHUTDOWN_SECONDS);
    serving.putAll(connections.camel(settings));
    // Camel has waited for the run by then; Quartz would go on to wait for its idle threads.
    serving.setProperty("camel.component.quartz.interrupt-jobs-on-shutdown", "true");
    camel.setInitialProperties(serving);
    camel.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport main) {
            if (access.isPresent()) ManagementHttp.serve(main.getCamelContext());
            bind(main.getCamelContext(), connections);
            console = access.map(a -> console(a, configured, main.getCamelContext()));
          }
        });
    try {
      camel.start();
      CamelContext context = camel.getCamelContext();
      verbs.count(calls);
      for (var route : context.getRoutes()) {
        String from = route.getEndpoint().getEndpointUri();
        if (from.startsWith("direct:") || from.startsWith("platform-http:")) {
          context.getRouteController().startRoute(route.getId());
        }
      }
      if (access.isPresent()) guardManagement(context);
      console.ifPresent(Console::open);
    } catch (Exception e) {
      throw RouteTrouble.explaining(settings.path(Setting.ROUTES), e);
    }
  }

  /** A run that can't be interrupted ends with its process; a supervisor starts another. */
  private static void giveUp() {
    LOG.error(
        "a run in which nothing happens can't be interrupted: ending the process with {}", STALLED);
    Runtime.getRuntime().halt(STALLED);
  }

  private LoginSettings login(Connections connections) {
    if (connections.isByRefreshToken()) return new StoredLogin(connection.memory());
    LoginSettings login =
        new LoginSettings(
            AuthenticationType.valueOf(
                connections.salesforceAuth().toUpperCase(Locale.ROOT).replace('-', '_')),
            connections.salesforceLoginUrl(),
            connections.salesforceClientId(),
            connections.salesforceClientSecret());
    if (login.getType() == AuthenticationType.JWT) {
      login.setUserName(settings.get(Setting.SALESFORCE_USERNAME));
      login.setKeystore(new PrivateKeyFile(settings.path(Setting.SALESFORCE_PRIVATE_KEY)));
    }
    return login;
  }

  private WriteSizes writeSizes() {
    int most = settings.number(Setting.SALESFORCE_RECORDS_PER_CALL, 1, CallLimits.MOST_RECORDS);
    Facts facts = new Facts(database);
    return new WriteSizes(most, facts::find, facts::keep, clock);
  }

  private void bind(CamelContext context, Connections connections) {
    calls.add(stop);
    calls.add(progress);
    CallLimits limits =
        new CallLimits(
            settings.duration(Setting.SALESFORCE_REQUEST_TIMEOUT),
            settings.duration(Setting.SALESFORCE_CONNECT_TIMEOUT),
            calls,
            writeSizes());
    LastingSalesforce salesforce =
        new LastingSalesforce(
            (refused, ask) -> ofOurOrg(connection.tokens().renewed(refused, ask)), limits);
    context.addComponent("salesforce", salesforce);
    MarketoComponent marketo = new MarketoComponent(context);
    marketo.watchedBy(new MarketoCalls(calls));
    context.addComponent("marketo", marketo);
    Registry registry = context.getRegistry();
    registry.bind(Connections.LOGIN, login(connections));
    registry.bind(Connections.MARKETO_CREDENTIALS, origin.checked(connection.marketoCredentials()));
    verbs =
        new Verbs(
            context, settings, database, mappings, connection, origin, salesforce, calls, clock);
    verbs.flows.watchedBy(
        new StallWatch(
            progress, settings.duration(Setting.RUN_MAX_STALL), clock, Bactrian::giveUp));
    verbs.flows.stoppedBy(stop);
    verbs.flows.tell(run -> purge.later());
  }

  private Grant ofOurOrg(Grant grant) throws LoginNeeded {
    try {
      origin.salesforce(grant.identityUrl());
      return grant;
    } catch (OtherSystem e) {
      throw new LoginNeeded(e.getMessage());
    }
  }

  private Console console(Access access, Connections configured, CamelContext context) {
    return new Console(access, auditTrail, clock, isSandbox(), deadLetters::count)
        .status(
            () -> Status.read(settings, configured, mappings, database),
            verbs.flows,
            new Runs(database),
            verbs::load,
            verbs.salesforceUsage,
            verbs.quotas.salesforce()::most)
        .connect(verbs.setup)
        .deadLetters(deadLetters, database, mappings, verbs.flows, verbs.schemas, recordLinks())
        .mappings(
            mappings, settings, verbs.schemas, () -> verbs.plan(WHILE_SOMEBODY_WAITS).forecasts())
        .people(verbs.stories, new ConsentJournal(database))
        .audit()
        .bind(context);
  }

  private RecordLinks recordLinks() {
    return new RecordLinks(
        () -> isSandbox() ? Optional.empty() : verbs.instanceUrl(),
        settings.get(Setting.MARKETO_APP_URL));
  }

  /**
   * Sees to it that both systems have the fields that mappings name: makes those that mappings
   * declare where the settings allow it.
   *
   * @throws SettingsException naming the fields that may not be made, or all that is wrong with the
   *     mappings
   */
  public void syncFields() {
    Map<String, DeclaredField> missing = fields().missing();
    missing.keySet().removeIf(schemas()::had);
    if (!missing.isEmpty()) create(missing);
    List<Finding> errors = errors();
    if (!errors.isEmpty() && schemas().askAgain()) errors = errors();
    if (!errors.isEmpty()) throw new SettingsException(String.join("\n", lines(errors)));
  }

  /** What keeps mappings from being used; a field that was there once is only left out. */
  private List<Finding> errors() {
    return lint().stream()
        .filter(finding -> finding.isError() && !schemas().isOfAGoodRule(finding))
        .toList();
  }

  /** What is wrong with the mappings, compared with the fields of both systems. */
  public List<Finding> lint() {
    List<Finding> findings = new ArrayList<>();
    List<String> untaken = new UntakenFields(database()).all();
    for (Mapping mapping : mappings.asWritten()) {
      findings.addAll(schemas().lint(mapping).check(mapping));
      verbs.conditions.trial(mapping).ifPresent(findings::add);
      verbs.lists.check(mapping).ifPresent(findings::add);
      for (FieldRule rule : mapping.bothWays() ? mapping.rules() : List.<FieldRule>of()) {
        if (!untaken.contains(rule.marketo())) continue;
        String words = UntakenFields.words(rule.marketo());
        findings.add(new Finding(mapping.file(), rule.line(), false, words));
      }
    }
    return findings;
  }

  private void create(Map<String, DeclaredField> missing) {
    if (!settings.yes(Setting.FIELDS_CREATE_MISSING, isSandbox())) {
      throw new SettingsException(
          "Marketo has no lead field "
              + String.join(", ", missing.keySet())
              + "; create them in Marketo (Admin > Field Management), or let Bactrian do it with"
              + " bactrian.fields.create-missing=true");
    }
    fields().create(missing);
  }

  /** Whether the simulated systems are what it talks to. */
  public boolean isSandbox() {
    return sandbox != null
        || settings.get(Setting.MARKETO_CLIENT_ID).equals(Sandbox.MARKETO_CLIENT_ID);
  }

  /** Shows every run to those who watch the metrics and the health. */
  public void monitor() {
    CamelContext context = camel.getCamelContext();
    schedule = new RunSchedule(context, settings.duration(Setting.POLL_EVERY), clock);
    SyncObserver observer =
        new SyncObserver(
            connection::standing,
            this::lease,
            flows(),
            progress,
            verbs.watch,
            verbs.quotas,
            schedule,
            clock);
    flows().tell(observer::run);
    HealthRules rules = new HealthRules(settings.duration(Setting.HEALTH_NO_PROGRESS));
    SyncHealth health = new SyncHealth(observer, rules);
    context.getCamelContextExtension().getContextPlugin(HealthCheckRegistry.class).register(health);
    MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
    WaitingChanges waiting = new WaitingChanges(database);
    Meters meters = new Meters(registry, deadLetters::count, waiting::count, connection::standing);
    flows().tell(meters::run);
    new HealthMeters(registry, health, progress, verbs.quotas);
    AuditRetention retention =
        new AuditRetention(auditTrail, settings.duration(Setting.AUDIT_KEEP), clock);
    context
        .getExecutorServiceManager()
        .newSingleThreadScheduledExecutor(this, "audit-retention")
        .scheduleWithFixedDelay(retention, 0, 1, TimeUnit.HOURS);
  }

  private HealthFacts.Lease lease() {
    LeaseState state = leaseState();
    if (state.role() != LeaseState.Role.STANDING_BY) return HealthFacts.Lease.ALONE;
    return new HealthFacts.Lease(
        true,
        state.leader().map(LeaseState.Leader::toString).orElse(""),
        state.leader().map(LeaseState.Leader::renewed).orElse(null));
  }

  /** When to ask again, where a failure says that a quota is spent. */
  public Optional<Instant> askAgain(Throwable failure) {
    return verbs.quotas.spent(failure);
  }

  /** Starts the schedule, and whatever routes of their own the engineers start from. */
  public void schedule() {
    try {
      camel.getCamelContext().getRouteController().startAllRoutes();
      if (schedule != null) schedule.begin();
    } catch (Exception e) {
      throw RouteTrouble.explaining(settings.path(Setting.ROUTES), e);
    }
  }

  /** Adds up what a sync would do, for each mapping; writes nothing, and reads all it has to. */
  public List<Forecast> plan() {
    return forecast().forecasts();
  }

  /** As {@link #plan}, with what it would cost. */
  public InitialSync forecast() {
    return verbs.plan(HOWEVER_LONG);
  }

  /** Waits until the flows may run: another process may finish the set-up, too. */
  public void awaitConnection() throws InterruptedException {
    while (!runs()) pause();
  }

  private void pause() throws InterruptedException {
    if (isStopping()) throw new IllegalStateException(StopSignal.WORDS);
    Thread.sleep(BETWEEN_LOOKS);
  }

  private boolean runs() {
    try {
      return connection.standing().runs();
    } catch (RuntimeException e) {
      if (Outage.isCauseOf(e)) return false;
      throw e;
    }
  }

  /** Leads from now on, or as soon as no other process does. */
  public LeaseState lead() {
    verbs.lease.lead();
    return leaseState();
  }

  /** Stands by until no other process leads, however long that takes, and leads from then on. */
  public void awaitLead() throws InterruptedException {
    lead();
    while (!verbs.lease.isHeld()) pause();
  }

  /** Who leads, and whether this process stands by; asks the database nothing. */
  public LeaseState leaseState() {
    return verbs.lease.state();
  }

  /** What is remembered of the connection. */
  public Connection connection() {
    return connection;
  }

  /** The connection's steps, and what can be done about them. */
  public Setup setup() {
    return verbs.setup;
  }

  /** What is remembered, for those that ask neither system. */
  public Database database() {
    return database;
  }

  CamelContext camel() {
    return camel.getCamelContext();
  }

  /** What to open in a browser, where the console is served. */
  public String consoleUrl() {
    return console.isPresent() ? settings.consoleUrl() : "";
  }

  public Flows flows() {
    return verbs.flows;
  }

  /** What belongs to people who are to be forgotten. */
  public Requests erasureRequests() {
    return verbs.erasureRequests;
  }

  public Schemas schemas() {
    return verbs.schemas;
  }

  public Mappings mappings() {
    return mappings;
  }

  public MarketoFields fields() {
    return verbs.fields;
  }

  /** Who changed what. */
  public AuditTrail auditTrail() {
    return auditTrail;
  }

  public DeadLetters deadLetters() {
    return deadLetters;
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  private void guardManagement(CamelContext context) {
    List<String> names = new ArrayList<>(List.of(settings.get(Setting.MANAGEMENT_ADDRESS)));
    names.addAll(List.of(settings.get(Setting.MANAGEMENT_HOSTS).split(",")));
    new HostCheck(names, Setting.MANAGEMENT_HOSTS.key())
        .guard(context, settings.number(Setting.MANAGEMENT_PORT));
    HealthAnswer.serve(context, settings.number(Setting.MANAGEMENT_PORT));
  }

  /** Makes the bytes of forgotten people leave the database; false if it is still in use. */
  public boolean purge() {
    return purge.now(Duration.ofSeconds(20));
  }

  /** Whether what is deleted in the database leaves it at once, since it is a file of ours. */
  public boolean hasFile() {
    return database.isFile();
  }

  /** Whether it was told to stop. */
  public boolean isStopping() {
    return stop.isGiven();
  }

  /**
   * Stops, in the order opposite to the start: first the run under way, last the database. Takes
   * some seconds at most, whatever the systems and the database do; what could not be done is done
   * by the next start.
   */
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    stop.give(GRACE);
    quietly(camel::stop);
    if (verbs != null) quietly(verbs::close);
    quietly(purge::close);
    quietly(database::close);
    if (sandbox != null) quietly(sandbox::close);
  }

  private static void quietly(Runnable part) {
    try {
      Glance.at(
          GRACE,
          () -> {
            part.run();
            return null;
          });
    } catch (RuntimeException e) {
      LOG.debug("stopping", e);
    }
  }
}
