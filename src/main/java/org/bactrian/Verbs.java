package org.bactrian;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.bactrian.calls.CallBoundary;
import org.bactrian.calls.CallListener;
import org.bactrian.calls.OutgoingCall;
import org.bactrian.connection.Connection;
import org.bactrian.connection.InitialSync;
import org.bactrian.connection.Setup;
import org.bactrian.connection.check.FieldSync;
import org.bactrian.connection.check.Look;
import org.bactrian.connection.check.Permissions;
import org.bactrian.connection.login.Disconnection;
import org.bactrian.connection.login.Form;
import org.bactrian.connection.login.Gate;
import org.bactrian.connection.login.Login;
import org.bactrian.connection.login.LoginLock;
import org.bactrian.connection.memory.Keys;
import org.bactrian.connection.memory.Vault;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.consent.Consents;
import org.bactrian.erasure.Forgetting;
import org.bactrian.erasure.Requests;
import org.bactrian.flow.Changes;
import org.bactrian.flow.Conditions;
import org.bactrian.flow.Deliveries;
import org.bactrian.flow.Flows;
import org.bactrian.flow.Forecast;
import org.bactrian.flow.Ledger;
import org.bactrian.flow.MarketoFields;
import org.bactrian.flow.Patience;
import org.bactrian.flow.Plan;
import org.bactrian.flow.Preparation;
import org.bactrian.flow.Replay;
import org.bactrian.flow.Schemas;
import org.bactrian.flow.backfill.Backfill;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.marketo.MarketoComponent;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.monitoring.health.SystemWatch;
import org.bactrian.people.Arrivals;
import org.bactrian.people.ChangeLog;
import org.bactrian.people.Inventory;
import org.bactrian.people.Meetings;
import org.bactrian.people.Merges;
import org.bactrian.people.Rulings;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.people.consent.SharedAddresses;
import org.bactrian.people.life.Converting;
import org.bactrian.people.life.Merging;
import org.bactrian.people.life.ParkedConversions;
import org.bactrian.people.life.Parting;
import org.bactrian.people.life.Purged;
import org.bactrian.people.life.Successors;
import org.bactrian.people.life.Uniting;
import org.bactrian.people.sweep.ListMembers;
import org.bactrian.people.sweep.Rehearsal;
import org.bactrian.people.sweep.Sweep;
import org.bactrian.quota.DailyShare;
import org.bactrian.quota.MarketoWindow;
import org.bactrian.quota.Quotas;
import org.bactrian.salesforce.ApiUsage;
import org.bactrian.salesforce.CallCount;
import org.bactrian.salesforce.LastingSalesforce;
import org.bactrian.salesforce.LookUps;
import org.bactrian.salesforce.soap.SessionId;
import org.bactrian.salesforce.soap.SoapDialogue;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.settings.TransportPolicy;
import org.bactrian.state.Checkpoints;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Descriptions;
import org.bactrian.state.Links;
import org.bactrian.state.Runs;
import org.bactrian.state.Settlement;
import org.bactrian.state.WaitingChanges;
import org.bactrian.state.backfill.Backfills;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.Facts;
import org.bactrian.state.connection.OrgBinding;
import org.bactrian.state.connection.PendingLogins;
import org.bactrian.state.lease.SyncLease;
import org.bactrian.state.people.Erasures;
import org.bactrian.state.people.FieldDecisions;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.Intents;
import org.bactrian.state.people.LogPositions;
import org.bactrian.state.people.OptOuts;
import org.bactrian.state.people.Tombstones;
import org.bactrian.state.people.UnheardWrites;
import org.bactrian.state.people.UntakenFields;
import org.bactrian.state.quota.CallCounts;
import org.bactrian.state.quota.RecentCalls;
import org.bactrian.state.quota.SystemWaits;
import org.bactrian.why.Stories;

/** The second half of the composition root: the beans that the routes name, and the set-up. */
final class Verbs {

  private final CamelContext context;
  private final ProducerTemplate routes;
  private final LastingSalesforce salesforce;
  private final CallCount salesforceCalls = new CallCount();
  final ApiUsage salesforceUsage = new ApiUsage();
  private final Plan plan;
  final Quotas quotas;
  final SystemWatch watch;
  private final MarketoWindow window;
  final Schemas schemas;
  final MarketoFields fields;
  final ListMembers lists;
  final Conditions conditions;
  final SyncLease lease;
  final Flows flows;
  final Setup setup;
  final Stories stories;
  final Requests erasureRequests;

  /**
   * @param whole the database; what is remembered under a run is fenced by the lease
   */
  Verbs(
      CamelContext context,
      Settings settings,
      Database whole,
      Mappings mappings,
      Connection connection,
      OriginCheck origin,
      LastingSalesforce salesforce,
      CallBoundary calls,
      Clock clock) {
    this.context = context;
    this.routes = context.createProducerTemplate();
    this.salesforce = salesforce;
    lease = new SyncLease(whole, SyncLease.SYNC, settings.duration(Setting.LEASE));
    Database database = whole.fencedBy(lease::check);
    SystemWaits waits = new SystemWaits(whole);
    quotas =
        new Quotas(
            share(settings, Setting.SALESFORCE_CALLS_PER_DAY),
            ownShare(settings, Setting.MARKETO_CALLS_PER_DAY),
            salesforceUsage::allowed,
            new CallCounts(whole),
            waits,
            clock);
    watch = new SystemWatch(waits, clock);
    calls.add(quotas);
    calls.add(watch);
    window = new MarketoWindow(new RecentCalls(whole, UUID.randomUUID().toString()), clock);
    Settlement settlement = new Settlement(database, clock);
    schemas =
        new Schemas(
            mappings, new Descriptions(database, clock), new Facts(database), routes, clock);
    fields = new MarketoFields(mappings, schemas, new Facts(database), routes);
    lists = new ListMembers(new Facts(database), routes);
    Ledger ledger = new Ledger();
    Links links = new Links(database);
    Consents consents = new Consents(links, clock);
    Tombstones tombstones =
        new Tombstones(database, Vault.whenNeeded(Keys.of(settings), new Entries(database)));
    Erasures erasures = new Erasures(database, tombstones, clock);
    stories = new Stories(database, mappings, erasures);
    erasureRequests = new Requests(stories, links, erasures, mappings);
    String apiVersion = settings.get(Setting.SALESFORCE_API_VERSION);
    conditions = new Conditions(context);
    Deliveries deliveries =
        new Deliveries(
            new Preparation(schemas, conditions),
            links,
            settlement,
            fields,
            ledger,
            new FormerIds(database),
            consents,
            tombstones);
    plan = new Plan(deliveries, schemas, settings.number(Setting.PLAN_CALLS));
    flows =
        new Flows(
            routes,
            lease,
            ledger,
            new Runs(database),
            salesforceCalls,
            () -> marketo().calls(),
            new Gate(
                connection::standing,
                connection::identity,
                salesforce.identity(),
                salesforce::forgetLogin),
            mappings.asWritten().stream().anyMatch(Mapping::bothWays),
            clock);
    flows.pause(quotas::spent);
    Backfill backfill =
        new Backfill(
            mappings,
            schemas,
            new Checkpoints(database),
            new Backfills(database, clock),
            ledger,
            clock,
            quotas::isLow);
    Map<String, Object> beans =
        new HashMap<>(
            people(
                settings,
                database,
                mappings,
                ledger,
                links,
                settlement,
                backfill,
                consents,
                conditions,
                tombstones,
                erasures,
                clock));
    beans.putAll(ends(settings, database, mappings, links, settlement, ledger, clock));
    beans.putAll(
        Map.of(
            "changes",
            new Changes(
                mappings,
                schemas,
                new Checkpoints(database),
                new WaitingChanges(database),
                settlement,
                ledger,
                settings.duration(Setting.OVERLAP),
                apiVersion,
                quotas::isLow),
            "deliveries",
            deliveries,
            "backfill",
            backfill,
            "replay",
            new Replay(mappings, schemas, new DeadLetters(database)),
            "lookUps",
            new LookUps(),
            "plan",
            plan,
            "flows",
            flows,
            "patience",
            new Patience()));
    beans.forEach(context.getRegistry()::bind);
    flows.before(
        () -> {
          origin.begin(salesforce.identity().get(), connection.marketoUrl());
          schemas.refresh();
        });
    flows.denied(
        feeds -> {
          schemas.askAgain(feeds);
          return schemas.refresh();
        });
    setup = setup(settings, database, mappings, connection, origin, clock);
  }

  /** The beans of what both sides have a say in. */
  private Map<String, Object> people(
      Settings settings,
      Database database,
      Mappings mappings,
      Ledger ledger,
      Links links,
      Settlement settlement,
      Backfill backfill,
      Consents consents,
      Conditions conditions,
      Tombstones tombstones,
      Erasures erasures,
      Clock clock) {
    SalesforceRecords records =
        new SalesforceRecords(schemas, settings.get(Setting.SALESFORCE_API_VERSION));
    Sweep sweep =
        new Sweep(
            mappings,
            fields,
            lists,
            new LogPositions(database, clock),
            links,
            clock,
            quotas::isLow);
    return Map.of(
        "changeLog",
        new ChangeLog(
            mappings,
            new Checkpoints(database),
            new LogPositions(database, clock),
            new Facts(database),
            ledger,
            links,
            new FormerIds(database),
            new UnheardWrites(database),
            new UntakenFields(database),
            schemas,
            settlement,
            settings.duration(Setting.OVERLAP),
            clock),
        "meetings",
        new Meetings(
            new Merges(mappings, schemas, settings.duration(Setting.CLOCK_TOLERANCE)),
            records,
            new Rulings(new FieldDecisions(database), schemas, clock),
            new Intents(database),
            new UnheardWrites(database),
            new UntakenFields(database),
            consents,
            links,
            settlement,
            backfill),
        "arrivals",
        new Arrivals(
            mappings,
            schemas,
            records,
            links,
            settlement,
            consents,
            tombstones,
            new FormerIds(database),
            clock),
        "listMembers",
        lists,
        "sweep",
        sweep,
        "rehearsal",
        new Rehearsal(sweep, plan),
        "forgetting",
        new Forgetting(mappings, erasures, records),
        "optOuts",
        new SharedAddresses(
            mappings,
            schemas,
            conditions,
            records,
            new OptOuts(database),
            links,
            settlement,
            ledger,
            clock));
  }

  /** The beans of how records end. */
  private Map<String, Object> ends(
      Settings settings,
      Database database,
      Mappings mappings,
      Links links,
      Settlement settlement,
      Ledger ledger,
      Clock clock) {
    SalesforceRecords records =
        new SalesforceRecords(schemas, settings.get(Setting.SALESFORCE_API_VERSION));
    return Map.of(
        "inventory",
        new Inventory(mappings, links, new LogPositions(database, clock)),
        "unions",
        new Uniting(settlement),
        "mergers",
        new Merging(records, links, settlement),
        "conversions",
        new Converting(records),
        "parkedConversions",
        new ParkedConversions(mappings, links, new FormerIds(database), new DeadLetters(database)),
        "soap",
        new SoapDialogue(new SessionId(salesforce)),
        "successors",
        new Successors(links, ledger, records),
        "purged",
        new Purged(
            mappings,
            new Checkpoints(database),
            new Facts(database),
            links,
            ledger,
            records,
            settings.get(Setting.SALESFORCE_API_VERSION),
            clock),
        "partings",
        new Parting(links, settlement, settings.share(Setting.DELETIONS)));
  }

  private Setup setup(
      Settings settings,
      Database database,
      Mappings mappings,
      Connection connection,
      OriginCheck origin,
      Clock clock) {
    String callbackUrl = settings.consoleUrl() + Setup.CALLBACK_PATH;
    LoginLock loginLock = connection.loginLock();
    Login login =
        new Login(
            connection.memory(),
            new PendingLogins(database, clock),
            loginLock,
            origin,
            TransportPolicy.of(settings),
            callbackUrl,
            clock);
    return new Setup(
        connection,
        new Form(connection.memory(), login, origin, TransportPolicy.of(settings), callbackUrl),
        login,
        new Disconnection(connection.memory(), login, loginLock, new OrgBinding(database), lease),
        new Look(
            routes,
            new Permissions(mappings, schemas),
            salesforce.identity(),
            () -> marketo().client(),
            settings.get(Setting.SALESFORCE_API_VERSION),
            clock),
        new FieldSync(mappings, schemas, fields, routes),
        origin,
        () -> plan(Bactrian.WHILE_SOMEBODY_WAITS),
        salesforce::forgetLogin);
  }

  /** Counts the calls to Salesforce from now on, and guards the writes to both systems. */
  void count(CallBoundary calls) {
    salesforceCalls.listenTo(salesforce);
    salesforceUsage.listenTo(salesforce);
    calls.add(
        new CallListener() {
          @Override
          public void before(OutgoingCall call) {
            if (call.isWrite()) lease.beforeWrite();
          }
        });
    marketo().sharedBy(window);
  }

  private static DailyShare share(Settings settings, Setting setting) {
    return DailyShare.of(settings.get(setting))
        .orElseThrow(
            () ->
                new SettingsException(
                    "reading %s: '%s' is not a number of calls or a percentage such as 80%%"
                        .formatted(setting.key(), settings.get(setting))));
  }

  /** A share of a system that does not tell how many calls it allows. */
  private static DailyShare ownShare(Settings settings, Setting setting) {
    DailyShare share = share(settings, setting);
    if (!share.isOfSystem()) return share;
    throw new SettingsException(
        "reading %s: Marketo does not tell of how many calls '%s' would be; write a number of calls"
            .formatted(setting.key(), settings.get(setting)));
  }

  /** Gives back what is left of what was taken, and waits for no system any more. */
  void close() {
    watch.close();
    quotas.close();
  }

  /**
   * Adds up what a sync would do and cost; writes nothing.
   *
   * @param patience how long Marketo's extracts may take
   */
  synchronized InitialSync plan(Duration patience) {
    long before = salesforceCalls.getAsLong();
    plan.begin(patience);
    routes.requestBody("direct:plan", (Object) null);
    List<Forecast> forecasts = plan.forecasts();
    long more = forecasts.stream().mapToLong(Forecast::salesforceCalls).sum();
    return new InitialSync(
        forecasts,
        salesforceCalls.getAsLong() - before + more,
        forecasts.stream().mapToLong(Forecast::marketoCalls).sum());
  }

  /** How much is asked of Marketo at the moment. */
  Pace.Load load() {
    return marketo().load();
  }

  /** Where the org is, once it is logged in to. */
  Optional<String> instanceUrl() {
    return Optional.ofNullable(salesforce.getSession()).map(SalesforceSession::getInstanceUrl);
  }

  private MarketoComponent marketo() {
    return context.getComponent("marketo", MarketoComponent.class);
  }
}
