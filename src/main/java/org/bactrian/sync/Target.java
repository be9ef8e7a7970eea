package org.bactrian.sync;

import java.util.Map;
import org.bactrian.sync.merge.Sameness;

/**
 * Where a mapping writes, and how its records are recognised there.
 *
 * @param object the Marketo object
 * @param keyField the field that carries the Salesforce id
 * @param matchField the field of the second match pair, or null where the key alone decides
 * @param keyed whether Marketo itself keeps the key unique, so that an upsert by it is all that is
 *     needed
 * @param bothWays whether people edit the records on both sides, so that two that meet are compared
 *     field by field
 * @param sameness when two values of a field mean the same, by REST name
 */
public record Target(
    String object,
    String keyField,
    String matchField,
    boolean keyed,
    boolean bothWays,
    Map<String, Sameness> sameness) {

  Sameness sameness(String field) {
    return sameness.getOrDefault(field, Sameness.TEXT);
  }
}
