package org.bactrian.marketo.people;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that happened to a person.
 *
 * @param guid what tells it from every other activity: {@code marketoGUID}, or else the id
 * @param leadId whose it is; after a merge, the winner's
 * @param typeId as {@code activities/types} lists them; ids may differ from instance to instance
 * @param at when, to the second
 * @param primaryId the id of its primary attribute: a field's, a list's, a person's; or null
 * @param primary the value of its primary attribute, or null
 * @param changes the fields that it changed; only {@code activities/leadChanges} tells them so
 * @param attributes what else it says, by name in any case; what is empty is not there
 */
public record Activity(
    String guid,
    long leadId,
    int typeId,
    Instant at,
    Long primaryId,
    String primary,
    List<FieldChange> changes,
    Map<String, Object> attributes) {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** A field's values as texts; either may be null. */
  public record FieldChange(String name, String before, String after) {}

  /** Keeps its own copies. */
  public Activity {
    changes = List.copyOf(changes);
    Map<String, Object> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(attributes);
    attributes = Collections.unmodifiableMap(byName);
  }

  /**
   * The activity of a row as Marketo's API gives it.
   *
   * @param otherwise when it happened, where the row does not say so
   * @throws IllegalArgumentException naming what the row lacks, or has that is no id
   */
  static Activity of(Map<?, ?> row, Instant otherwise) {
    Object guid = row.get("marketoGUID") == null ? row.get("id") : row.get("marketoGUID");
    if (guid == null) throw new IllegalArgumentException("no activity: it has no id");
    Object primaryId = row.get("primaryAttributeValueId");
    return new Activity(
        guid.toString(),
        number(guid, row, "leadId"),
        (int) number(guid, row, "activityTypeId"),
        at(row).orElse(otherwise),
        isNumber(primaryId) ? Long.valueOf(primaryId.toString()) : null,
        text(row.get("primaryAttributeValue")),
        changes(row.get("fields")),
        attributes(row.get("attributes")));
  }

  /** When the row says that it happened; empty if it says no date that can be read. */
  static Optional<Instant> at(Map<?, ?> row) {
    return row.get("activityDate") instanceof String date ? instant(date) : Optional.empty();
  }

  private static long number(Object guid, Map<?, ?> row, String name) {
    Object value = row.get(name);
    if (isNumber(value)) return Long.parseLong(value.toString());
    throw new IllegalArgumentException(
        "no activity: the %s of %s is '%s'".formatted(name, guid, value));
  }

  private static boolean isNumber(Object value) {
    return value != null && value.toString().matches("\\d{1,18}");
  }

  /** The value of an attribute as text, or null. */
  public String attribute(String name) {
    return text(attributes.get(name));
  }

  /**
   * Who the person was merged from: the ids in {@code Merge IDs}, which come as a text {@code
   * [2,3]}. Their own activities are the winner's since.
   */
  public List<String> mergedIds() {
    String ids = attribute("Merge IDs");
    return ids == null ? List.of() : NUMBER.matcher(ids).results().map(MatchResult::group).toList();
  }

  /** Marketo writes the zone in several ways: {@code Z}, {@code +0000}, {@code Z+0000}. */
  private static Optional<Instant> instant(String date) {
    String iso = date.replaceFirst("Z\\+0000$", "Z");
    Matcher zone = Pattern.compile("([+-]\\d\\d)(\\d\\d)$").matcher(iso);
    try {
      return Optional.of(OffsetDateTime.parse(zone.replaceFirst("$1:$2")).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static List<FieldChange> changes(Object fields) {
    List<FieldChange> changes = new ArrayList<>();
    if (fields instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> field)
          changes.add(
              new FieldChange(
                  text(field.get("name")),
                  text(field.get("oldValue")),
                  text(field.get("newValue"))));
      }
    }
    return changes;
  }

  private static Map<String, Object> attributes(Object given) {
    Map<String, Object> attributes = new TreeMap<>();
    if (given instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> attribute && attribute.get("name") != null)
          attributes.put(text(attribute.get("name")), attribute.get("value"));
      }
    }
    return attributes;
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
