package org.bactrian.calls;

import java.time.Duration;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.CallWatch;

/** Marketo's calls, at the boundary that Salesforce's cross as well. */
public record MarketoCalls(CallListener boundary) implements CallWatch {

  @Override
  public void before(Call call, Duration deadline) {
    boundary.before(outgoing(call, deadline));
  }

  @Override
  public void answered(Call call) {
    boundary.answered(outgoing(call, Duration.ZERO));
  }

  @Override
  public void failed(Call call, String why) {
    boundary.failed(outgoing(call, Duration.ZERO), why);
  }

  private static OutgoingCall outgoing(Call call, Duration deadline) {
    return new OutgoingCall(OutgoingCall.MARKETO, call.endpoint(), call.mayWrite(), deadline);
  }
}
