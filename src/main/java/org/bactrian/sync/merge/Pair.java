package org.bactrian.sync.merge;

import java.time.Instant;
import java.util.Map;

/**
 * The two records of one person, and what was last agreed of them.
 *
 * @param base the Marketo values that were last agreed, by REST name; null at the first meeting
 * @param salesforce Salesforce's record, by API name
 * @param marketo Marketo's record, by REST name
 * @param salesforceAt when Salesforce's record was last changed
 * @param marketoAt when Marketo's record was last changed
 * @param heard when Marketo reported a field as changed, by REST name
 */
public record Pair(
    Map<String, Object> base,
    Map<String, Object> salesforce,
    Map<String, Object> marketo,
    Instant salesforceAt,
    Instant marketoAt,
    Map<String, Instant> heard) {

  boolean agreed() {
    return base != null;
  }

  Object base(String field) {
    return base == null ? null : base.get(field);
  }

  Views views(String field, Object salesforceValue) {
    return new Views(
        agreed(),
        base(field),
        salesforceValue,
        marketo.get(field),
        salesforceAt,
        heard.getOrDefault(field, marketoAt));
  }
}
