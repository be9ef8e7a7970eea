package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** What Sync Leads takes of a record, and in which words it refuses the rest. */
final class LeadReader {
  private final Instance instance;
  private final Schema schema;
  private final int partition;
  private final int company;
  private final int salesPerson;

  LeadReader(Instance instance, Schema schema) {
    this.instance = instance;
    this.schema = schema;
    this.partition = schema.slot("leadPartitionId");
    this.company = schema.slot("externalCompanyId");
    this.salesPerson = schema.slot("externalSalesPersonId");
  }

  /** Fills the values that a record names by slot; {@code lookup} is the slot of its key. */
  void read(JsonNode record, int lookup, Object[] sent, boolean[] named) throws Refusal {
    if (!record.isObject()) {
      throw new Refusal("1003", "A record must be an object");
    }
    for (Map.Entry<String, JsonNode> entry : record.properties()) {
      int slot = schema.need(entry.getKey());
      Field field = schema.field(slot);
      if (field.ofCompany() != null) {
        throw new Refusal(
            "1021", "Company field '" + field.name() + "' can not be updated through Sync Leads");
      }
      if ((field.readOnly() || slot == 0) && slot != lookup) {
        throw new Refusal("1003", "Field '" + field.name() + "' is read only");
      }
      sent[slot] = value(field, entry.getValue());
      named[slot] = true;
      if (slot == partition && !instance.partitions().containsValue(sent[slot])) {
        throw wrong(field, entry.getValue());
      }
    }
    if (sent[company] != null && instance.company(sent[company]) == 0) {
      throw new Refusal("1003", "Company '" + sent[company] + "' not found");
    }
    if (sent[salesPerson] != null && instance.salesPerson(sent[salesPerson]) == 0) {
      throw new Refusal("1003", "Sales person '" + sent[salesPerson] + "' not found");
    }
  }

  /** A value as it is kept; Sync Leads has words of its own for one of the wrong type. */
  private Object value(Field field, JsonNode json) throws Refusal {
    try {
      Object value = instance.values().read(json, field);
      return value == null ? instance.values().unset(field) : value;
    } catch (Refusal refusal) {
      if (!refusal.code().equals(DataType.WRONG_TYPE)) {
        throw refusal;
      }
      throw wrong(field, json);
    }
  }

  private static Refusal wrong(Field field, JsonNode json) {
    String value = json.isTextual() ? json.asText() : json.toString();
    return new Refusal(
        "1003", "Invalid value for field '" + field.name() + "' and value '" + value + "'");
  }
}
