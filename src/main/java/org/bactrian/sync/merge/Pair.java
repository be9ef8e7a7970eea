package org.bactrian.sync.merge;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The two records of one person, and what was last agreed of them.
 *
 * @param base the Marketo values that were last agreed, by REST name; null at the first meeting
 * @param salesforce Salesforce's record, by API name
 * @param marketo Marketo's record, by REST name
 * @param salesforceAt when Salesforce's record was last changed
 * @param marketoAt when Marketo's record was last changed
 * @param heard when Marketo reported a field as changed, by REST name
 * @param toMarketo what may have been written to Marketo and not been remembered
 * @param toSalesforce what may have been written to Salesforce so
 */
public record Pair(
    Map<String, Object> base,
    Map<String, Object> salesforce,
    Map<String, Object> marketo,
    Instant salesforceAt,
    Instant marketoAt,
    Map<String, Instant> heard,
    Unremembered toMarketo,
    Unremembered toSalesforce) {

  boolean agreed() {
    return base != null;
  }

  /**
   * What was last agreed: what we wrote, if it is there, whether or not we remember. If it is there
   * no longer, and what is there now is not what was found before the write either, then somebody
   * edited it since; the side that it came from was not edited.
   */
  Object base(String field, Object salesforceValue, Sameness sameness) {
    Object marketoValue = marketo.get(field);
    Optional<Object> written =
        toMarketo
            .agreed(field, marketoValue, salesforceValue, sameness)
            .or(() -> toSalesforce.agreed(field, salesforceValue, marketoValue, sameness));
    if (written.isPresent()) return written.get();
    return base == null ? null : base.get(field);
  }

  /** Whether a field of it was ever agreed. */
  boolean agreed(String field) {
    return agreed() && base.containsKey(field);
  }

  /**
   * Whether Marketo's value is a {@code false} that nobody is known to have set: Marketo shows that
   * of every boolean that was never set.
   */
  private boolean isNeverSet(String field, Sameness sameness) {
    return sameness == Sameness.BOOLEAN
        && !agreed()
        && !heard.containsKey(field)
        && !Sameness.BOOLEAN.same(true, marketo.get(field));
  }

  /**
   * A field as each side has it.
   *
   * @param asShown whether a {@code false} that was never set counts as a value
   */
  Views views(String field, Object salesforceValue, Sameness sameness, boolean asShown) {
    boolean isNoValue = !asShown && isNeverSet(field, sameness);
    return new Views(
        agreed(),
        base(field, salesforceValue, sameness),
        salesforceValue,
        isNoValue ? null : marketo.get(field),
        salesforceAt,
        heard.getOrDefault(field, marketoAt));
  }
}
