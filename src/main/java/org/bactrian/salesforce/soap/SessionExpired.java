package org.bactrian.salesforce.soap;

/** The session had ended, and there is another one now: the call may be made again. */
public final class SessionExpired extends SoapFault {

  private static final long serialVersionUID = 1L;

  SessionExpired(Operation operation, SoapFault fault) {
    super(operation, fault.code(), "the session had ended");
  }
}
