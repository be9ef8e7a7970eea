package org.bactrian.salesforce.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;

/**
 * Queries that travel in one call. camel-salesforce puts each into a URL as it is given: a plus in
 * it would be read as a blank, and an ampersand would end it.
 */
public final class QueryBatch {

  private QueryBatch() {}

  /**
   * A call that asks these queries, deleted records included.
   *
   * @param apiVersion e.g. {@code 62.0}
   * @param soql at most 25 queries, in SOQL, not encoded
   */
  public static SObjectBatch of(String apiVersion, Collection<String> soql) {
    SObjectBatch batch = new SObjectBatch(apiVersion);
    for (String query : soql) {
      batch.addQueryAll(URLEncoder.encode(query, StandardCharsets.UTF_8));
    }
    return batch;
  }
}
