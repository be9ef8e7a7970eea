package org.bactrian.cli.people;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.bactrian.settings.SettingsException;

/** What {@code --since} takes. */
final class Since {

  static final String DESCRIPTION = "Only what came later: 2026-01-31, or 2026-01-31T12:00:00Z.";

  private Since() {}

  /**
   * The beginning of a day in UTC, or an instant; the beginning of all time where none is given.
   *
   * @throws SettingsException if it is neither
   */
  static Instant instant(String command, String given) {
    if (given == null) return Instant.EPOCH;
    try {
      return given.contains("T")
          ? Instant.parse(given)
          : LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new SettingsException(
          "%s --since: '%s' is neither a day like 2026-01-31 nor a time like 2026-01-31T12:00:00Z"
              .formatted(command, given));
    }
  }
}
