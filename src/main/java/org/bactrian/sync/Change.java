package org.bactrian.sync;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;

/**
 * A record as Salesforce reported it.
 *
 * @param id its 18-character Salesforce id
 * @param version its SystemModstamp, UTC, in milliseconds
 * @param record its fields by their API names, related records nested as Salesforce nests them
 */
public record Change(String id, Instant version, Map<String, Object> record) {

  private static final String UTC = "+0000";
  private static final DateTimeFormatter SYSTEM_MODSTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HHMM", "Z")
          .toFormatter();

  /** Reads the id and the version from a record of a query's answer. */
  public static Change of(Map<String, Object> record) {
    return new Change(
        (String) record.get("Id"), instant((String) record.get("SystemModstamp")), record);
  }

  /** Whether the record is deleted or converted, and so takes no change any more. */
  public boolean ended() {
    return Boolean.TRUE.equals(record.get("IsDeleted"))
        || Boolean.TRUE.equals(record.get("IsConverted"));
  }

  /** Reads Salesforce's form of an instant, {@code 2026-01-31T12:00:00.000+0000}. */
  public static Instant instant(String text) {
    // The form that Salesforce answers in, which takes half the time to read in this way.
    if (text.endsWith(UTC)) {
      return Instant.parse(text.substring(0, text.length() - UTC.length()) + "Z");
    }
    return Instant.from(SYSTEM_MODSTAMP.parse(text));
  }
}
