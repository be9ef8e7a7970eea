package org.bactrian.connection;

import java.util.List;

/** The fields of both systems, as they are now, beside what the mappings name. */
public record FieldComparison(List<Gap> gaps) {

  /**
   * A field that is missing or does not fit.
   *
   * @param system {@code Salesforce} or {@code Marketo}
   * @param isCreatable whether {@link Setup#createFields} can make it
   * @param words what is missing or does not fit
   * @param byHand how to mend it without Bactrian
   */
  public record Gap(
      String system, String object, String field, boolean isCreatable, Words words, Words byHand) {}

  /** Whether nothing is missing. */
  public boolean isComplete() {
    return gaps.isEmpty();
  }
}
