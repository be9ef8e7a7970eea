package org.bactrian.people;

import java.time.Duration;
import java.util.List;
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

  /** The mappings of records that are edited on both sides. */
  List<Mapping> bothWays() {
    return mappings.inOrder().stream().filter(Mapping::bothWays).toList();
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
