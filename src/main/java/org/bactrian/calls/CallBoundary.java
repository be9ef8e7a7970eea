package org.bactrian.calls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listeners of every call, in the order in which they were added. */
public final class CallBoundary implements CallListener {

  private final List<CallListener> listeners = new CopyOnWriteArrayList<>();

  /** Asks and tells one more from now on. */
  public void add(CallListener listener) {
    listeners.add(listener);
  }

  @Override
  public void before(OutgoingCall call) {
    for (CallListener listener : listeners) {
      try {
        listener.before(call);
      } catch (CallRefused refused) {
        throw refused;
      } catch (RuntimeException refused) {
        throw new CallRefused(refused.getMessage(), refused);
      }
    }
  }

  @Override
  public void answered(OutgoingCall call) {
    listeners.forEach(listener -> listener.answered(call));
  }

  @Override
  public void failed(OutgoingCall call, String why) {
    listeners.forEach(listener -> listener.failed(call, why));
  }
}
