package org.bactrian.marketo;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.bactrian.marketo.client.MarketoException;
import org.bactrian.marketo.client.MarketoRefused;

/**
 * Replaces the body of a message by Marketo's answer to it; headers stay.
 *
 * <p>The route's thread is free while Marketo's answer is waited for, unless the endpoint is
 * synchronous.
 */
public class MarketoProducer extends DefaultAsyncProducer {

  private final MarketoEndpoint endpoint;

  /** A producer of an endpoint. */
  public MarketoProducer(MarketoEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    if (endpoint.isSynchronous()) {
      answer(exchange);
      callback.done(true);
      return true;
    }
    try {
      endpoint
          .threads()
          .execute(
              () -> {
                answer(exchange);
                callback.done(false);
              });
      return false;
    } catch (RuntimeException stopped) {
      exchange.setException(stopped);
      callback.done(true);
      return true;
    }
  }

  private void answer(Exchange exchange) {
    Message message = exchange.getMessage();
    message.removeHeader(MarketoConstants.ERROR_CODE);
    message.removeHeader(MarketoConstants.ERROR_MESSAGE);
    try {
      message.setBody(endpoint.verb().apply(new MarketoRequest(endpoint, message)));
    } catch (MarketoException e) {
      if (endpoint.isFailOnError()) {
        exchange.setException(e);
        return;
      }
      message.setBody(null);
      message.setHeader(MarketoConstants.ERROR_MESSAGE, e.getMessage());
      if (e instanceof MarketoRefused refused)
        message.setHeader(MarketoConstants.ERROR_CODE, refused.code());
    } catch (RuntimeException | Error e) {
      exchange.setException(e);
    }
  }
}
