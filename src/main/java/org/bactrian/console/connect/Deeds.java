package org.bactrian.console.connect;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bactrian.audit.Actor;
import org.bactrian.connection.FieldComparison;
import org.bactrian.connection.InitialSync;
import org.bactrian.connection.Setup;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport;
import org.bactrian.connection.Words;
import org.bactrian.console.Errand;
import org.bactrian.console.Form;
import org.bactrian.console.Refused;

/**
 * What the page's forms ask for. A step that is done asks at once what the next one shows, so that
 * nobody has to.
 */
public final class Deeds {

  private static final InitialSync NOTHING = new InitialSync(List.of(), 0, 0);

  private final Setup setup;
  private final Errand<InitialSync> forecast;
  private volatile FieldComparison comparison;

  public Deeds(Setup setup, Clock clock) {
    this.setup = setup;
    this.forecast = new Errand<>("forecast", clock);
  }

  /**
   * Does one.
   *
   * @return what there is to say about it beyond what the steps say
   * @throws SetupTrouble if it can't be done
   * @throws Refused if there is no such deed
   */
  Optional<Words> take(String deed, Form form, Actor by) {
    Setup mine = setup.by(by);
    switch (deed) {
      case "app" -> mine.chooseLoginHost(loginHost(form));
      case "key" -> mine.saveApp(form.get("key"), form.get("secret"));
      case "marketo" -> saveMarketo(mine, form);
      case "look" -> mine.look();
      case "confirm" -> confirm(mine);
      case "compare" -> keep(mine.compareFields());
      case "create" -> keep(mine.createFields());
      case "forecast" -> foresee();
      case "enable" -> mine.enable();
      case "start" -> mine.start();
      case "pause" -> mine.pause();
      case "resume" -> mine.resume();
      case "disconnect" -> {
        return Optional.of(mine.disconnect());
      }
      case "reset" -> {
        return Optional.of(mine.reset(form.get("links").equals("forget")));
      }
      default -> throw Refused.notFound();
    }
    return Optional.empty();
  }

  private static String loginHost(Form form) {
    return form.get("host").equals("domain") ? form.get("domain") : form.get("host");
  }

  private void saveMarketo(Setup mine, Form form) {
    StepReport saved =
        mine.saveMarketo(form.get("address"), form.get("client"), form.get("secret"));
    if (isDone(saved) && isDone(report(Step.LOGIN))) mine.look();
  }

  private void confirm(Setup mine) {
    if (isDone(mine.confirm())) keep(mine.compareFields());
  }

  private void keep(FieldComparison found) {
    comparison = found;
    if (found.isComplete()) foresee();
  }

  private void foresee() {
    forecast.begin(NOTHING, soFar -> setup.forecast());
  }

  private StepReport report(Step step) {
    return setup.steps().get(step.ordinal());
  }

  private static boolean isDone(StepReport report) {
    return report.state() == StepReport.State.DONE;
  }

  /** What the last comparison of fields found, or null before the first. */
  FieldComparison comparison() {
    return comparison;
  }

  /** What the first sync will do, if that was asked. */
  Optional<Errand.State<InitialSync>> forecast() {
    return forecast.state();
  }
}
