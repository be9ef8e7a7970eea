package org.bactrian.sync.merge;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An edit in Marketo that was made after its record was read and before it was written to, so that
 * what was written went over it. Marketo's log shows it: what was written replaced a value that had
 * not been found there.
 *
 * @param value what was edited; null if the field was cleared
 * @param at when
 * @param found what had been found in Marketo when it was decided to write
 * @param written what was written last
 * @param agreedAt the version of Salesforce's record that had the written value, or a later one
 * @param isHeard whether the log told of the write already, and not of the edit alone
 */
public record Overwritten(
    Object value, Instant at, Object found, Object written, Instant agreedAt, boolean isHeard) {

  /**
   * One activity of a field in Marketo's log.
   *
   * @param before its old value, or null
   * @param after its new value, or null
   * @param at when, to the second
   * @param byApi whether a program wrote it
   */
  public record Step(Object before, Object after, Instant at, boolean byApi) {}

  /**
   * The last edit of a field that was written over, as far as the log tells. It must tell of the
   * edit itself, since the old value of a write may be told in another form than it was read in.
   *
   * @param steps what the log tells of the field, in its order
   * @param ours what was written to Marketo, and was not heard of in the log yet
   * @param agreedAt the version of Salesforce's record that was last agreed
   */
  public static Optional<Overwritten> in(
      List<Step> steps, Unremembered ours, String field, Sameness sameness, Instant agreedAt) {
    List<Object> written = ours.written().getOrDefault(field, List.of());
    List<Object> found = ours.found().getOrDefault(field, List.of());
    int latest = written.size() - 1;
    // Nothing was noted, or it was noted before it was noted what was found.
    if (latest < 0 || found.size() < written.size()) return Optional.empty();
    Predicate<Object> wrote = value -> last(written, value, sameness) >= 0;
    Predicate<Object> known = value -> wrote.test(value) || last(found, value, sameness) >= 0;
    Overwritten edit = null;
    Step unwritten = null;
    for (Step step : steps) {
      if (step.byApi() && wrote.test(step.after())) {
        unwritten = null;
        if (known.test(step.before())) continue;
        Object before = found.get(last(written, step.after(), sameness));
        edit =
            edited(step.before(), steps, wrote, sameness)
                .map(by -> of(by, before, written.get(latest), agreedAt, true))
                .orElse(edit);
        continue;
      }
      unwritten = step.byApi() || known.test(step.after()) ? null : step;
      if (edit == null || !wrote.test(step.before())) continue;
      boolean isGivenBack = step.byApi() && sameness.same(step.after(), edit.value());
      if (!isGivenBack) edit = null;
    }
    if (edit == null && unwritten != null && heard(steps, ours, field, sameness) <= latest) {
      edit = of(unwritten, found.get(latest), written.get(latest), agreedAt, false);
    }
    return Optional.ofNullable(edit);
  }

  private static Overwritten of(
      Step edit, Object found, Object written, Instant agreedAt, boolean isHeard) {
    return new Overwritten(edit.after(), edit.at(), found, written, agreedAt, isHeard);
  }

  /** How many of the writes to a field the log tells of by now, with those before them. */
  public static int heard(List<Step> steps, Unremembered ours, String field, Sameness sameness) {
    List<Object> written = ours.written().getOrDefault(field, List.of());
    return steps.stream()
        .mapToInt(step -> last(written, step.after(), sameness) + 1)
        .max()
        .orElse(0);
  }

  /**
   * Whether nobody edited it since.
   *
   * @param there what Marketo has: what was written, or the edit, if it was given back before a
   *     crash
   */
  public boolean stands(Object there, Sameness sameness) {
    return sameness.holds(there, written) || isHeard && sameness.same(there, value);
  }

  /** What had been agreed before it was written over. */
  public static Map<String, Object> before(
      Map<String, Object> base, Map<String, Overwritten> edits) {
    if (edits.isEmpty()) return base;
    Map<String, Object> before = new HashMap<>(base);
    edits.forEach((field, edit) -> before.put(field, edit.found()));
    before.values().removeIf(Sameness::isBlank);
    return before;
  }

  /** The edit to a value that was written over, which is not that it was given back. */
  private static Optional<Step> edited(
      Object value, List<Step> steps, Predicate<Object> wrote, Sameness sameness) {
    return steps.stream()
        .filter(step -> sameness.same(step.after(), value))
        .filter(step -> !step.byApi() || !wrote.test(step.before()))
        .reduce((first, second) -> second);
  }

  /** Marketo may hold less of a value than what it was given. */
  private static int last(List<Object> values, Object told, Sameness sameness) {
    for (int i = values.size() - 1; i >= 0; i--) {
      if (sameness.holds(told, values.get(i))) return i;
    }
    return -1;
  }
}
