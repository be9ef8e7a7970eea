package org.bactrian.sync.merge;

import java.time.Instant;
import java.util.List;
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
 * @param toMarketo what may have been written to Marketo and not been remembered, by REST name
 * @param toSalesforce what may have been written to Salesforce so, in Marketo's form
 */
public record Pair(
    Map<String, Object> base,
    Map<String, Object> salesforce,
    Map<String, Object> marketo,
    Instant salesforceAt,
    Instant marketoAt,
    Map<String, Instant> heard,
    Map<String, List<Object>> toMarketo,
    Map<String, List<Object>> toSalesforce) {

  boolean agreed() {
    return base != null;
  }

  /** What was last agreed: what we wrote, if it is there, whether or not we remember. */
  Object base(String field, Object salesforceValue, Sameness sameness) {
    for (Object written : toMarketo.getOrDefault(field, List.of())) {
      if (sameness.same(written, marketo.get(field))) return written;
    }
    for (Object written : toSalesforce.getOrDefault(field, List.of())) {
      if (sameness.same(written, salesforceValue)) return written;
    }
    return base == null ? null : base.get(field);
  }

  Views views(String field, Object salesforceValue, Sameness sameness) {
    return new Views(
        agreed(),
        base(field, salesforceValue, sameness),
        salesforceValue,
        marketo.get(field),
        salesforceAt,
        heard.getOrDefault(field, marketoAt));
  }
}
