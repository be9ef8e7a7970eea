package org.bactrian.console.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.console.Language;
import org.bactrian.state.Runs;

/**
 * Throughput and backlog over time, in steps that suit how much there is to see.
 *
 * @param seconds where each step begins, in seconds of UTC
 * @param read changes a minute
 * @param written records created and updated a minute
 * @param waiting at the end of each step; null while unknown
 * @param deadLetters likewise
 */
record History(
    long[] seconds, double[] read, double[] written, Long[] waiting, Long[] deadLetters) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long[] STEPS = {15, 30, 60, 120, 300};
  private static final int MOST_STEPS = 90;
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  /** The history of these runs, oldest first, until now. */
  static History of(List<Runs.Mark> runs, Instant now) {
    Instant begin = now.minus(SHORTEST);
    if (!runs.isEmpty() && runs.get(0).started().isBefore(begin)) begin = runs.get(0).started();
    long span = Duration.between(begin, now).toSeconds();
    long step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) if (span / STEPS[i] <= MOST_STEPS) step = STEPS[i];
    long first = begin.getEpochSecond() / step * step;
    int steps = (int) ((now.getEpochSecond() - first) / step) + 1;
    History history =
        new History(
            new long[steps],
            new double[steps],
            new double[steps],
            new Long[steps],
            new Long[steps]);
    for (int i = 0; i < steps; i++) history.seconds[i] = first + i * step;
    for (Runs.Mark run : runs) history.add(run, step);
    history.hold(history.waiting);
    history.hold(history.deadLetters);
    return history;
  }

  /** Spreads a run over the steps that it took, and notes what was left at its end. */
  private void add(Runs.Mark run, long step) {
    double from = run.started().toEpochMilli() / 1000.0;
    double to = Math.max(run.finished().toEpochMilli() / 1000.0, from + 0.001);
    for (int i = 0; i < seconds.length; i++) {
      double overlap = Math.min(to, seconds[i] + step) - Math.max(from, seconds[i]);
      if (overlap <= 0) continue;
      double aMinute = overlap / (to - from) * 60 / step;
      read[i] += run.read() * aMinute;
      written[i] += run.written() * aMinute;
    }
    int end = (int) Math.floorDiv((long) to - seconds[0], step);
    if (end < 0 || end >= seconds.length) return;
    if (run.waiting() != null) waiting[end] = run.waiting();
    if (run.deadLetters() != null) deadLetters[end] = run.deadLetters();
  }

  private void hold(Long[] values) {
    for (int i = 1; i < values.length; i++) if (values[i] == null) values[i] = values[i - 1];
  }

  /** As the page's script draws it. */
  String json(Language language) {
    Map<String, Object> throughput =
        Map.of(
            "labels",
            List.of(language.say("plot.read"), language.say("plot.written")),
            "data",
            List.of(seconds, rounded(read), rounded(written)));
    Map<String, Object> backlog =
        Map.of(
            "labels",
            List.of(language.say("plot.waiting"), language.say("plot.dead-letters")),
            "data",
            List.of(seconds, waiting, deadLetters));
    try {
      return JSON.writeValueAsString(Map.of("throughput", throughput, "backlog", backlog));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] rounded(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) rounded[i] = Math.round(values[i] * 10) / 10.0;
    return rounded;
  }
}
