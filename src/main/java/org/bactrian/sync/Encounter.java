package org.bactrian.sync;

import java.time.Instant;
import java.util.Map;

/**
 * A Salesforce record and a Marketo person that are the same, and are to be compared field by
 * field.
 *
 * @param change the record as Salesforce reported it, or null where it has yet to be read
 * @param salesforceId 18 characters
 * @param marketoId Marketo's id, as text
 * @param link what was last agreed, or null at their first meeting
 * @param heard when Marketo reported a field as changed, by REST name
 */
public record Encounter(
    Change change, String salesforceId, String marketoId, Link link, Map<String, Instant> heard) {

  /** The same, with the record as Salesforce has it. */
  public Encounter with(Change read) {
    return new Encounter(read, salesforceId, marketoId, link, heard);
  }
}
