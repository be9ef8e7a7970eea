package org.bactrian.sandbox.salesforce.soql.syntax;

import java.util.Locale;

/** The functions of SOQL that are simulated. */
public enum Function {
  COUNT,
  COUNT_DISTINCT,
  MIN,
  MAX,
  SUM,
  AVG,
  GROUPING,
  TOLABEL,
  FORMAT,
  CONVERTCURRENCY,
  CONVERTTIMEZONE,
  CALENDAR_YEAR,
  CALENDAR_QUARTER,
  CALENDAR_MONTH,
  FISCAL_YEAR,
  FISCAL_QUARTER,
  FISCAL_MONTH,
  DAY_IN_MONTH,
  DAY_IN_WEEK,
  DAY_IN_YEAR,
  DAY_ONLY,
  HOUR_IN_DAY,
  WEEK_IN_MONTH,
  WEEK_IN_YEAR;

  /** Whether it makes one value of the many of a group. */
  public boolean aggregates() {
    return compareTo(GROUPING) <= 0;
  }

  /** Whether it makes a part of a date. */
  public boolean ofDate() {
    return compareTo(CALENDAR_YEAR) >= 0;
  }

  /** As Salesforce shows it: {@code avg}. */
  public String shown() {
    return name().toLowerCase(Locale.ROOT);
  }
}
