package org.bactrian.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.connection.Confirmation;
import org.bactrian.connection.FieldComparison;
import org.bactrian.connection.InitialSync;
import org.bactrian.connection.LoginOutcome;
import org.bactrian.connection.Setup;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport;
import org.bactrian.flow.Forecast;

/** The set-up as questions and answers: each step that is not done, in the guide's order. */
final class Conversation {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration TOKEN_PATIENCE = Duration.ofSeconds(30);
  private static final long BETWEEN_LOOKS = 200;

  private final Invocation invocation;
  private final Setup setup;
  private final Terminal terminal;
  private final Dialog dialog;
  private final boolean again;

  /**
   * @param again whether to log in even if that was done before
   */
  Conversation(Invocation invocation, Setup setup, Dialog dialog, boolean again) {
    this.invocation = invocation;
    this.setup = setup;
    this.terminal = new Terminal(invocation);
    this.dialog = dialog;
    this.again = again;
  }

  /** Goes through the steps; whether both systems are connected, though perhaps not started. */
  boolean connects() throws InterruptedException {
    if (!enters() || (again || isOpen(Step.LOGIN)) && !logsIn()) return false;
    Confirmation found = setup.look();
    tell(found);
    if (!found.isConfirmable()) return explain(Step.CONFIRM);
    if (isOpen(Step.CONFIRM)) {
      if (!dialog.confirms("Are these the right ones?")) return true;
      setup.confirm();
    }
    if (isOpen(Step.START)) starts();
    return true;
  }

  /** Asks for all that is not known, before anything else reads the keyboard. */
  private boolean enters() throws InterruptedException {
    if (isOpen(Step.APP)) {
      explain(Step.APP);
      terminal.say("  callback URL  " + setup.entered().callbackUrl());
      terminal.say("  scopes        " + setup.entered().scopes());
      setup.chooseLoginHost(dialog.ask("The org logs in at (production, sandbox, My Domain):"));
      if (isOpen(Step.APP)) return explain(Step.APP);
    }
    if (isOpen(Step.KEY)) {
      explain(Step.KEY);
      setup.saveApp(dialog.ask("Consumer key:"), dialog.secret("Consumer secret:"));
      if (isOpen(Step.KEY)) return explain(Step.KEY);
    }
    if (isOpen(Step.MARKETO)) {
      explain(Step.MARKETO);
      String known = setup.entered().marketoUrl();
      setup.saveMarketo(
          known.isEmpty() ? dialog.ask("REST address or Munchkin id:") : known,
          dialog.ask("Client id:"),
          dialog.secret("Client secret:"));
      if (isOpen(Step.MARKETO)) return explain(Step.MARKETO);
    }
    return true;
  }

  private boolean logsIn() throws InterruptedException {
    URI page = setup.beginLogin(Optional.empty());
    AtomicReference<LoginOutcome> outcome = new AtomicReference<>();
    Optional<CallbackListener> listener =
        CallbackListener.on(invocation.settings(), callback -> finish(callback, outcome));
    try {
      terminal.say("Open this page, log in as the sync user, and press Allow:");
      terminal.say("  " + page);
      terminal.say(
          "If the browser can't come back here from there, copy its address and paste it here:");
      Instant deadline = Instant.now().plus(PATIENCE);
      while (outcome.get() == null && Instant.now().isBefore(deadline)) {
        dialog
            .typed()
            .filter(line -> line.contains("?"))
            .map(line -> CallbackListener.parameters(line.strip().replaceFirst("^[^?]*\\?", "")))
            .ifPresent(callback -> finish(callback, outcome));
        // The console of another process may take the answer.
        if (outcome.get() == null && setup.isAnswered(page)) {
          awaitLogin();
          break;
        }
        invocation.check();
        Thread.sleep(BETWEEN_LOOKS);
      }
    } finally {
      listener.ifPresent(CallbackListener::close);
    }
    LoginOutcome came = outcome.get();
    if (came != null) {
      terminal.say(came.words() + (came.isConnected() ? "" : " " + came.advice()));
      return came.isConnected();
    }
    return !isOpen(Step.LOGIN) || explain(Step.LOGIN);
  }

  /** The console has the answer, and asks Salesforce for a token. */
  private void awaitLogin() throws InterruptedException {
    Instant deadline = Instant.now().plus(TOKEN_PATIENCE);
    while (report(Step.LOGIN).state() == StepReport.State.TO_DO
        && Instant.now().isBefore(deadline)) {
      invocation.check();
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /** Finishes the login, unless it is a callback that has nothing to do with it. */
  private String finish(Map<String, String> callback, AtomicReference<LoginOutcome> outcome) {
    LoginOutcome came = setup.finishLogin(callback, Optional.empty());
    boolean strange =
        came instanceof LoginOutcome.Forged
            || came instanceof LoginOutcome.NotBegun
            || came instanceof LoginOutcome.Replayed;
    if (!strange) outcome.set(came);
    return came.words() + " " + came.advice();
  }

  private void tell(Confirmation found) {
    Confirmation.SalesforceSide salesforce = found.salesforce();
    terminal.say(
        "Salesforce  %s (%s), %s%s, user %s (%s), API %s, %,d of %,d calls left"
            .formatted(
                salesforce.organization(),
                salesforce.organizationId(),
                salesforce.edition(),
                salesforce.isSandbox() ? ", a sandbox" : "",
                salesforce.user(),
                salesforce.username(),
                salesforce.apiVersion(),
                salesforce.callsLeft(),
                salesforce.callsADay()));
    Confirmation.MarketoSide marketo = found.marketo();
    terminal.say(
        "Marketo     %s, API user %s, %,d calls today (usually %,d a day)"
            .formatted(
                marketo.url(), marketo.apiUser(), marketo.callsToday(), marketo.callsADay()));
    found.lacks().forEach(lack -> terminal.say("  " + lack.words() + " " + lack.fix()));
  }

  private void starts() throws InterruptedException {
    FieldComparison fields = setup.compareFields();
    fields.gaps().forEach(gap -> terminal.say("  " + gap.words()));
    boolean creatable = fields.gaps().stream().anyMatch(FieldComparison.Gap::isCreatable);
    if (creatable && dialog.confirms("Create the fields that can be created?")) {
      fields = setup.createFields();
    }
    if (!fields.isComplete()) {
      fields.gaps().forEach(gap -> terminal.say("  " + gap.words() + " " + gap.byHand()));
      terminal.say("Then come back: bactrian connect");
      return;
    }
    InitialSync sync = setup.forecast();
    for (Forecast forecast : sync.forecasts()) {
      PlanCommand.lines(forecast).forEach(line -> terminal.say("  " + line));
    }
    terminal.say("  " + PlanCommand.line(Forecast.people(sync.forecasts())));
    terminal.say(
        "The first sync will cost about %,d calls to Salesforce and %,d to Marketo."
            .formatted(sync.salesforceCalls(), sync.marketoCalls()));
    if (!dialog.confirms("Enable Salesforce Sync and start it?")) return;
    setup.enable();
    setup.start();
    terminal.say("The sync is started: a process that runs (bactrian run) begins by itself.");
  }

  private boolean isOpen(Step step) {
    return report(step).state() != StepReport.State.DONE;
  }

  private StepReport report(Step step) {
    return setup.steps().get(step.ordinal());
  }

  /** Says how a step stands and what to do; it is not done, so false. */
  private boolean explain(Step step) {
    StepReport report = report(step);
    terminal.say("%d. %s".formatted(step.ordinal() + 1, step.title()));
    report.found().forEach(words -> terminal.say("   " + words));
    report.toDo().forEach(words -> terminal.say("   " + words));
    return false;
  }
}
