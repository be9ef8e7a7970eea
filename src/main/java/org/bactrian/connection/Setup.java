package org.bactrian.connection;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.connection.check.FieldSync;
import org.bactrian.connection.check.Look;
import org.bactrian.connection.login.Disconnection;
import org.bactrian.connection.login.Form;
import org.bactrian.connection.login.Login;
import org.bactrian.connection.login.SharedLogin;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.origin.OriginCheck;
import org.bactrian.settings.Setting;

/**
 * The set-up, for the console and the command line alike; safe for many threads.
 *
 * <p>Whatever a method changes is stored before it returns. {@link #steps}, {@link #standing},
 * {@link #entered} and {@link #lastLook} ask only the database. Every other method may ask
 * Salesforce or Marketo, so it blocks, up to a minute; {@link #forecast} as long as all of
 * Salesforce takes to read.
 */
public final class Setup {

  /** Where Salesforce sends the browser back to, below the console's address. */
  public static final String CALLBACK_PATH = "/connect/callback";

  private static final String YES = "yes";

  private final Connection connection;
  private final Memory memory;
  private final Form form;
  private final Login login;
  private final Disconnection disconnection;
  private final Look look;
  private final FieldSync fields;
  private final OriginCheck origin;
  private final Supplier<InitialSync> forecast;
  private final Runnable forgetSession;
  private final Actor actor;

  /**
   * @param forecast adds up what the first sync will do
   * @param forgetSession makes this process ask for another access token
   */
  public Setup(
      Connection connection,
      Form form,
      Login login,
      Disconnection disconnection,
      Look look,
      FieldSync fields,
      OriginCheck origin,
      Supplier<InitialSync> forecast,
      Runnable forgetSession) {
    this(
        connection,
        form,
        login,
        disconnection,
        look,
        fields,
        origin,
        forecast,
        forgetSession,
        Actor.commandLine());
  }

  private Setup(
      Connection connection,
      Form form,
      Login login,
      Disconnection disconnection,
      Look look,
      FieldSync fields,
      OriginCheck origin,
      Supplier<InitialSync> forecast,
      Runnable forgetSession,
      Actor actor) {
    this.connection = connection;
    this.memory = connection.memory();
    this.form = form;
    this.login = login;
    this.disconnection = disconnection;
    this.look = look;
    this.fields = fields;
    this.origin = origin;
    this.forecast = forecast;
    this.forgetSession = forgetSession;
    this.actor = actor;
  }

  /**
   * The same for another actor, whom the audit trail then names; without it, for a command of the
   * user who runs this process.
   */
  public Setup by(Actor other) {
    return new Setup(
        connection,
        form,
        login,
        disconnection,
        look,
        fields,
        origin,
        forecast,
        forgetSession,
        other);
  }

  /** Whether the connection is made here, step by step, rather than given by the settings. */
  public boolean isByBrowser() {
    return connection.isByBrowser();
  }

  /** How each step stands, in their order. */
  public List<StepReport> steps() {
    return connection.steps();
  }

  /** How the connection stands as a whole. */
  public Standing standing() {
    return connection.standing();
  }

  /** What was entered so far. */
  public Entered entered() {
    return form.entered();
  }

  /** What {@link #look} found last, without asking again. */
  public Optional<Confirmation> lastLook() {
    return connection.lastLook();
  }

  /**
   * Step 1: says where the org logs in.
   *
   * @param host {@code production}, {@code sandbox}, or a My Domain such as {@code
   *     https://example.my.salesforce.com}
   * @throws SetupTrouble if the settings say it
   */
  public StepReport chooseLoginHost(String host) {
    form.loginHost(host, actor);
    return report(Step.APP);
  }

  /**
   * Step 2: keeps the app's consumer key and secret; what is empty stays as it is, but for the
   * secret of another key.
   *
   * @throws SetupTrouble if step 1 is not done, or the settings say them
   */
  public StepReport saveApp(String consumerKey, String consumerSecret) {
    need(Step.APP);
    form.app(consumerKey, consumerSecret, actor);
    return report(Step.KEY);
  }

  /**
   * Step 3: begins a login.
   *
   * @param session a value that only this browser's session knows, or empty where a login is begun
   *     on a terminal
   * @return Salesforce's page to send the browser to
   * @throws SetupTrouble if steps 1 and 2 are not done, or the settings say how to log in
   */
  public URI beginLogin(Optional<String> session) {
    if (!connection.isByBrowser()) {
      throw new SetupTrouble(Problem.of("form.in-settings", Setting.SALESFORCE_AUTH.key()));
    }
    need(Step.APP, Step.KEY);
    return login.begin(session);
  }

  /**
   * Step 3: takes what Salesforce sent the browser back with.
   *
   * @param callback the query parameters of {@link #CALLBACK_PATH}
   * @param session what {@link #beginLogin} was given in this browser's session, if anything
   */
  public LoginOutcome finishLogin(Map<String, String> callback, Optional<String> session) {
    LoginOutcome outcome = login.finish(callback, session, actor);
    if (outcome.isConnected()) forgetSession.run();
    return outcome;
  }

  /** Whether Salesforce's answer to this page has come, to this process or to another. */
  public boolean isAnswered(URI page) {
    return login.isAnswered(page);
  }

  /**
   * Step 4: checks and keeps Marketo's credentials.
   *
   * @param address the instance's REST or identity address, or its Munchkin id
   * @param clientId an empty one stays as it is
   * @param clientSecret likewise, as long as address and client id stay as they are
   * @throws SetupTrouble if the settings say them
   */
  public StepReport saveMarketo(String address, String clientId, String clientSecret) {
    form.marketo(address, clientId, clientSecret, actor);
    return report(Step.MARKETO);
  }

  /**
   * Step 5: asks both systems who is connected and what that user may do.
   *
   * @throws SetupTrouble if steps 3 and 4 are not done, or a system does not answer as it should
   */
  public Confirmation look() {
    need(Step.LOGIN, Step.MARKETO);
    connection.login().ifPresent(SharedLogin::lookForItsEnd);
    try {
      Confirmation found = look.now(memory.now().need(Item.MARKETO_URL));
      Memory.Change change = memory.change().keepAll(Item.LOOK, found);
      if (found.isConfirmable()) change.forget(Item.CONFIRM_PROBLEM);
      else change.keepAll(Item.CONFIRM_PROBLEM, Problem.of("confirm.native-sync"));
      change.write();
      return found;
    } catch (SetupTrouble e) {
      memory.change().keepAll(Item.CONFIRM_PROBLEM, e.problem()).write();
      throw e;
    }
  }

  /** Step 5: a person says that these are the right ones; looks again first. */
  public StepReport confirm() {
    Confirmation found = look();
    if (found.isConfirmable()) {
      origin.confirm(found.salesforce().organizationId(), found.marketo().url());
      memory
          .change()
          .keep(Item.CONFIRMED, YES)
          .audit(
              event(Action.CONFIRM)
                  .changing("", found.salesforce().organizationId() + ", " + found.marketo().url()))
          .write();
    }
    return report(Step.CONFIRM);
  }

  /**
   * Step 6: reads both systems' fields anew and compares them with the mappings.
   *
   * @throws SetupTrouble if a system does not answer as it should
   */
  public FieldComparison compareFields() {
    return kept(fields.compare(), memory.change());
  }

  /**
   * Step 6: makes the missing fields that can be made, and compares again.
   *
   * @throws SetupTrouble if a system does not answer as it should
   */
  public FieldComparison createFields() {
    FieldComparison left = fields.create();
    String result = left.isComplete() ? "complete" : left.gaps().size() + " still missing";
    return kept(left, memory.change().audit(event(Action.CREATE_FIELDS).changing("", result)));
  }

  private FieldComparison kept(FieldComparison comparison, Memory.Change change) {
    if (comparison.isComplete()) {
      change.keep(Item.FIELDS_COMPLETE, YES).forget(Item.FIELDS_PROBLEM);
    } else {
      change
          .keepAll(Item.FIELDS_PROBLEM, Problem.of("fields.gaps", comparison.gaps().size()))
          .forget(Item.FIELDS_COMPLETE);
    }
    change.write();
    return comparison;
  }

  /**
   * Step 7: adds up what the first sync will do and cost; writes nothing.
   *
   * @throws SetupTrouble if the steps before are not done
   */
  public InitialSync forecast() {
    need(Step.CONFIRM, Step.FIELDS);
    return forecast.get();
  }

  /** Step 7: a person says yes to the forecast. */
  public StepReport enable() {
    need(Step.CONFIRM, Step.FIELDS);
    memory.change().keep(Item.ENABLED, YES).audit(event(Action.ENABLE)).write();
    return report(Step.ENABLE);
  }

  /** Step 8: lets the flows run. */
  public StepReport start() {
    need(Step.CONFIRM, Step.FIELDS, Step.ENABLE);
    memory.change().keep(Item.STARTED, YES).forget(Item.PAUSED).audit(event(Action.START)).write();
    return report(Step.START);
  }

  /** Stops the flows after the run under way. */
  public Standing pause() {
    memory.change().keep(Item.PAUSED, YES).audit(event(Action.PAUSE)).write();
    return standing();
  }

  /** Lets the flows run again, and tries a login that had lapsed once more. */
  public Standing resume() {
    memory.change().forget(Item.PAUSED, Item.LAPSE).audit(event(Action.RESUME)).write();
    return standing();
  }

  /**
   * Revokes the login at Salesforce and forgets all secrets; links and checkpoints stay.
   *
   * @return what became of it: the secrets are forgotten even where Salesforce can't be reached
   */
  public Words disconnect() {
    Words said = disconnection.disconnect(actor);
    forgetSession.run();
    return said;
  }

  /**
   * Disconnects, and allows another org and instance.
   *
   * @param forgetLinks also forgets links, checkpoints and dead letters; without it, nothing is
   *     done while there are links
   */
  public Words reset(boolean forgetLinks) {
    Words said = disconnection.reset(forgetLinks, actor);
    forgetSession.run();
    return said;
  }

  private AuditEvent event(Action action) {
    return AuditEvent.of(actor, action);
  }

  private StepReport report(Step step) {
    return steps().get(step.ordinal());
  }

  private void need(Step... before) {
    for (Step step : before) {
      if (!connection.isDone(step)) {
        throw new SetupTrouble(Problem.of("step-before", step.ordinal() + 1, step.title()));
      }
    }
  }
}
