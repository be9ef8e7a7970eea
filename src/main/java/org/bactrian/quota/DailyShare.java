package org.bactrian.quota;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many calls of a day an operator allots.
 *
 * @param calls a number of calls, or 0
 * @param percent of the calls that the system says there are, or 0; where both are 0, there is no
 *     share to hold
 */
public record DailyShare(long calls, double percent) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15})|(\\d{1,3}(?:\\.\\d{1,3})?)\\s*%");

  /** Reads a number of calls such as {@code 20000}, or a share such as {@code 80%}. */
  public static Optional<DailyShare> of(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) return Optional.empty();
    if (form.group(1) != null) {
      return Optional.of(new DailyShare(Long.parseLong(form.group(1)), 0));
    }
    double percent = Double.parseDouble(form.group(2));
    return percent > 100 ? Optional.empty() : Optional.of(new DailyShare(0, percent));
  }

  /** Whether it grows and shrinks with what the system allows. */
  public boolean isOfSystem() {
    return percent > 0;
  }

  /**
   * The most calls in a day; {@link Long#MAX_VALUE} where there is no limit, or none is known yet.
   *
   * @param allowed how many the system says there are, if it has said so
   */
  public long most(OptionalLong allowed) {
    if (calls > 0) return calls;
    if (percent == 0 || allowed.isEmpty()) return Long.MAX_VALUE;
    return Math.max(1, (long) (allowed.getAsLong() * percent / 100));
  }
}
