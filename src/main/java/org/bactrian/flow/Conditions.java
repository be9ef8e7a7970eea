package org.bactrian.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimplePredicateParser;
import org.apache.camel.language.simple.types.SimpleParserException;
import org.apache.camel.support.DefaultExchange;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mapping.Condition;
import org.bactrian.mapping.file.MappingReader;

/** The {@code when:} of each mapping, in Camel's simple language, with the record as the body. */
public final class Conditions {

  private final CamelContext camel;
  private final Map<String, Predicate> predicates = new ConcurrentHashMap<>();

  public Conditions(CamelContext camel) {
    this.camel = camel;
  }

  /** Adds what Camel's own parser can't read in the mappings that were read. */
  public static MappingReader.Reading parsed(MappingReader.Reading reading) {
    List<Finding> findings = new ArrayList<>(reading.findings());
    for (Mapping mapping : reading.mappings()) {
      mapping.when().flatMap(when -> misread(mapping, when)).ifPresent(findings::add);
    }
    return new MappingReader.Reading(reading.mappings(), findings);
  }

  private static Optional<Finding> misread(Mapping mapping, Condition when) {
    try {
      // Without a context it parses, and makes nothing of it.
      new SimplePredicateParser(null, when.expression(), true, new HashMap<>()).parseTokens();
      return Optional.empty();
    } catch (SimpleParserException e) {
      String message =
          "when: %s at character %d of %s; it is in Camel's simple language, such as"
              + " ${body[Status]} == 'Open' && ${body[Rating]} != null";
      return Optional.of(
          finding(
              mapping, when, message.formatted(e.getMessage(), e.getIndex(), when.expression())));
    }
  }

  /** What keeps a mapping's condition from being evaluated of a record. */
  public Optional<Finding> trial(Mapping mapping) {
    return mapping.when().flatMap(when -> trial(mapping, when));
  }

  private Optional<Finding> trial(Mapping mapping, Condition when) {
    return Stream.of(new Sample(when, null, "are blank"), new Sample(when, "1", "hold 1"))
        .flatMap(sample -> trial(mapping, when, sample).stream())
        .findFirst();
  }

  private Optional<Finding> trial(Mapping mapping, Condition when, Sample sample) {
    try {
      allow(mapping, sample.record());
      return Optional.empty();
    } catch (RuntimeException e) {
      String said = Failure.cause(e).getMessage().lines().findFirst().orElse("");
      return Optional.of(
          finding(
              mapping,
              when,
              "when: it can't be evaluated of a record whose fields %s: %s; a field is"
                      .formatted(sample.words(), said)
                  + " ${body[Field]}, a parent's ${body?[Parent]?[Field]}"));
    }
  }

  /** A record with what a condition names. */
  private record Sample(Condition when, Object value, String words) {

    Map<String, Object> record() {
      Map<String, Object> record = new HashMap<>();
      for (String path : when.fields()) put(record, path);
      return record;
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> record, String path) {
      int dot = path.indexOf('.');
      if (dot < 0 || value == null) {
        record.put(dot < 0 ? path : path.substring(0, dot), value);
        return;
      }
      Object parent = record.computeIfAbsent(path.substring(0, dot), name -> new HashMap<>());
      if (parent instanceof Map<?, ?> map) put((Map<String, Object>) map, path.substring(dot + 1));
    }
  }

  private static Finding finding(Mapping mapping, Condition when, String message) {
    return Finding.error(mapping.file(), when.line(), message);
  }

  /**
   * Whether a mapping lets this Salesforce record through.
   *
   * @throws IllegalArgumentException if the expression can't be read
   */
  public boolean allow(Mapping mapping, Map<String, Object> record) {
    if (mapping.when().isEmpty()) return true;
    Predicate predicate =
        predicates.computeIfAbsent(mapping.when().get().expression(), this::predicate);
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(record);
    return predicate.matches(exchange);
  }

  private Predicate predicate(String expression) {
    Predicate predicate = camel.resolveLanguage("simple").createPredicate(expression);
    predicate.init(camel);
    return predicate;
  }
}
