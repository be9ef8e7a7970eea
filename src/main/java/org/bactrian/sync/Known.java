package org.bactrian.sync;

import java.util.Map;
import java.util.Set;

/**
 * What is known of a slice's records before anything is sent.
 *
 * @param links the records' links by Salesforce id, their successors' included
 * @param parents which of the parents referred to have arrived
 * @param holders which Salesforce id holds a match value already
 * @param mayExist the Salesforce ids that may be in Marketo without a link, or otherwise than their
 *     link says
 * @param anyMayExist whether that must be assumed of every record without a link
 * @param gone the Salesforce ids that are not to come back to Marketo
 * @param again whether records that equal what was last agreed are compared nonetheless
 * @param alone whether parents that have not arrived are not waited for any more
 */
public record Known(
    Map<String, Link> links,
    Set<Prepared.Parent> parents,
    Map<String, String> holders,
    Set<String> mayExist,
    boolean anyMayExist,
    Set<String> gone,
    boolean again,
    boolean alone) {

  /** Parents are waited for. */
  public Known(
      Map<String, Link> links,
      Set<Prepared.Parent> parents,
      Map<String, String> holders,
      Set<String> mayExist,
      boolean anyMayExist,
      Set<String> gone,
      boolean again) {
    this(links, parents, holders, mayExist, anyMayExist, gone, again, false);
  }
}
