package org.bactrian.salesforce.call;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.salesforce.SalesforceProducer;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.bactrian.calls.CallBoundary;
import org.bactrian.calls.OutgoingCall;

/**
 * Makes a call and waits for its end on the route's own thread, at most until its deadline; a late
 * answer changes nothing.
 */
final class CallProducer extends DefaultProducer {

  private static final int MOST_TRIES_OF_A_PART = 4;

  private final CallEndpoint endpoint;
  private final SalesforceProducer producer;
  private final CallLimits limits;

  CallProducer(CallEndpoint endpoint, SalesforceProducer producer, CallLimits limits) {
    super(endpoint);
    this.endpoint = endpoint;
    this.producer = producer;
    this.limits = limits;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Object asked = exchange.getMessage().getBody();
    if (asked instanceof List<?> records) {
      CollectionWrite write =
          new CollectionWrite(
              endpoint.getOperationName(),
              records,
              limits.sizes(),
              part -> (List<?>) call(exchange, part).getBody());
      exchange.getMessage().setBody(write.results());
      return;
    }
    Message answer = call(exchange, asked);
    exchange.getMessage().setBody(answer.getBody());
    exchange.getMessage().getHeaders().putAll(answer.getHeaders());
  }

  /** One call, whose answer leaves the exchange as it is; it follows an org that moved. */
  private Message call(Exchange exchange, Object asked) throws Exception {
    PendingCall call = new PendingCall();
    try {
      return send(exchange, asked, call);
    } catch (CallFailed failed) {
      if (!endpoint.isElsewhere(call, failed, isYoung(exchange))) throw failed;
      // What was read in its place may have come after a write was done.
      if (failed.kind() == CallFailed.Kind.GARBLED) throw failed;
      return send(exchange, asked, new PendingCall());
    }
  }

  private Message send(Exchange exchange, Object asked, PendingCall call) throws Exception {
    CallFailures failures = new CallFailures(endpoint, asked, call);
    Exchange apart = ExchangeHelper.createCopy(exchange, true);
    apart.getMessage().setBody(asked);
    try {
      call.during(() -> producer.process(apart, done -> call.completed()));
      Optional<Throwable> thrown = call.await(limits.exchange());
      failures.throwIfAny(thrown.orElse(apart.getException()), apart.getMessage().getBody());
      if (isYoung(exchange)) failures.throwIfAPartPasses(apart.getMessage().getBody());
    } catch (TimeoutException e) {
      call.abort();
      throw told(failures.tooLate(limits.exchange()));
    } catch (InterruptedException e) {
      call.abort();
      throw e;
    } catch (CallFailed e) {
      throw told(e);
    }
    answered(failures.name());
    return apart.getMessage();
  }

  /** A part of a batch that fails for long is left to those who know what it is about. */
  private static boolean isYoung(Exchange exchange) {
    return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class)
        < MOST_TRIES_OF_A_PART;
  }

  private void answered(String name) {
    limits.boundary().answered(outgoing(name));
  }

  private SalesforceException told(CallFailed failed) {
    CallBoundary boundary = limits.boundary();
    OutgoingCall call = outgoing(endpoint.getOperationName().value());
    boolean isAnswer =
        failed.kind() == CallFailed.Kind.REFUSED
            && failed.getStatusCode() < 500
            && !failed.getErrors().isEmpty();
    if (isAnswer) boundary.answered(call);
    else boundary.failed(call, failed.getMessage());
    return failed;
  }

  private OutgoingCall outgoing(String name) {
    return new OutgoingCall(OutgoingCall.SALESFORCE, name, false, limits.request());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ServiceHelper.startService(producer);
  }

  @Override
  protected void doStop() throws Exception {
    ServiceHelper.stopService(producer);
    super.doStop();
  }
}
