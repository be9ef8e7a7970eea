package org.bactrian.sandbox.salesforce.soql.syntax;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** SOQL's date formulas, such as YESTERDAY and LAST_N_MONTHS:3, in UTC. */
final class Days {
  private Days() {}

  static Literal.Days of(String formula, LocalDate today) {
    String[] parts = formula.toUpperCase(Locale.ROOT).split(":");
    int n = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return switch (parts[0]) {
      case "TODAY" -> days(today, today);
      case "YESTERDAY" -> days(today.minusDays(1), today.minusDays(1));
      case "TOMORROW" -> days(today.plusDays(1), today.plusDays(1));
      case "LAST_90_DAYS" -> days(today.minusDays(90), today);
      case "NEXT_90_DAYS" -> days(today.plusDays(1), today.plusDays(90));
      case "LAST_N_DAYS" -> days(today.minusDays(n), today);
      case "NEXT_N_DAYS" -> days(today.plusDays(1), today.plusDays(n));
      case "N_DAYS_AGO" -> days(today.minusDays(n), today.minusDays(n));
      default -> period(parts[0], n, today);
    };
  }

  private static Literal.Days period(String formula, int n, LocalDate today) {
    String unit =
        formula.contains("WEEK")
            ? "WEEK"
            : formula.contains("MONTH")
                ? "MONTH"
                : formula.contains("QUARTER") ? "QUARTER" : "YEAR";
    LocalDate start = start(unit, today);
    if (formula.startsWith("THIS_")) {
      return days(start, plus(unit, start, 1).minusDays(1));
    }
    if (formula.startsWith("LAST_N_")) {
      return days(plus(unit, start, -n), start.minusDays(1));
    }
    if (formula.startsWith("NEXT_N_")) {
      return days(plus(unit, start, 1), plus(unit, start, n + 1).minusDays(1));
    }
    if (formula.startsWith("N_")) {
      return days(plus(unit, start, -n), plus(unit, start, 1 - n).minusDays(1));
    }
    return formula.startsWith("LAST_")
        ? days(plus(unit, start, -1), start.minusDays(1))
        : days(plus(unit, start, 1), plus(unit, start, 2).minusDays(1));
  }

  private static LocalDate start(String unit, LocalDate day) {
    return switch (unit) {
      case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
      case "MONTH" -> day.withDayOfMonth(1);
      case "QUARTER" -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      default -> day.withDayOfYear(1);
    };
  }

  private static LocalDate plus(String unit, LocalDate day, int n) {
    return switch (unit) {
      case "WEEK" -> day.plusWeeks(n);
      case "MONTH" -> day.plusMonths(n);
      case "QUARTER" -> day.plusMonths(3L * n);
      default -> day.plusYears(n);
    };
  }

  private static Literal.Days days(LocalDate first, LocalDate last) {
    return new Literal.Days((int) first.toEpochDay(), (int) last.toEpochDay());
  }
}
