package org.bactrian.salesforce;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked of one Salesforce object, in SOQL.
 *
 * @param object its API name
 * @param fields the fields to read, parents' fields with dots
 */
public record Question(String object, List<String> fields) {

  /** Everything, deleted records included, in the order of Id. */
  public String all() {
    return select() + " ORDER BY Id";
  }

  /** What follows an Id in the order of Id. */
  public String allAfter(String id) {
    return select() + " WHERE Id > '%s' ORDER BY Id".formatted(id);
  }

  /** The newest version of all. */
  public String newest() {
    return "SELECT Id,SystemModstamp FROM " + object + " ORDER BY SystemModstamp DESC LIMIT 1";
  }

  /** The last of all in the order of (SystemModstamp, Id). */
  public String last() {
    return select() + " ORDER BY SystemModstamp DESC, Id DESC LIMIT 1";
  }

  /** The live records that refer to some parents, in the order of Id. */
  public String childrenOf(String reference, Collection<String> parents) {
    String children = in(reference, parents);
    return (object.equals("User") ? where(children) : alive(children)) + " ORDER BY Id";
  }

  /** What follows a version in the order of (SystemModstamp, Id). */
  public String after(Instant version, String id) {
    String at = literal(version);
    return select()
        + " WHERE SystemModstamp > %s OR (SystemModstamp = %s AND Id > '%s')".formatted(at, at, id)
        + order();
  }

  /** What lies between two instants, the later one included. */
  public String between(Instant after, Instant upTo) {
    return select() + window(after, upTo) + order();
  }

  /** How many versions lie between two instants, the later one included. */
  public String count(Instant after, Instant upTo) {
    return "SELECT COUNT() FROM " + object + window(after, upTo);
  }

  /** These records, whatever their version. */
  public String records(List<String> ids) {
    return where(in("Id", ids));
  }

  /** The records that meet a condition and are neither deleted nor converted. */
  public String alive(String condition) {
    String unconverted = object.equals("Lead") ? " AND IsConverted = false" : "";
    return where("IsDeleted = false" + unconverted + " AND (" + condition + ")");
  }

  /** The condition that a field has one of these values. */
  public static String in(String field, Collection<String> values) {
    return values.stream()
        .map(Question::escaped)
        .collect(Collectors.joining("','", field + " IN ('", "')"));
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("'", "\\'")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  /** The records that meet a condition. */
  public String where(String condition) {
    return select() + " WHERE " + condition;
  }

  private String select() {
    return "SELECT " + String.join(",", fields) + " FROM " + object;
  }

  private static String window(Instant after, Instant upTo) {
    return " WHERE SystemModstamp > %s AND SystemModstamp <= %s"
        .formatted(literal(after), literal(upTo));
  }

  private static String order() {
    return " ORDER BY SystemModstamp, Id";
  }

  private static String literal(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
