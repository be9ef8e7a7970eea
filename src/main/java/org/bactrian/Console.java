package org.bactrian;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.bactrian.audit.AuditTrail;
import org.bactrian.connection.Setup;
import org.bactrian.console.Assets;
import org.bactrian.console.LanguageChoice;
import org.bactrian.console.Pages;
import org.bactrian.console.Refusals;
import org.bactrian.console.Secret;
import org.bactrian.console.access.Access;
import org.bactrian.console.access.Entrance;
import org.bactrian.console.audit.AuditPage;
import org.bactrian.console.connect.ConnectPage;
import org.bactrian.console.connect.Deeds;
import org.bactrian.console.connect.LoginWindow;
import org.bactrian.console.letters.DeadLettersPage;
import org.bactrian.console.letters.LetterPage;
import org.bactrian.console.letters.RecordLinks;
import org.bactrian.console.letters.Replays;
import org.bactrian.console.mappings.MappingsPage;
import org.bactrian.console.mappings.PlanPage;
import org.bactrian.console.people.WhyPage;
import org.bactrian.console.server.ConsoleServer;
import org.bactrian.console.status.StatusPage;
import org.bactrian.flow.Flows;
import org.bactrian.flow.Forecast;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.Mappings;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.monitoring.Status;
import org.bactrian.salesforce.ApiUsage;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Links;
import org.bactrian.state.Runs;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.why.Stories;

/** The console's parts, made once, by the names that {@code routes/console.camel.yaml} calls. */
final class Console {

  private final Map<String, Object> verbs = new LinkedHashMap<>();
  private final Access access;
  private final AuditTrail audit;
  private final Clock clock;
  private final ConsoleServer server;

  Console(Access access, AuditTrail audit, Clock clock, boolean sandbox, LongSupplier deadLetters) {
    this.access = access;
    this.audit = audit;
    this.clock = clock;
    Assets assets = new Assets();
    Secret secret = new Secret();
    Pages pages =
        new Pages(
            assets,
            secret,
            deadLetters,
            sandbox,
            access.isEncrypted(),
            access.isOpenToOtherUsers());
    Entrance entrance = new Entrance(access, secret, audit, clock);
    server = new ConsoleServer(access, entrance, pages);
    verbs.put("assets", assets);
    verbs.put("languageChoice", new LanguageChoice());
    verbs.put("loginPage", entrance.loginPage());
    verbs.put("refusals", new Refusals());
  }

  /** The Status page, and what else shows how the sync stands. */
  Console status(
      Supplier<Status> status,
      Flows flows,
      Runs runs,
      Supplier<Pace.Load> marketo,
      ApiUsage salesforce,
      LongSupplier salesforceShare) {
    verbs.put(
        "statusPage",
        new StatusPage(status, flows, runs, marketo, salesforce, salesforceShare, clock));
    return this;
  }

  /** The Connect page, and the window of its login. */
  Console connect(Setup setup) {
    LoginWindow login = new LoginWindow(setup, access.publicUrl().isPresent(), clock);
    verbs.put("loginWindow", login);
    verbs.put("connectPage", new ConnectPage(setup, login, new Deeds(setup, clock)));
    return this;
  }

  /** The pages of dead letters. */
  Console deadLetters(
      DeadLetters letters,
      Database database,
      Mappings mappings,
      Flows flows,
      Schemas schemas,
      RecordLinks records) {
    Replays replays = new Replays(letters, flows, audit, clock);
    verbs.put("deadLettersPage", new DeadLettersPage(letters, mappings, replays));
    verbs.put(
        "letterPage", new LetterPage(letters, new Links(database), mappings, schemas, records));
    return this;
  }

  /** The pages of mappings. */
  Console mappings(
      Mappings mappings, Settings settings, Schemas schemas, Supplier<List<Forecast>> plan) {
    PlanPage planPage = new PlanPage(plan, clock);
    verbs.put("planPage", planPage);
    verbs.put(
        "mappingsPage",
        new MappingsPage(mappings, settings.path(Setting.MAPPINGS), schemas, planPage));
    return this;
  }

  /** The page about one person. */
  Console people(Stories stories, ConsentJournal journal) {
    verbs.put("whyPage", new WhyPage(stories, journal));
    return this;
  }

  /** The page of the audit trail. */
  Console audit() {
    verbs.put("auditPage", new AuditPage(audit));
    return this;
  }

  /** Makes them known to the routes, and serves those. */
  Console bind(CamelContext context) {
    verbs.forEach(context.getRegistry()::bind);
    server.serve(context);
    return this;
  }

  /** Every page is there: what none answers is asked for in vain from now on. */
  void open() {
    server.open();
  }
}
