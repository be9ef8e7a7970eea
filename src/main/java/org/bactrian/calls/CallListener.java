package org.bactrian.calls;

/** Is asked before a call leaves, and told how it ended; on the thread that makes the call. */
public interface CallListener {

  /**
   * A call is about to leave.
   *
   * @throws CallRefused if it must not: the run ends with that, and nothing is sent
   */
  default void before(OutgoingCall call) {}

  /** A call was answered as the system's API promises, also if the answer is a refusal. */
  default void answered(OutgoingCall call) {}

  /**
   * A call came to nothing that heals by itself: it is about to be made again, or given up.
   *
   * @param why in a phrase
   */
  default void failed(OutgoingCall call, String why) {}
}
