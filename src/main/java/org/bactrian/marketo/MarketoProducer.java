package org.bactrian.marketo;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Replaces the body of a message by Marketo's answer to it; headers stay. */
public class MarketoProducer extends DefaultProducer {

  private final MarketoEndpoint endpoint;

  /** A producer of an endpoint. */
  public MarketoProducer(MarketoEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void process(Exchange exchange) {
    MarketoRequest request = new MarketoRequest(endpoint, exchange.getMessage());
    exchange.getMessage().setBody(endpoint.verb().apply(request));
  }
}
