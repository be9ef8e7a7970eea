package org.bactrian.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.sync.merge.Overwritten;

/**
 * A Salesforce record and a Marketo person that are the same, and are to be compared field by
 * field.
 *
 * @param change the record as Salesforce reported it, or null where it has yet to be read
 * @param salesforceId 18 characters
 * @param marketoId Marketo's id, as text
 * @param link what was last agreed, or null at their first meeting
 * @param heard when Marketo reported a field as changed, by REST name
 * @param overwritten the edits in Marketo that we have written over, by REST name
 */
public record Encounter(
    Change change,
    String salesforceId,
    String marketoId,
    Link link,
    Map<String, Instant> heard,
    Map<String, Overwritten> overwritten) {

  /** A pair none of whose edits is known to have been written over. */
  public Encounter(
      Change change, String salesforceId, String marketoId, Link link, Map<String, Instant> heard) {
    this(change, salesforceId, marketoId, link, heard, Map.of());
  }

  /** Of a pair that is linked, of which the record has yet to be read. */
  public static Encounter of(Link link, Map<String, Instant> heard) {
    return new Encounter(null, link.salesforceId(), link.marketoId(), link, heard);
  }

  /** The record as it was reported, or what is known of one that could not be read. */
  public Change reported() {
    return change == null ? Change.unread(salesforceId) : change;
  }

  /** The same, with the record as Salesforce has it. */
  public Encounter with(Change read) {
    return new Encounter(read, salesforceId, marketoId, link, heard, overwritten);
  }

  /** The same, of which these edits in Marketo were written over. */
  public Encounter over(Map<String, Overwritten> edits) {
    return new Encounter(change, salesforceId, marketoId, link, heard, edits);
  }

  /** The same as if its edits in Marketo had not been written over. */
  public Encounter rewound() {
    if (overwritten.isEmpty()) return this;
    Link before =
        new Link(
            salesforceId,
            marketoId,
            link.matchValue(),
            link.version(),
            Overwritten.before(link.base(), overwritten));
    Map<String, Instant> told = new HashMap<>(heard);
    overwritten.forEach((field, edit) -> told.put(field, edit.at()));
    return new Encounter(change, salesforceId, marketoId, before, told, overwritten);
  }
}
