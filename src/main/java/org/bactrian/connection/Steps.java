package org.bactrian.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bactrian.connection.login.TokenEnd;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory.Remembered;
import org.bactrian.settings.Connections;

/** How the steps stand, from what is remembered at one moment. */
final class Steps {

  private static final Duration WARNED_BEFORE = Duration.ofDays(14);
  private static final Map<Step, Item> PROBLEMS =
      new EnumMap<>(
          Map.of(
              Step.APP, Item.APP_PROBLEM,
              Step.KEY, Item.KEY_PROBLEM,
              Step.LOGIN, Item.LOGIN_PROBLEM,
              Step.MARKETO, Item.MARKETO_PROBLEM,
              Step.CONFIRM, Item.CONFIRM_PROBLEM,
              Step.FIELDS, Item.FIELDS_PROBLEM));

  private final boolean byBrowser;
  private final boolean lapsed;
  private final Remembered known;

  Steps(Connections connections, Remembered known) {
    this.byBrowser = connections.isByBrowser();
    this.lapsed = connections.isByRefreshToken() && known.has(Item.LAPSE);
    this.known = known;
  }

  Standing standing() {
    if (lapsed) {
      Problem lapse = known.get(Item.LAPSE, Problem.class).orElseThrow();
      return new Standing(Standing.Kind.LAPSED, lapse.words(), Optional.of(lapse.advice()));
    }
    if (known.has(Item.PAUSED)) return standing(Standing.Kind.PAUSED, "standing.paused");
    if (!byBrowser) {
      return new Standing(
          Standing.Kind.CONFIGURED, Words.of("standing.configured"), Optional.empty());
    }
    if (!known.has(Item.STARTED)) {
      Step next =
          Arrays.stream(Step.values()).filter(step -> !isDone(step)).findFirst().orElseThrow();
      return new Standing(
          Standing.Kind.SETTING_UP,
          Words.of("standing.unconnected"),
          Optional.of(Words.of("standing.next-step", next.ordinal() + 1, next.title())));
    }
    if (!isDone(Step.LOGIN) || !isDone(Step.MARKETO)) {
      return standing(Standing.Kind.LAPSED, "standing.incomplete");
    }
    return new Standing(Standing.Kind.RUNNING, Words.of("standing.running"), dies());
  }

  private static Standing standing(Standing.Kind kind, String key) {
    return new Standing(kind, Words.of(key), Optional.of(Words.of(key + ".advice")));
  }

  List<StepReport> reports() {
    List<StepReport> reports = new ArrayList<>();
    boolean allBefore = true;
    for (Step step : Step.values()) {
      StepReport report = report(step, allBefore);
      reports.add(report);
      allBefore &= report.state() == StepReport.State.DONE;
    }
    return reports;
  }

  private StepReport report(Step step, boolean allBefore) {
    String key = "step." + step.name().toLowerCase(Locale.ROOT);
    Optional<Problem> problem = problem(step);
    if (problem.isPresent()) {
      return new StepReport(
          step,
          StepReport.State.FAILED,
          List.of(problem.get().words()),
          List.of(problem.get().advice()));
    }
    if (isDone(step)) {
      List<Words> found = new ArrayList<>();
      found.add(byBrowser ? Words.of(key + ".done", detail(step)) : Words.of("step.configured"));
      if (step == Step.LOGIN) dies().ifPresent(found::add);
      return new StepReport(step, StepReport.State.DONE, found, List.of());
    }
    return new StepReport(
        step,
        allBefore ? StepReport.State.TO_DO : StepReport.State.NOT_YET,
        List.of(),
        List.of(Words.of(key + ".todo")));
  }

  private Optional<Problem> problem(Step step) {
    if (step == Step.LOGIN && lapsed) return known.get(Item.LAPSE, Problem.class);
    Item item = PROBLEMS.get(step);
    return item == null ? Optional.empty() : known.get(item, Problem.class);
  }

  /** Whether what the step is for is there, though a later try may have failed. */
  boolean isDone(Step step) {
    if (step == Step.LOGIN && lapsed) return false;
    if (!byBrowser) return true;
    return switch (step) {
      case APP -> known.has(Item.LOGIN_HOST);
      case KEY -> known.has(Item.CONSUMER_KEY) && known.has(Item.CONSUMER_SECRET);
      case LOGIN -> known.has(Item.REFRESH_TOKEN);
      case MARKETO ->
          known.has(Item.MARKETO_URL)
              && known.has(Item.MARKETO_CLIENT_ID)
              && known.has(Item.MARKETO_CLIENT_SECRET);
      case CONFIRM -> known.has(Item.CONFIRMED);
      case FIELDS -> known.has(Item.FIELDS_COMPLETE);
      case ENABLE -> known.has(Item.ENABLED);
      case START -> known.has(Item.STARTED);
    };
  }

  /** What is worth saying of a step that is done. */
  private Object[] detail(Step step) {
    return switch (step) {
      case APP -> new Object[] {known.need(Item.LOGIN_HOST)};
      case LOGIN -> new Object[] {known.get(Item.INSTANCE_URL).orElse("")};
      case MARKETO -> new Object[] {known.need(Item.MARKETO_URL)};
      case CONFIRM ->
          known
              .get(Item.LOOK, Confirmation.class)
              .map(
                  look ->
                      new Object[] {look.salesforce().organization(), look.salesforce().username()})
              .orElseGet(() -> new Object[] {"", ""});
      default -> new Object[0];
    };
  }

  private Optional<Words> dies() {
    Instant end = known.get(Item.REFRESH_TOKEN_END, TokenEnd.class).map(TokenEnd::end).orElse(null);
    return end == null || end.minus(WARNED_BEFORE).isAfter(Instant.now())
        ? Optional.empty()
        : Optional.of(Words.of("login.dies", end.atOffset(ZoneOffset.UTC).toLocalDate()));
  }
}
