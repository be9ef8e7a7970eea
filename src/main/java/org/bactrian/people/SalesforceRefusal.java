package org.bactrian.people;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.bactrian.mapping.Translation;
import org.bactrian.sync.Outcome;

/**
 * Salesforce's refusal of one record, in a marketer's words.
 *
 * @param code Salesforce's error code
 * @param suggestion what to do about it
 */
public record SalesforceRefusal(String code, String message, String suggestion) {

  private static final String LOCKED = "UNABLE_TO_LOCK_ROW";
  private static final String OTHERWISE = "Mend the record in Marketo or in Salesforce, and replay";

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry(
              "FIELD_CUSTOM_VALIDATION_EXCEPTION",
              "A validation rule of Salesforce refuses this value: correct it in Marketo, and replay"),
          Map.entry(
              "DUPLICATES_DETECTED",
              "A duplicate rule of Salesforce found similar records: merge them there, or set"
                  + " duplicates: update in the mapping's create-in-salesforce; then replay"),
          Map.entry(
              "REQUIRED_FIELD_MISSING",
              "Fill the field in Marketo, or give it a default in create-in-salesforce; then replay"),
          Map.entry("STRING_TOO_LONG", "Shorten the value in Marketo, and replay"),
          Map.entry("INVALID_EMAIL_ADDRESS", "Correct the e-mail address in Marketo, and replay"),
          Map.entry(
              "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
              "Choose a value of Salesforce's picklist in Marketo, or add it to the picklist; then"
                  + " replay"),
          Map.entry(LOCKED, "Somebody else held the record for long: replay it later"),
          Map.entry(
              "ENTITY_IS_DELETED",
              "The record was deleted in Salesforce: restore it there and replay, or discard this"),
          Map.entry(
              "CANNOT_UPDATE_CONVERTED_LEAD",
              "The lead was converted meanwhile: replay, and its contact is taken"),
          Map.entry(
              "INSUFFICIENT_ACCESS_OR_READONLY",
              "Give the sync user the right to edit this record in Salesforce, and replay"),
          Map.entry(
              "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
              "Give the sync user access to the record that this one refers to, and replay"),
          Map.entry(
              "INVALID_FIELD_FOR_INSERT_UPDATE",
              "Give the sync user the right to edit this field in Salesforce, and replay"));

  /** Of the errors of one record. */
  public static SalesforceRefusal of(List<RestError> errors) {
    if (errors == null || errors.isEmpty()) {
      return new SalesforceRefusal(
          "refused", "Salesforce refused the record and said no more", OTHERWISE);
    }
    String code = String.valueOf(errors.get(0).getErrorCode());
    String said = errors.stream().map(SalesforceRefusal::words).collect(Collectors.joining("; "));
    return new SalesforceRefusal(
        code,
        "Salesforce refused the record: " + said,
        // A trigger that meets a lock wraps it into an error of its own.
        ADVICE.getOrDefault(said.contains(LOCKED) ? LOCKED : code, OTHERWISE));
  }

  private static String words(RestError error) {
    List<String> fields = error.getFields();
    return fields == null || fields.isEmpty()
        ? String.valueOf(error.getMessage())
        : error.getMessage() + " (" + String.join(", ", fields) + ")";
  }

  /** As one of the problems of a record. */
  Translation.Problem problem() {
    return new Translation.Problem(null, code, message, suggestion);
  }

  /** The outcome that it comes to. */
  public Outcome.Parked parked() {
    return new Outcome.Parked(code, message, suggestion);
  }

  /** Whether a duplicate rule found similar records. */
  boolean isDuplicate() {
    return code.equals("DUPLICATES_DETECTED");
  }

  /** Whether it heals by itself, when whoever holds the record lets go of it. */
  public boolean heals() {
    return code.equals(LOCKED) || message.contains(LOCKED);
  }
}
