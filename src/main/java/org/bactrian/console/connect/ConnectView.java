package org.bactrian.console.connect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bactrian.connection.Confirmation;
import org.bactrian.connection.Entered;
import org.bactrian.connection.FieldComparison;
import org.bactrian.connection.InitialSync;
import org.bactrian.connection.Problem;
import org.bactrian.connection.Standing;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport;
import org.bactrian.connection.Words;
import org.bactrian.console.Errand;
import org.bactrian.flow.Forecast;
import org.bactrian.sync.Tally;

/**
 * What the Connect page shows.
 *
 * @param byBrowser whether the connection is made here, and not by the settings
 * @param look who was connected when that was asked last, or null
 * @param comparison of fields, or null if none was made since the start
 * @param forecast of the first sync, or null if none was made since the start
 * @param said about what was just done, or null
 * @param trouble with what was just asked for, or null
 */
public record ConnectView(
    boolean byBrowser,
    Standing standing,
    List<StepReport> steps,
    Entered entered,
    Confirmation look,
    FieldComparison comparison,
    Errand.State<InitialSync> forecast,
    Waiting.Stage waiting,
    Words said,
    Problem trouble) {

  private static final String PRODUCTION = "https://login.salesforce.com";
  private static final String SANDBOX = "https://test.salesforce.com";
  private static final int MARKETO_CALLS = 95;
  private static final int MARKETO_SECONDS = 20;

  ConnectView saying(Words words) {
    return new ConnectView(
        byBrowser, standing, steps, entered, look, comparison, forecast, waiting, words, trouble);
  }

  ConnectView troubledBy(Problem problem) {
    return new ConnectView(
        byBrowser, standing, steps, entered, look, comparison, forecast, waiting, said, problem);
  }

  /** The first step that is not done, or null. */
  public Step current() {
    return steps.stream()
        .filter(report -> report.state() != StepReport.State.DONE)
        .findFirst()
        .map(StepReport::step)
        .orElse(null);
  }

  /** How a step stands. */
  public StepReport of(Step step) {
    return steps.get(step.ordinal());
  }

  public boolean isDone(Step step) {
    return of(step).state() == StepReport.State.DONE;
  }

  /** Whether the step shows what it is about without being unfolded. */
  public boolean isOpen(StepReport report) {
    return report.step() == current() || report.state() == StepReport.State.FAILED;
  }

  /** Whether a step that is shown says it already. */
  boolean says(Problem problem) {
    return byBrowser && steps.stream().anyMatch(report -> report.found().contains(problem.words()));
  }

  /** Whether the set-up was finished once. */
  public boolean isStarted() {
    return isDone(Step.START);
  }

  /** Which of the login hosts is chosen: {@code production}, {@code sandbox} or {@code domain}. */
  public String host() {
    return switch (entered.loginHost()) {
      case "", PRODUCTION -> "production";
      case SANDBOX -> "sandbox";
      default -> "domain";
    };
  }

  /** What a style sheet and messages call a state or a kind. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All mappings of the forecast together. */
  public Tally total() {
    return forecast.result().forecasts().stream()
        .map(Forecast::tally)
        .reduce(Tally.NONE, Tally::plus);
  }

  /** The forecast as a plan is shown. */
  public Errand.State<List<Forecast>> plan() {
    return new Errand.State<>(
        forecast.result().forecasts(), forecast.failure(), forecast.finished());
  }

  /** How long Marketo's limit of calls makes the first sync last at least. */
  public Duration atLeast() {
    return Duration.ofSeconds(forecast.result().marketoCalls() * MARKETO_SECONDS / MARKETO_CALLS);
  }

  public boolean isForecasting() {
    return forecast != null && forecast.isRunning();
  }

  /** Whether something goes on that the page has to follow. */
  public boolean isExpecting() {
    return isForecasting() || waiting != Waiting.Stage.NOBODY || isStarted();
  }

  /** A name of this content, so that a page is loaded again only when there is news. */
  public String fingerprint() {
    return Integer.toHexString(List.of(standing, steps, waiting, isForecasting()).hashCode());
  }
}
