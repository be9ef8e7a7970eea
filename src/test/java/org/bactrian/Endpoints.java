package org.bactrian;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Sends messages to the endpoints and routes of a process, one by one. */
public final class Endpoints {

  private Endpoints() {}

  /**
   * What an endpoint answers.
   *
   * @param variables of the exchange
   * @throws Exception what it fails with
   */
  public static Object ask(
      Bactrian bactrian, String uri, Object body, Map<String, Object> variables) throws Exception {
    try (ProducerTemplate template = bactrian.camel().createProducerTemplate()) {
      Exchange answered =
          template.send(
              uri,
              exchange -> {
                exchange.getMessage().setBody(body);
                variables.forEach(exchange::setVariable);
                variables.forEach(exchange::setProperty);
              });
      if (answered.getException() != null) throw answered.getException();
      return answered.getMessage().getBody();
    }
  }

  /** A bean that routes name. */
  public static <T> T bean(Bactrian bactrian, String name, Class<T> type) {
    return bactrian.camel().getRegistry().lookupByNameAndType(name, type);
  }
}
