package org.bactrian.flow;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, before each further try, what went wrong; that a system is waited for is said elsewhere.
 */
public final class Patience implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  @Override
  public void process(Exchange exchange) {
    LOG.debug(
        "{} (try {} of {})",
        Failure.explain(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)),
        exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER),
        exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER));
  }
}
