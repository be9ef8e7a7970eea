package org.bactrian.histories.comparison;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A Salesforce field and the Marketo field that holds the same.
 *
 * @param owner whose value counts
 */
public record Pair(String salesforce, String marketo, Owner owner) {

  private static final Set<String> PHONES = Set.of("phone", "mobilePhone", "fax");
  private static final Set<String> FLAGS =
      Set.of("unsubscribed", "salesforceIsDeleted", "salesforceIsConverted");

  /** Whose value counts. */
  public enum Owner {
    SALESFORCE,
    MARKETO,
    BOTH
  }

  /** Whether two values of this pair mean the same. */
  public boolean same(Object one, Object other) {
    return Objects.equals(meaning(one), meaning(other));
  }

  private Object meaning(Object value) {
    if (FLAGS.contains(marketo)) return value != null && Boolean.parseBoolean(value.toString());
    if (value == null || value.toString().isBlank()) return null;
    String text = value.toString();
    if (marketo.equals("email")) return text.strip().toLowerCase(Locale.ROOT);
    if (PHONES.contains(marketo)) return text.replaceAll("[^+\\p{Alnum}]", "");
    if (marketo.equals("leadScore")) return Math.round(Double.parseDouble(text));
    // Instants to the second, however the zone is written.
    if (marketo.equals("salesforceCreatedDate")) return text.substring(0, 19);
    return text.replace("\r\n", "\n").stripTrailing();
  }
}
