package org.bactrian.marketo.client;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of one record of a call.
 *
 * @param index the record's place in the input, from 0
 * @param status Marketo's word: created, updated, deleted, skipped
 * @param id the id or marketoGUID as text (for a field, its name), or null
 * @param reasons why it was not done, or is not known to be; empty just if it was done
 * @param record the record as it was sent
 */
public record RecordResult(
    int index, String status, String id, List<Reason> reasons, Map<String, Object> record) {

  /** The code of a record that this client did not send because it holds half a character. */
  public static final String INVALID_UNICODE = "invalid-unicode";

  /** The code of a record that Marketo skipped and did not say why. */
  public static final String NO_REASON = "skipped";

  /** The code of a record whose status is none of Marketo's: it may have been done, or not. */
  public static final String OUTCOME_UNKNOWN = "outcome-unknown";

  static final Set<String> DONE =
      Set.of("created", "updated", "deleted", "added", "removed", "memberof", "notmemberof");

  /** Of a record that is not at hand. */
  RecordResult(int index, String status, String id, List<Reason> reasons) {
    this(index, status, id, reasons, Map.of());
  }

  /** Keeps its own copy of the reasons; a record that was not done has one. */
  public RecordResult {
    reasons = reasons.isEmpty() ? implied(status) : List.copyOf(reasons);
  }

  private static List<Reason> implied(String status) {
    if (DONE.contains(status)) return List.of();
    return List.of(
        status.equals("skipped")
            ? new Reason(NO_REASON, "it was skipped, and Marketo gave no reason")
            : new Reason(
                OUTCOME_UNKNOWN,
                "it was answered with the status '%s', which Marketo does not document"
                    .formatted(status)));
  }

  /**
   * The results of a call if they are of the records that were meant, in their order: a step on the
   * way may have dropped, added or moved some.
   *
   * @param key the field that tells records apart
   * @param meant the records, each with that field
   * @param call what was called, in a phrase
   * @throws MarketoGarbled if they are of other records
   */
  public static List<RecordResult> paired(
      List<RecordResult> results, String key, List<? extends Map<String, ?>> meant, String call) {
    if (results.size() != meant.size()) {
      throw new MarketoGarbled(
          call, "results of " + meant.size() + " records", results.size() + " of them");
    }
    for (int i = 0; i < results.size(); i++) {
      Object sent = results.get(i).record().get(key);
      if (results.get(i).index() != i || !isSame(sent, meant.get(i).get(key))) {
        throw new MarketoGarbled(
            call, "a result for record " + i + " as it was meant", "one for another record");
      }
    }
    return results;
  }

  /** As {@link #paired(List, String, List, String)}, of records that go by their ids alone. */
  public static List<RecordResult> paired(
      List<RecordResult> results, List<String> ids, String call) {
    return paired(results, "id", ids.stream().map(id -> Map.of("id", id)).toList(), call);
  }

  private static boolean isSame(Object sent, Object meant) {
    return String.valueOf(sent).equals(String.valueOf(meant));
  }

  /** Whether the record may have been done although Marketo does not say so: look at it again. */
  public boolean isUnknown() {
    return hasReason(OUTCOME_UNKNOWN);
  }

  /** A code of the error table (or {@link #INVALID_UNICODE}) and the words that came with it. */
  public record Reason(String code, String message) {}

  static RecordResult skipped(int index, String code, String message) {
    return new RecordResult(index, "skipped", null, List.of(new Reason(code, message)));
  }

  /** The codes of those that were not done. */
  public static Set<String> codes(List<RecordResult> results) {
    return results.stream()
        .flatMap(result -> result.reasons().stream())
        .map(Reason::code)
        .collect(Collectors.toSet());
  }

  /** The same at another place. */
  public RecordResult at(int place) {
    return new RecordResult(place, status, id, reasons, record);
  }

  /** The same of a record that was sent. */
  RecordResult of(Map<String, Object> sent) {
    return new RecordResult(index, status, id, reasons, sent);
  }

  boolean hasReason(String code) {
    return reasons.stream().anyMatch(reason -> reason.code().equals(code));
  }
}
