package org.bactrian.salesforce.merge;

/** The session had ended, and there is another one now: the call may be made again. */
public final class SessionExpired extends SoapFault {

  private static final long serialVersionUID = 1L;

  SessionExpired(SoapFault fault) {
    super(fault.code(), "the session had ended");
  }
}
