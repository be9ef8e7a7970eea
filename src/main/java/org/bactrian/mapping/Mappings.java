package org.bactrian.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All mappings. */
public final class Mappings {

  private final List<Mapping> inOrder;

  public Mappings(List<Mapping> mappings) {
    this.inOrder =
        mappings.stream()
            .sorted(
                Comparator.comparingInt((Mapping m) -> m.marketoObject().rank())
                    .thenComparing(m -> m.salesforceObject().equals("Lead") ? 0 : 1)
                    .thenComparing(Mapping::name))
            .toList();
  }

  /** In the order of dependencies: what others refer to comes first. */
  public List<Mapping> inOrder() {
    return inOrder;
  }

  /** The one of this name. */
  public Optional<Mapping> named(String name) {
    return inOrder.stream().filter(mapping -> mapping.name().equals(name)).findFirst();
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
    return inOrder.stream()
        .map(Mapping::salesforceObject)
        .distinct()
        .sorted(Comparator.comparingInt(object -> inOrder.indexOf(last(object))))
        .toList();
  }

  private Mapping last(String object) {
    List<Mapping> mappings = of(object);
    return mappings.get(mappings.size() - 1);
  }
}
