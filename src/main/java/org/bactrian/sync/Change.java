package org.bactrian.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.mapping.convert.Reading;

/**
 * A record as Salesforce reported it.
 *
 * @param id its 18-character Salesforce id
 * @param version its SystemModstamp, UTC, in milliseconds
 * @param record its fields by their API names, related records nested as Salesforce nests them
 */
public record Change(String id, Instant version, Map<String, Object> record) {

  /** The form that Salesforce answers in, a 9 for each digit. */
  private static final String USUAL = "9999-99-99T99:99:99.999+0000";

  private static final String DELETED = "IsDeleted";
  private static final String CONVERTED = "IsConverted";
  private static final String MASTER = "MasterRecordId";
  private static final String CONTACT = "ConvertedContactId";

  /** Reads the id and the version from a record of a query's answer. */
  public static Change of(Map<String, Object> record) {
    return new Change(
        (String) record.get("Id"), instant((String) record.get("SystemModstamp")), record);
  }

  /** Of a record of which nothing but its id is known. */
  public static Change unread(String id) {
    return new Change(id, Instant.EPOCH, Map.of("Id", id));
  }

  /** Whether the record is deleted or converted, and so takes no change any more. */
  public boolean ended() {
    return ended(record);
  }

  /** As {@link #ended()}, of a record. */
  public static boolean ended(Map<String, Object> record) {
    return isSet(record, DELETED) || isSet(record, CONVERTED);
  }

  /** Whether it is a lead that was converted. */
  public boolean isConverted() {
    return isSet(record, CONVERTED);
  }

  /** The record that a lead was converted into, or that a record was merged into, or null. */
  public String successor() {
    return successor(record);
  }

  /** As {@link #successor()}, of a record. */
  public static String successor(Map<String, Object> record) {
    if (isSet(record, CONVERTED)) return (String) record.get(CONTACT);
    return isSet(record, DELETED) ? (String) record.get(MASTER) : null;
  }

  /** The same, with another successor; null of none. */
  public Change succeededBy(String successor) {
    Map<String, Object> now = new LinkedHashMap<>(record);
    now.put(isSet(record, CONVERTED) ? CONTACT : MASTER, successor);
    return new Change(id, version, now);
  }

  private static boolean isSet(Map<String, Object> record, String field) {
    return Boolean.TRUE.equals(record.get(field));
  }

  /** Reads Salesforce's form of an instant, {@code 2026-01-31T12:00:00.000+0000}. */
  public static Instant instant(String text) {
    if (!isUsual(text)) {
      return Reading.instant(text)
          .orElseThrow(() -> new DateTimeException("no instant of Salesforce: '" + text + "'"));
    }
    // A formatter takes many times as long, for every record that is read.
    LocalDateTime second =
        LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19));
    return second.toInstant(ZoneOffset.UTC).plusMillis(number(text, 20, 23));
  }

  private static boolean isUsual(String text) {
    if (text.length() != USUAL.length()) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (USUAL.charAt(i) == '9' ? c < '0' || c > '9' : c != USUAL.charAt(i)) return false;
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
