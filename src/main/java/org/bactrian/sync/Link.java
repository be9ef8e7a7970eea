package org.bactrian.sync;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A Salesforce id and a Marketo id that are the same thing.
 *
 * @param salesforceId 18 characters
 * @param marketoId Marketo's {@code id} or {@code marketoGUID}, as text
 * @param matchValue the normalised value by which others may be mistaken for it (a lower-case
 *     e-mail address), or null
 * @param version the Salesforce version that was last agreed; {@link #NONE} of a record that took
 *     over another's person and was not compared with them yet
 * @param base the Marketo values that were last agreed, by REST name
 */
public record Link(
    String salesforceId,
    String marketoId,
    String matchValue,
    Instant version,
    Map<String, Object> base) {

  /** The same as if nothing had been agreed of these Marketo fields. */
  public Link without(Set<String> fields) {
    if (Collections.disjoint(base.keySet(), fields)) return this;
    Map<String, Object> rest = new LinkedHashMap<>(base);
    rest.keySet().removeAll(fields);
    return new Link(salesforceId, marketoId, matchValue, version, rest);
  }

  /** No version. */
  public static final Instant NONE = Instant.EPOCH;

  /** Whether its record was compared with the person. */
  public boolean isCompared() {
    return !version.equals(NONE);
  }
}
