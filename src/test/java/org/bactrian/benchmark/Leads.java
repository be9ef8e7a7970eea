package org.bactrian.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/** The stock routes' mapping. */
public final class Leads {

  /** A lead as Marketo wants it. */
  public Map<String, Object> record(@Body Lead lead) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("salesforceId", lead.getId());
    record.put("firstName", lead.firstName);
    record.put("lastName", lead.lastName);
    record.put("title", lead.title);
    record.put("email", lead.email);
    record.put("phone", lead.phone);
    record.put("city", lead.city);
    record.put("state", lead.state);
    record.put("postalCode", lead.postalCode);
    record.put("country", lead.country);
    record.put("leadSource", lead.leadSource);
    record.put("leadStatus", lead.status);
    return record;
  }

  /** A batch. */
  public List<Map<String, Object>> records(@Body List<Lead> leads) {
    return leads.stream().map(this::record).toList();
  }

  /** A batch of one. */
  public List<Map<String, Object>> alone(@Body Lead lead) {
    return List.of(record(lead));
  }
}
