package org.bactrian.sandbox.marketo.log;

import java.util.Locale;
import java.util.Set;

/**
 * How this instance tells what happened; instances differ, and none says so beforehand.
 *
 * @param scoreAndOwner whether a change of a score or an owner is told as any change of a value
 *     ({@code data-value}), as an activity of its own ({@code instead}) or as both ({@code beside})
 * @param booleans the words for true and false, with a stroke between them
 * @param lateEvery every so manieth activity becomes visible later than those after it; 0 is none
 * @param lateSeconds how much later
 * @param outOfOrder whether neighbours on a page change places
 * @param tokenLength the least length of a paging token, in characters
 * @param withoutDateEvery every so manieth activity has no date; 0 is none
 * @param leadIdAsTextEvery every so manieth activity has its lead's id as a text; 0 is none
 * @param dates how an activity's date ends: {@code +0000}, {@code Z} or {@code mixed}
 * @param lowerCaseNames whether the names of attributes are in lower case
 */
public record LogRules(
    String scoreAndOwner,
    String booleans,
    int lateEvery,
    int lateSeconds,
    boolean outOfOrder,
    int tokenLength,
    int withoutDateEvery,
    int leadIdAsTextEvery,
    String dates,
    boolean lowerCaseNames) {

  /** What an instance does unless it is told otherwise. */
  public static final LogRules USUAL =
      new LogRules("data-value", "true/false", 0, 0, false, 0, 0, 0, "+0000", false);

  /**
   * The rules.
   *
   * @throws IllegalArgumentException if there are no such words
   */
  public LogRules {
    if (!Set.of("data-value", "instead", "beside").contains(scoreAndOwner)) {
      throw new IllegalArgumentException("scoreAndOwner is data-value, instead or beside");
    }
    if (!Set.of("+0000", "Z", "mixed").contains(dates)) {
      throw new IllegalArgumentException("dates is +0000, Z or mixed");
    }
    if (Math.min(Math.min(lateEvery, lateSeconds), Math.min(withoutDateEvery, leadIdAsTextEvery))
            < 0
        || tokenLength < 0) {
      throw new IllegalArgumentException("numbers of these rules are 0 or more");
    }
    if (booleans.split("/").length != 2) {
      throw new IllegalArgumentException("booleans is two words with a stroke between them");
    }
  }

  /** Whether a change of a score or an owner is an activity of its own. */
  public boolean ownActivity() {
    return scoreAndOwner.equals("instead") || scoreAndOwner.equals("beside");
  }

  /** Whether a change of a score or an owner is a change of a value too. */
  public boolean dataValue() {
    return !scoreAndOwner.equals("instead");
  }

  /** A boolean as a text. */
  public String text(boolean flag) {
    return booleans.split("/")[flag ? 0 : 1];
  }

  /** The name of an attribute as it is printed. */
  public String named(String attribute) {
    return lowerCaseNames ? attribute.toLowerCase(Locale.ROOT) : attribute;
  }

  boolean isLate(int place) {
    return isEvery(lateEvery, place);
  }

  /** Whether the activity at a place has no date. */
  public boolean isWithoutDate(int place) {
    return isEvery(withoutDateEvery, place);
  }

  /** Whether the activity at a place has its lead's id as a text. */
  public boolean hasLeadIdAsText(int place) {
    return isEvery(leadIdAsTextEvery, place);
  }

  private static boolean isEvery(int every, int place) {
    return every > 0 && (place + 1) % every == 0;
  }

  /** How the date of the activity at a place ends. */
  public String zone(int place) {
    return dates.equals("mixed") ? place % 2 == 0 ? "Z" : "+0000" : dates;
  }
}
