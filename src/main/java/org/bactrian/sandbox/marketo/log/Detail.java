package org.bactrian.sandbox.marketo.log;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.sandbox.marketo.store.Field;

/** What one activity says besides its type, lead and time. */
public sealed interface Detail {

  /** The id of its primary attribute, or null. */
  Long primaryId();

  /** The value of its primary attribute, or null. */
  String primary();

  /**
   * Its other attributes, empty ones left out.
   *
   * @param seconds when it happened, since 1970
   */
  Map<String, Object> attributes(long seconds);

  /** A person came into being. */
  record NewLead(int lead, Origin origin) implements Detail {
    @Override
    public Long primaryId() {
      return (long) lead;
    }

    @Override
    public String primary() {
      return null;
    }

    @Override
    public Map<String, Object> attributes(long seconds) {
      String day = LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC).toString();
      return named(
          "Created Date",
          day,
          "Source Type",
          origin.source(),
          "Api Method Name",
          origin.method(),
          "Modifying User",
          origin.user());
    }
  }

  /** A field got another value; both values are as the API prints them. */
  record DataValue(Field field, String before, String after, Origin origin) implements Detail {
    @Override
    public Long primaryId() {
      return (long) field.id();
    }

    @Override
    public String primary() {
      return field.displayName();
    }

    @Override
    public Map<String, Object> attributes(long seconds) {
      return named(
          "New Value",
          after,
          "Old Value",
          before,
          "Reason",
          origin.reason(),
          "Source",
          origin.source(),
          "Api Method Name",
          origin.method(),
          "Modifying User",
          origin.user());
    }
  }

  /** Others became one with a person; {@code updated} is whether that gave it other values. */
  record Merge(long master, String name, long[] losers, boolean updated) implements Detail {
    @Override
    public Long primaryId() {
      return master;
    }

    @Override
    public String primary() {
      return name;
    }

    @Override
    public Map<String, Object> attributes(long seconds) {
      String ids =
          java.util.Arrays.stream(losers)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(",", "[", "]"));
      return named(
          "Master Updated",
          updated,
          "Merge IDs",
          ids,
          "Merge Source",
          "leaddb",
          "Merged in Sales",
          false);
    }
  }

  /** Anything else: a primary attribute and others by name. */
  record Other(Long primaryId, String primary, Map<String, Object> attributes) implements Detail {
    @Override
    public Map<String, Object> attributes(long seconds) {
      return attributes;
    }
  }

  /** An activity of a kind that an administrator made; {@code date} in seconds since 1970. */
  record Custom(int typeId, long date, String primary, Map<String, Object> attributes)
      implements Detail {
    @Override
    public Long primaryId() {
      return null;
    }

    @Override
    public Map<String, Object> attributes(long seconds) {
      return attributes;
    }
  }

  private static Map<String, Object> named(Object... namesAndValues) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        named.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return named;
  }
}
