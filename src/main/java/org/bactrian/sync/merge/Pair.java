package org.bactrian.sync.merge;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param overwritten the edits in Marketo that were written over, by REST name: {@code base},
 *     {@code marketo} and {@code heard} are as if that had not been
 * @param unmet the Marketo fields that were mapped since the two were last compared in full: of one
 *     that was not agreed yet, it is their first meeting
 * @param revised those whose rule was edited since
 * @param given what Marketo answered to have taken where it holds something else, by REST name
 */
public record Pair(
    Map<String, Object> base,
    Map<String, Object> salesforce,
    Map<String, Object> marketo,
    Instant salesforceAt,
    Instant marketoAt,
    Map<String, Instant> heard,
    Unremembered toMarketo,
    Unremembered toSalesforce,
    Map<String, Overwritten> overwritten,
    Set<String> unmet,
    Set<String> revised,
    Map<String, Given> given) {

  /**
   * What Marketo answered to have taken, where it holds something else.
   *
   * @param value what it was given
   * @param isSure whether what it holds can't be an edit of which its log is yet to tell
   */
  public record Given(Object value, boolean isSure) {}

  /** A pair none of whose edits was written over, and that has what it was given. */
  public Pair(
      Map<String, Object> base,
      Map<String, Object> salesforce,
      Map<String, Object> marketo,
      Instant salesforceAt,
      Instant marketoAt,
      Map<String, Instant> heard,
      Unremembered toMarketo,
      Unremembered toSalesforce) {
    this(
        base,
        salesforce,
        marketo,
        salesforceAt,
        marketoAt,
        heard,
        toMarketo,
        toSalesforce,
        Map.of(),
        Set.of(),
        Set.of(),
        Map.of());
  }

  /** The same, of which Marketo fields are mapped, or mapped otherwise, only now. */
  public Pair under(Set<String> newRules, Set<String> revisedRules) {
    return new Pair(
        base,
        salesforce,
        marketo,
        salesforceAt,
        marketoAt,
        heard,
        toMarketo,
        toSalesforce,
        overwritten,
        newRules,
        revisedRules,
        given);
  }

  /** The same, of which Marketo took these values and holds others, by REST name. */
  public Pair given(Map<String, Given> values) {
    return new Pair(
        base,
        salesforce,
        marketo,
        salesforceAt,
        marketoAt,
        heard,
        toMarketo,
        toSalesforce,
        overwritten,
        unmet,
        revised,
        values);
  }

  /** The same as if these edits in Marketo had not been written over. */
  public Pair rewound(Map<String, Overwritten> edits) {
    if (edits.isEmpty()) return this;
    Map<String, Object> edited = new HashMap<>(marketo);
    Map<String, Instant> told = new HashMap<>(heard);
    Map<String, Integer> all = new HashMap<>();
    edits.forEach(
        (field, edit) -> {
          edited.put(field, edit.value());
          told.put(field, edit.at());
          all.put(field, Integer.MAX_VALUE);
        });
    return new Pair(
        Overwritten.before(base, edits),
        salesforce,
        edited,
        salesforceAt,
        marketoAt,
        told,
        toMarketo.without(all),
        toSalesforce.without(all),
        edits,
        unmet,
        revised,
        given);
  }

  /**
   * A field as each side has it, and as it was last agreed.
   *
   * @param agreed whether it was ever agreed; if not, {@code base} says nothing
   * @param salesforce Salesforce's value in Marketo's form
   * @param salesforceAt when Salesforce's record was last changed
   * @param marketoAt when Marketo's field was last changed, as far as is known
   */
  public record Views(
      boolean agreed,
      Object base,
      Object salesforce,
      Object marketo,
      Instant salesforceAt,
      Instant marketoAt) {

    Object of(Side side) {
      return side == Side.SALESFORCE ? salesforce : marketo;
    }
  }

  /** Whether its two records have met, and a field of theirs with them. */
  boolean met(String field) {
    return base != null && (base.containsKey(field) || !unmet.contains(field));
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
    return base != null && base.containsKey(field);
  }

  /**
   * Whether Marketo's value is a {@code false} that nobody is known to have set: Marketo shows that
   * of every boolean that was never set.
   */
  private boolean isNeverSet(String field, Sameness sameness) {
    return sameness == Sameness.BOOLEAN
        && !met(field)
        && !heard.containsKey(field)
        && !Sameness.BOOLEAN.same(true, marketo.get(field));
  }

  /**
   * A field as each side has it; what Marketo made of a value counts as that.
   *
   * @param asShown whether a {@code false} that was never set counts as a value
   */
  Views views(String field, Object salesforceValue, Sameness sameness, boolean asShown) {
    boolean isNoValue = !asShown && isNeverSet(field, sameness);
    return new Views(
        met(field),
        base(field, salesforceValue, sameness),
        salesforceValue,
        isNoValue ? null : marketo(field, salesforceValue, sameness),
        salesforceAt(field, salesforceValue, sameness),
        heard.getOrDefault(field, marketoAt));
  }

  /** What may be an edit counts as that where Salesforce's value would go over it. */
  private Object marketo(String field, Object salesforceValue, Sameness sameness) {
    Given ours = given.get(field);
    boolean isOurs =
        ours != null && (ours.isSure() || sameness.same(ours.value(), salesforceValue));
    return isOurs ? ours.value() : marketo.get(field);
  }

  /** A value that was written over an edit is no newer than the record that it came from then. */
  private Instant salesforceAt(String field, Object value, Sameness sameness) {
    Overwritten edit = overwritten.get(field);
    boolean isOlder =
        edit != null
            && sameness.holds(edit.written(), value)
            && edit.agreedAt().isBefore(salesforceAt);
    return isOlder ? edit.agreedAt() : salesforceAt;
  }
}
