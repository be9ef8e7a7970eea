package org.bactrian.people.life;

import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.mapping.FieldRule;
import org.bactrian.salesforce.call.CallFailed;
import org.bactrian.salesforce.convert.ConversionResult;
import org.bactrian.state.DeadLetter;
import org.bactrian.sync.Outcome;

/**
 * Why a lead can't be converted into the contact that its person became, in a marketer's words.
 *
 * @param suggestion what to do about it
 */
record Inconvertible(String why, String suggestion) {

  static final Inconvertible NO_CONTACT =
      new Inconvertible(
          "the contact was deleted",
          "Restore the contact in Salesforce and replay, or discard this");
  static final Inconvertible NO_ACCOUNT =
      new Inconvertible(
          "the contact belongs to no account",
          "Give the contact an account in Salesforce, and replay");
  static final Inconvertible NO_STATUS =
      new Inconvertible(
          "no lead status says that a lead is converted",
          "Mark a lead status as converted in Salesforce's setup, and replay");

  private static final String OTHERWISE =
      "Convert the lead into that contact in Salesforce, or mend what it says; then replay";
  private static final String FORBIDDEN =
      "Give the sync user the permission Convert Leads, and the right to edit leads, contacts and"
          + " accounts; then replay";

  private static final Map<String, String> ADVICE =
      Map.of(
          "FIELD_CUSTOM_VALIDATION_EXCEPTION",
          "A validation rule of Salesforce refuses it: correct the lead or the contact, and replay");
  private static final String HELD = "Somebody else held the records for long: replay it later";

  /** The lead is part of another contact. */
  static Inconvertible converted(String contact) {
    return new Inconvertible(
        "it was converted into contact %s before".formatted(contact),
        "Merge the two contacts in Salesforce, and replay");
  }

  /** Salesforce would not. */
  static Inconvertible refused(ConversionResult result) {
    String said =
        result.errors().stream()
            .map(error -> error.code() + ": " + error.message())
            .collect(Collectors.joining("; "));
    String advice =
        result.errors().stream()
            .map(error -> advice(error.code(), error.message()))
            .filter(known -> known != null)
            .findFirst()
            .orElse(OTHERWISE);
    return new Inconvertible("Salesforce refused it: " + said, advice);
  }

  private static String advice(String code, String message) {
    if (CallFailed.passes(code, message)) return HELD;
    return ConversionResult.isForbidden(code) ? FORBIDDEN : ADVICE.get(code);
  }

  /** The outcome that it comes to. */
  Outcome.Parked parked(String person, String lead, String contact) {
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        DeadLetter.INCONVERTIBLE,
        "People were merged in Marketo into %s; of their Salesforce records, lead %s can't be converted into contact %s: %s"
            .formatted(person, lead, contact, why),
        suggestion);
  }
}
