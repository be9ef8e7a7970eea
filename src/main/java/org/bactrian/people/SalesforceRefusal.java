package org.bactrian.people;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Translation;
import org.bactrian.salesforce.call.CallFailed;
import org.bactrian.sync.Outcome;

/**
 * Salesforce's refusal of one record, in a marketer's words.
 *
 * @param code Salesforce's error code
 * @param suggestion what to do about it
 */
public record SalesforceRefusal(String code, String message, String suggestion) {

  private static final String OTHERWISE = "Mend the record in Marketo or in Salesforce, and replay";
  private static final String PLACES =
      "Salesforce takes only the states and countries of its lists, and a state only with its"
          + " country: correct them in Marketo to what the lists have, or have an administrator add"
          + " them (Setup > State and Country/Territory Picklists); then replay";
  private static final String AUTOMATION =
      "A trigger or flow in Salesforce, which the message names, fails for this record: show the"
          + " message to whoever keeps it; once it is mended, replay";

  /** An error by its code and some of its words; none of them fit all. */
  private record Cause(String code, String words, String advice) {

    boolean fits(String code, String said) {
      return this.code.equals(code) && said.contains(words);
    }
  }

  /** The first that fits counts. */
  private static final List<Cause> CAUSES =
      List.of(
          new Cause(
              "FIELD_CUSTOM_VALIDATION_EXCEPTION",
              "",
              "A validation rule of Salesforce refuses this value: correct it in Marketo, and replay"),
          new Cause("FIELD_INTEGRITY_EXCEPTION", "Please select a", PLACES),
          new Cause("FIELD_INTEGRITY_EXCEPTION", "before specifying a state", PLACES),
          new Cause(
              "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
              "System.LimitException",
              "Apex in Salesforce does more for this record alone than Salesforce allows: show the"
                  + " message to whoever keeps the trigger that it names; once it is mended, replay"),
          new Cause("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "", AUTOMATION),
          new Cause("CANNOT_EXECUTE_FLOW_TRIGGER", "", AUTOMATION),
          new Cause(
              "DUPLICATES_DETECTED",
              "",
              "A duplicate rule of Salesforce found similar records: merge them there, and replay;"
                  + " or have the mapping update what is found (duplicates: update)"),
          new Cause(
              "DUPLICATE_VALUE",
              "",
              "Another record of Salesforce has this value already: merge the two there, and replay"),
          new Cause(
              "REQUIRED_FIELD_MISSING",
              "",
              "Fill in the field in Marketo, and replay; or have the mapping give it a default"),
          new Cause("STRING_TOO_LONG", "", "Shorten the value in Marketo, and replay"),
          new Cause(
              "INVALID_EMAIL_ADDRESS", "", "Correct the e-mail address in Marketo, and replay"),
          new Cause("NUMBER_OUTSIDE_VALID_RANGE", "", "Correct the number in Marketo, and replay"),
          new Cause(
              "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
              "",
              "Choose a value of Salesforce's picklist in Marketo, or add it to the picklist; then"
                  + " replay"),
          new Cause(
              "ENTITY_IS_DELETED",
              "",
              "The record was deleted in Salesforce: restore it there and replay, or discard this"),
          new Cause(
              "CANNOT_UPDATE_CONVERTED_LEAD",
              "",
              "The lead was converted meanwhile: replay, and its contact is taken"),
          new Cause(
              "INSUFFICIENT_ACCESS_OR_READONLY",
              "",
              "Give the sync user the right to edit this record in Salesforce, and replay"),
          new Cause(
              "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
              "",
              "Give the sync user access to the record that this one refers to, and replay"),
          new Cause(
              "INVALID_CROSS_REFERENCE_KEY",
              "",
              "The record refers to one that is gone, or that the sync user can't see: correct that"
                  + " in Salesforce, and replay"),
          new Cause(
              "INVALID_FIELD_FOR_INSERT_UPDATE",
              "",
              "Give the sync user the right to edit this field in Salesforce, and replay"),
          new Cause(
              "INACTIVE_OWNER_OR_USER",
              "",
              "The record's owner is not active in Salesforce: give it another owner, and replay"),
          new Cause(
              "STORAGE_LIMIT_EXCEEDED",
              "",
              "The org's storage is full: delete what is not needed, or buy more; then replay"));

  /** Of the errors of one record. */
  public static SalesforceRefusal of(List<RestError> errors) {
    if (errors == null || errors.isEmpty()) {
      return new SalesforceRefusal(
          "refused", "Salesforce refused the record and said no more", OTHERWISE);
    }
    String code = String.valueOf(errors.get(0).getErrorCode());
    String said = errors.stream().map(SalesforceRefusal::words).collect(Collectors.joining("; "));
    return new SalesforceRefusal(
        code, "Salesforce refused the record: " + said, advice(code, said));
  }

  private static String advice(String code, String said) {
    if (CallFailed.passes(code, said))
      return "Somebody else held the record for long: replay it later";
    return CAUSES.stream()
        .filter(cause -> cause.fits(code, said))
        .findFirst()
        .map(Cause::advice)
        .orElse(OTHERWISE);
  }

  /** The codes of what was refused. */
  static Set<String> codes(Stream<List<RestError>> refused) {
    return refused
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .map(RestError::getErrorCode)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static String words(RestError error) {
    List<String> fields = error.getFields();
    return fields == null || fields.isEmpty()
        ? String.valueOf(error.getMessage())
        : error.getMessage() + " (" + String.join(", ", fields) + ")";
  }

  /**
   * As a problem of a field that was to be written.
   *
   * @param field by its REST name
   */
  Translation.Problem problem(String field) {
    return new Translation.Problem(Direction.TO_SALESFORCE, field, code, message, suggestion);
  }

  /** The outcome that it comes to. */
  public Outcome.Parked parked() {
    return new Outcome.Parked(Direction.TO_SALESFORCE, code, message, suggestion);
  }

  /** Whether a duplicate rule found similar records. */
  boolean isDuplicate() {
    return code.equals("DUPLICATES_DETECTED");
  }

  /** Whether it heals by itself, for one when whoever holds the record lets go of it. */
  public boolean heals() {
    return CallFailed.passes(code, message);
  }
}
