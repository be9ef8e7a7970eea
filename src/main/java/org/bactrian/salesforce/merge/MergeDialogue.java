package org.bactrian.salesforce.merge;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;

/** What a route says and hears when it merges: before and after its {@code salesforce:raw}. */
public final class MergeDialogue {

  /** Faults of a server that had begun with the call. */
  private static final Set<String> UNDERWAY =
      Set.of("UNKNOWN_EXCEPTION", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "Server");

  private static final int WORDS = 200;

  private final SessionId session;

  /** A dialogue in this session. */
  public MergeDialogue(SessionId session) {
    this.session = session;
  }

  /** The envelope for up to {@link Merge#MOST} merges; the next step must send it. */
  public String ask(List<Merge> merges) throws SalesforceException {
    return MergeEnvelope.of(session.current(), merges);
  }

  /** Says that the envelope is SOAP, which Salesforce wants to be told. */
  public void inSoap(Exchange exchange) {
    exchange.getMessage().setHeader("SOAPAction", "\"\"");
    exchange.getMessage().setHeader("Content-Type", "text/xml;charset=UTF-8");
  }

  /**
   * What became of each merge, in their order.
   *
   * @param answer null if it is empty
   */
  public List<MergeResult> hear(List<Merge> merges, byte[] answer) {
    if (answer == null) throw new MergeUnknown("it is empty", null);
    return MergeAnswer.read(answer, merges);
  }

  /**
   * Tells what it means that the call failed.
   *
   * @throws SessionExpired if the session had ended, and there is another one now
   * @throws SoapFault if Salesforce refused the call
   * @throws MergeUnknown if it may have been done
   * @throws SalesforceException the same, if the call did not arrive
   */
  public void refused(List<Merge> merges, SalesforceException failure) throws SalesforceException {
    if (didNotArrive(failure)) throw failure;
    int status = failure.getStatusCode();
    if (status == 0) throw new MergeUnknown("the connection broke", failure);
    String words = String.valueOf(failure.getMessage());
    SoapFault fault = fault(words, merges);
    if (fault == null && status >= 400 && status < 500)
      throw new SoapFault("HTTP " + status, words.substring(0, Math.min(words.length(), WORDS)));
    if (fault == null) throw new MergeUnknown("HTTP " + status, failure);
    if (UNDERWAY.contains(fault.code())) throw new MergeUnknown(fault.code(), failure);
    if (!fault.code().equals("INVALID_SESSION_ID")) throw fault;
    session.renew();
    throw new SessionExpired(fault);
  }

  private static SoapFault fault(String answer, List<Merge> merges) {
    try {
      MergeAnswer.read(answer.getBytes(StandardCharsets.UTF_8), merges);
      return null;
    } catch (SoapFault fault) {
      return fault;
    } catch (MergeUnknown garbled) {
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
