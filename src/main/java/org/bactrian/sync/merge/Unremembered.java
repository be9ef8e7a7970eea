package org.bactrian.sync.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bactrian.sync.merge.Overwritten.Step;

/**
 * What may have been written to one side of a pair and was not remembered, because a crash came
 * between; several values of a field where that happened more than once.
 *
 * @param written the values, by REST name, in Marketo's form
 * @param found what that side had when it was decided to write them, in the same order
 * @param held what that side made of the last of them, where that is known to be something else
 */
public record Unremembered(
    Map<String, List<Object>> written, Map<String, List<Object>> found, Map<String, Object> held) {

  /** Nothing was written but what is remembered. */
  public static final Unremembered NONE = new Unremembered(Map.of(), Map.of(), Map.of());

  /**
   * This, and what is about to be written now.
   *
   * @param values by REST name
   * @param before what is there instead, by REST name
   */
  public Unremembered then(Map<String, Object> values, Map<String, Object> before) {
    return new Unremembered(
        with(written, values, values),
        with(found, values, before),
        heldAfter(values.keySet(), Map.of()));
  }

  /** This, and what was written later. */
  public Unremembered and(Unremembered later) {
    return new Unremembered(
        joined(written, later.written),
        joined(found, later.found),
        heldAfter(later.written.keySet(), later.held));
  }

  /** This, of which that side is now known to have made something else, by REST name. */
  public Unremembered holding(Map<String, Object> instead) {
    return instead.isEmpty()
        ? this
        : new Unremembered(written, found, heldAfter(instead.keySet(), instead));
  }

  private Map<String, Object> heldAfter(Collection<String> anew, Map<String, Object> instead) {
    Map<String, Object> now = new HashMap<>(held);
    now.keySet().removeAll(anew);
    now.putAll(instead);
    return now;
  }

  /** What was last written to a field; null of a blank, or if nothing was. */
  public Object last(String field) {
    List<Object> values = written.getOrDefault(field, List.of());
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /**
   * Whether a field has what that side made of the last write to it, though it answered that it
   * took it: a blocked field keeps what it had, others cut or round. That is no edit; one would be
   * told.
   *
   * @param there what the field has
   * @param steps what that side's log tells of the field now
   */
  public boolean isHeldInstead(String field, Object there, List<Step> steps, Sameness sameness) {
    Object last = last(field);
    if (sameness.holds(there, last)) return false;
    boolean isTaken =
        steps.stream()
            .anyMatch(s -> sameness.holds(s.after(), last) || sameness.holds(s.before(), last));
    if (isTaken || steps.stream().anyMatch(step -> !step.byApi())) return false;
    return steps.isEmpty() || !held.containsKey(field) || isHeld(field, there, sameness);
  }

  /** Whether a field has what was found there before the last write to it. */
  public boolean isKept(String field, Object there, Sameness sameness) {
    List<Object> before = found.getOrDefault(field, List.of());
    return !before.isEmpty() && sameness.same(there, before.get(before.size() - 1));
  }

  /** Whether a field has what is known to be there instead of the last write to it. */
  public boolean isHeld(String field, Object there, Sameness sameness) {
    return held.containsKey(field) && sameness.same(there, held.get(field));
  }

  /** This, but for the first writes to a field to which there were more than so many. */
  public Unremembered latest(int most) {
    return without(
        written.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, each -> Math.max(0, each.getValue().size() - most))));
  }

  /** This, of these fields alone. */
  public Unremembered of(Collection<String> fields) {
    return without(
        written.keySet().stream()
            .filter(field -> !fields.contains(field))
            .collect(Collectors.toMap(field -> field, field -> Integer.MAX_VALUE)));
  }

  /**
   * This, without the first writes.
   *
   * @param heard how many of a field, by REST name; more than there are is all of them
   */
  public Unremembered without(Map<String, Integer> heard) {
    Map<String, Object> left = new HashMap<>(held);
    left.keySet().removeIf(field -> heard.getOrDefault(field, 0) > 0);
    return new Unremembered(after(written, heard), after(found, heard), left);
  }

  private static Map<String, List<Object>> after(
      Map<String, List<Object>> all, Map<String, Integer> heard) {
    Map<String, List<Object>> left = new LinkedHashMap<>();
    all.forEach(
        (field, values) -> {
          int from = Math.min(values.size(), heard.getOrDefault(field, 0));
          if (from < values.size()) left.put(field, values.subList(from, values.size()));
        });
    return left;
  }

  private static Map<String, List<Object>> joined(
      Map<String, List<Object>> earlier, Map<String, List<Object>> later) {
    Map<String, List<Object>> all = new LinkedHashMap<>();
    for (Map<String, List<Object>> each : List.of(earlier, later)) {
      each.forEach(
          (field, values) -> all.computeIfAbsent(field, f -> new ArrayList<>()).addAll(values));
    }
    return all;
  }

  private static Map<String, List<Object>> with(
      Map<String, List<Object>> all, Map<String, Object> fields, Map<String, Object> values) {
    Map<String, List<Object>> next = new LinkedHashMap<>();
    all.forEach((field, each) -> next.put(field, new ArrayList<>(each)));
    for (String field : fields.keySet()) {
      next.computeIfAbsent(field, f -> new ArrayList<>()).add(values.get(field));
    }
    return next;
  }

  /**
   * The value that both sides had last, as far as this tells; a blank one as an empty text.
   *
   * @param there what the side has that was written to
   * @param source what the other side has
   */
  Optional<Object> agreed(String field, Object there, Object source, Sameness sameness) {
    List<Object> values = written.getOrDefault(field, List.of());
    for (Object value : values) {
      if (sameness.same(value, there)) return known(value);
    }
    List<Object> before = found.getOrDefault(field, List.of());
    if (before.isEmpty() || before.stream().anyMatch(value -> sameness.same(value, there))) {
      return Optional.empty();
    }
    Object last = values.get(values.size() - 1);
    return sameness.same(last, source) ? known(last) : Optional.empty();
  }

  private static Optional<Object> known(Object value) {
    return Optional.of(value == null ? "" : value);
  }
}
