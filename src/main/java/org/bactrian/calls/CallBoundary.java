package org.bactrian.calls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listeners of every call, in the order in which they were added. */
public final class CallBoundary implements CallListener {

  /** What ends the message of a run that a call has ended. */
  public static final String NEXT_RUN = "; the next run goes on where this one stopped";

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
    // The call may be asked again, and the run go on.
    String found = why.replace(NEXT_RUN, "");
    listeners.forEach(listener -> listener.failed(call, found));
  }
}
