package org.bactrian.sandbox.marketo.instance;

import org.bactrian.sandbox.marketo.store.Refusal;

/** What became of one record of a call: its id when known, its status, and why it was skipped. */
public record Result(Object id, String status, Refusal reason) {
  /** A record that was taken. */
  public static Result of(Object id, String status) {
    return new Result(id, status, null);
  }

  /** A record that was not. */
  public static Result skipped(Object id, Refusal reason) {
    return new Result(id, "skipped", reason);
  }
}
