package org.bactrian.flow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.DefaultExchange;
import org.bactrian.mapping.Mapping;

/** The {@code when:} of each mapping, in Camel's simple language, with the record as the body. */
public final class Conditions {

  private final CamelContext camel;
  private final Map<String, Predicate> predicates = new ConcurrentHashMap<>();

  public Conditions(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * Whether a mapping lets this Salesforce record through.
   *
   * @throws IllegalArgumentException if the expression can't be read
   */
  public boolean allow(Mapping mapping, Map<String, Object> record) {
    if (mapping.when().isEmpty()) return true;
    Predicate predicate = predicates.computeIfAbsent(mapping.when().get(), this::predicate);
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(record);
    return predicate.matches(exchange);
  }

  /** Reads an expression; for one, to find out whether it can be read. */
  Predicate predicate(String expression) {
    Predicate predicate = camel.resolveLanguage("simple").createPredicate(expression);
    predicate.init(camel);
    return predicate;
  }
}
