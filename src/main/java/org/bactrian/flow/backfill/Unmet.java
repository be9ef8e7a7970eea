package org.bactrian.flow.backfill;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The Marketo fields of a mapping that have yet to meet in records that were read before they were
 * mapped so.
 *
 * @param fields that were not mapped, by REST name
 * @param moved those of which something else was agreed, when they were mapped otherwise
 * @param revised others whose rule was edited
 * @param salesforceId the Id up to which they have met
 */
public record Unmet(
    Set<String> fields, Set<String> moved, Set<String> revised, String salesforceId) {

  /** What was agreed of a record, without what is of other fields by now. */
  public Map<String, Object> agreed(String id, Map<String, Object> base) {
    if (moved.isEmpty() || id.compareTo(salesforceId) <= 0) return base;
    Map<String, Object> rest = new HashMap<>(base);
    rest.keySet().removeAll(moved);
    return rest;
  }
}
