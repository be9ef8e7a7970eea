package org.bactrian.marketo.client;

import java.util.List;

/**
 * What became of one record of a call.
 *
 * @param index the record's place in the input, from 0
 * @param status Marketo's word: created, updated, deleted, skipped
 * @param id the id or marketoGUID as text (for a field, its name), or null
 * @param reasons why it was skipped; empty when it was not
 */
public record RecordResult(int index, String status, String id, List<Reason> reasons) {

  /** The code of a record that this client did not send because it holds half a character. */
  public static final String INVALID_UNICODE = "invalid-unicode";

  /** Keeps its own copy of the reasons. */
  public RecordResult {
    reasons = List.copyOf(reasons);
  }

  /** A code of the error table (or {@link #INVALID_UNICODE}) and the words that came with it. */
  public record Reason(String code, String message) {}

  static RecordResult skipped(int index, String code, String message) {
    return new RecordResult(index, "skipped", null, List.of(new Reason(code, message)));
  }

  /** The same at another place. */
  public RecordResult at(int place) {
    return new RecordResult(place, status, id, reasons);
  }

  boolean hasReason(String code) {
    return reasons.stream().anyMatch(reason -> reason.code().equals(code));
  }
}
