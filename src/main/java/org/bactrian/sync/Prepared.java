package org.bactrian.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bactrian.mapping.OnDeletion;

/**
 * A change in Marketo's terms, ready to be compared and addressed.
 *
 * @param values every mapped Marketo value by REST name; null where Salesforce's is blank
 * @param parents the Marketo records that it refers to, by the fields that do, in REST names
 * @param matchValue the normalised value of the second match pair (a lower-case e-mail), or null
 * @param successor the Salesforce id that the record was converted into, or null
 * @param ended whether the record is deleted or converted, and so never creates anything
 * @param deletion what its deletion in Salesforce means, or null where it is not deleted
 * @param owned Salesforce's values of the fields that Marketo owns, by REST name
 * @param marketoId the Marketo id that the record itself names, or null
 */
public record Prepared(
    Change change,
    Map<String, Object> values,
    Map<String, Parent> parents,
    String matchValue,
    String successor,
    boolean ended,
    OnDeletion deletion,
    Map<String, Object> owned,
    String marketoId) {

  /** A Marketo record that must be there first. */
  public record Parent(String object, String key) {}

  /** The same, with another value of a field that it has. */
  Prepared with(String field, Object value) {
    if (!values.containsKey(field) || value.equals(values.get(field))) return this;
    Map<String, Object> others = new LinkedHashMap<>(values);
    others.put(field, value);
    return new Prepared(
        change, others, parents, matchValue, successor, ended, deletion, owned, marketoId);
  }

  /**
   * The same, referring to its parents by the keys that Marketo has them under.
   *
   * @param keys of those that have arrived
   */
  public Prepared referring(Map<Parent, String> keys) {
    Prepared referring = this;
    for (Map.Entry<String, Parent> each : parents.entrySet()) {
      String key = keys.get(each.getValue());
      if (key != null) referring = referring.with(each.getKey(), key);
    }
    return referring;
  }

  /** The same, referring to nothing by these fields. */
  Prepared without(Set<String> fields) {
    Map<String, Object> fewer = new LinkedHashMap<>(values);
    fewer.keySet().removeAll(fields);
    Map<String, Parent> others = new LinkedHashMap<>(parents);
    others.keySet().removeAll(fields);
    return new Prepared(
        change, fewer, others, matchValue, successor, ended, deletion, owned, marketoId);
  }
}
