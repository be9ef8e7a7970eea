package org.bactrian.people;

import java.time.Duration;
import java.util.Map;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.sync.merge.RecordMerge;
import org.bactrian.sync.merge.Sameness;

/**
 * How the pairs of each mapping are merged.
 *
 * @param tolerance how far the two systems' clocks may be apart
 */
public record Merges(Mappings mappings, Schemas schemas, Duration tolerance) {

  /** The mapping of a name. */
  Mapping mapping(String name) {
    return mappings.inOrder().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** The merge of a mapping, with the fields that both sides have. */
  RecordMerge of(Mapping mapping) {
    Map<String, Sameness> sameness = schemas.sameness(mapping);
    return new RecordMerge(
        mapping,
        schemas.translation(mapping),
        schemas.backTranslation(mapping),
        field -> sameness.getOrDefault(field, Sameness.TEXT),
        tolerance);
  }
}
