package org.bactrian.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All mappings. */
public final class Mappings {

  private final List<Mapping> written;
  private volatile List<Mapping> inOrder;

  public Mappings(List<Mapping> mappings) {
    this.written =
        mappings.stream()
            .sorted(
                Comparator.comparingInt((Mapping m) -> m.marketoObject().rank())
                    .thenComparing(m -> m.salesforceObject().equals("Lead") ? 0 : 1)
                    .thenComparing(Mapping::name))
            .toList();
    this.inOrder = written;
  }

  /** As their files have them, in the same order. */
  public List<Mapping> asWritten() {
    return written;
  }

  /** Leaves out these rules from now on, by the names of their mappings, and no others. */
  public void leaveOut(Map<String, List<FieldRule>> rules) {
    inOrder =
        written.stream()
            .map(
                mapping ->
                    rules.containsKey(mapping.name())
                        ? mapping.without(rules.get(mapping.name()))
                        : mapping)
            .toList();
  }

  /**
   * In the order of dependencies, what others refer to first; without the rules whose fields are
   * gone at present.
   */
  public List<Mapping> inOrder() {
    return inOrder;
  }

  /** The one of this name, as its file has it. */
  public Optional<Mapping> named(String name) {
    return written.stream().filter(mapping -> mapping.name().equals(name)).findFirst();
  }

  /** Those that read this Salesforce object. */
  public List<Mapping> of(String salesforceObject) {
    return inOrder.stream().filter(m -> m.salesforceObject().equals(salesforceObject)).toList();
  }

  /**
   * The Salesforce objects that are read, parents before their children; an object that several
   * mappings read has the place of its last one.
   */
  public List<String> salesforceObjects() {
    List<Mapping> mappings = inOrder;
    return mappings.stream()
        .map(Mapping::salesforceObject)
        .distinct()
        .sorted(Comparator.comparingInt(object -> mappings.indexOf(last(mappings, object))))
        .toList();
  }

  private static Mapping last(List<Mapping> mappings, String object) {
    return mappings.stream()
        .filter(mapping -> mapping.salesforceObject().equals(object))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
