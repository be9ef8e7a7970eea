package org.bactrian.salesforce.soap;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.bactrian.salesforce.LoginNeeded;
import org.bactrian.salesforce.call.CallFailed;

/** What a route says and hears when it calls: before and after its {@code salesforce:raw}. */
public final class SoapDialogue {

  /** Faults of a server that had begun with the call. */
  private static final Set<String> UNDERWAY =
      Set.of("UNKNOWN_EXCEPTION", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "Server");

  private static final int WORDS = 200;

  private final SessionId session;

  /** A dialogue in this session. */
  public SoapDialogue(SessionId session) {
    this.session = session;
  }

  /** The envelope of a call; the next step must send it. */
  public String ask(SoapCall<?> call) throws SalesforceException {
    return Envelope.of(session.current(), call);
  }

  /** Says that the envelope is SOAP, which Salesforce wants to be told. */
  public void inSoap(Exchange exchange) {
    exchange.getMessage().setHeader("SOAPAction", "\"\"");
    exchange.getMessage().setHeader("Content-Type", "text/xml;charset=UTF-8");
  }

  /**
   * What became of each request, in their order.
   *
   * @param answer null if it is empty
   */
  public <R> List<R> hear(SoapCall<R> call, byte[] answer) {
    if (answer == null) throw new AnswerLost(call.operation(), "it is empty", null);
    return call.results(SoapAnswer.read(answer, call));
  }

  /**
   * Tells what it means that the call failed.
   *
   * @return what became of each request, if the fault concerns nothing but them
   * @throws SessionExpired if the session had ended, and there is another one now
   * @throws SoapFault if Salesforce refused the call
   * @throws AnswerLost if it may have been done
   * @throws SalesforceException the same, if the call did not arrive
   */
  public <R> List<R> refused(SoapCall<R> call, SalesforceException failure)
      throws SalesforceException {
    if (failure instanceof LoginNeeded || didNotArrive(failure)) throw failure;
    boolean isCall = failure instanceof CallFailed;
    if (isCall && ((CallFailed) failure).kind() == CallFailed.Kind.REDIRECTED) throw failure;
    Operation operation = call.operation();
    int status = failure.getStatusCode();
    if (status == 0) throw new AnswerLost(operation, "the connection broke", failure);
    String words = isCall ? ((CallFailed) failure).body() : String.valueOf(failure.getMessage());
    SoapFault fault = fault(words, call);
    if (fault == null && status >= 400 && status < 500)
      throw new SoapFault(
          operation, "HTTP " + status, words.substring(0, Math.min(words.length(), WORDS)));
    if (fault == null) throw new AnswerLost(operation, "HTTP " + status, failure);
    if (UNDERWAY.contains(fault.code())) throw new AnswerLost(operation, fault.code(), failure);
    if (!fault.code().equals("INVALID_SESSION_ID")) return call.refused(fault);
    session.renew();
    throw new SessionExpired(operation, fault);
  }

  private static SoapFault fault(String answer, SoapCall<?> call) {
    try {
      SoapAnswer.read(answer.getBytes(StandardCharsets.UTF_8), call);
      return null;
    } catch (SoapFault fault) {
      return fault;
    } catch (AnswerLost garbled) {
      return null;
    }
  }

  private static boolean didNotArrive(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof UnresolvedAddressException) return true;
    }
    return false;
  }
}
