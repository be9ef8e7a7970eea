package org.bactrian.marketo.wire;

import java.time.Duration;

/** Is asked before each exchange of data, and told how it ended; on the calling thread. */
public interface CallWatch {

  /** Lets everything go. */
  CallWatch NONE = new CallWatch() {};

  /**
   * A call is about to leave.
   *
   * @param deadline how long the exchange may take
   * @throws RuntimeException if it must not: that ends the request, and nothing is sent
   */
  default void before(Call call, Duration deadline) {}

  /** A call was answered as it should, also if the answer is a refusal. */
  default void answered(Call call) {}

  /**
   * A call came to nothing that may heal by itself.
   *
   * @param why in a phrase
   */
  default void failed(Call call, String why) {}
}
