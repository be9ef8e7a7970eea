package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;
import org.bactrian.sandbox.marketo.store.Table;

/** The people of the instance and the rules of Sync Leads. */
public final class Leads {
  private static final Set<String> SEARCHABLE =
      Set.of(
          "id",
          "email",
          "cookies",
          "twitterId",
          "facebookId",
          "linkedInId",
          "externalPersonId",
          "sfdcAccountId",
          "sfdcContactId",
          "sfdcLeadId",
          "sfdcLeadOwnerId",
          "sfdcOpptyId");
  private static final int CREATED = 1;
  private static final int UPDATED = 2;
  private static final int CHANGED = 3;

  private final Table table;
  private final Schema schema;
  private final Instance instance;
  private final int email;
  private final int partition;
  private final int company;
  private final int salesPerson;

  Leads(Instance instance, Schema schema) {
    this.instance = instance;
    this.schema = schema;
    this.table = new Table(schema, 1);
    this.email = schema.slot("email");
    this.partition = schema.slot("leadPartitionId");
    this.company = schema.slot("externalCompanyId");
    this.salesPerson = schema.slot("externalSalesPersonId");
  }

  /** The records themselves. */
  public Table table() {
    return table;
  }

  /** The fields of a person. */
  public Schema schema() {
    return schema;
  }

  /** Whether records can be found by this field: the standard keys, and custom text or integers. */
  public boolean searchable(Field field) {
    return SEARCHABLE.contains(field.name())
        || field.custom()
            && switch (field.type()) {
              case STRING, EMAIL, INTEGER, PHONE -> true;
              default -> false;
            };
  }

  /** The slot of a field to look records up by, or the refusal of the whole call. */
  public int lookupSlot(Upsert how) throws Refusal {
    String name = how.key() == null || how.key().isEmpty() ? "email" : how.key();
    int slot = schema.need(name);
    if (!searchable(schema.field(slot))) {
      throw new Refusal("1011", "Lookup field '" + name + "' is not supported");
    }
    if (slot == 0 && how.creates()) {
      throw new Refusal("1003", "Lookup field 'id' is only allowed with action 'updateOnly'");
    }
    if (how.partition() != null && !how.action().startsWith("createO")) {
      throw new Refusal(
          "1003", "Parameter 'partitionName' is not allowed with action '" + how.action() + "'");
    }
    return slot;
  }

  /** Writes one record, or says why not; a refusal leaves everything as it was. */
  public Result sync(JsonNode record, int lookup, Upsert how) {
    Object[] sent = new Object[schema.size()];
    boolean[] named = new boolean[sent.length];
    try {
      read(record, lookup, sent, named);
      int[] found = how.duplicates() ? new int[0] : matches(lookup, sent);
      if (found.length == 0) {
        if (!how.creates()) {
          throw new Refusal("1004", "Lead not found");
        }
        return Result.of((long) create(sent, how), "created");
      }
      if (!how.updates()) {
        return Result.skipped((long) found[0], new Refusal("1005", "Lead already exists"));
      }
      if (found.length > 1) {
        throw new Refusal("1007", "Multiple lead match lookup criteria");
      }
      update(found[0], sent, named, how);
      return Result.of((long) found[0], "updated");
    } catch (Refusal refusal) {
      return Result.skipped(null, refusal);
    }
  }

  private void read(JsonNode record, int lookup, Object[] sent, boolean[] named) throws Refusal {
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
      if (field.readOnly() && slot != lookup) {
        throw new Refusal("1003", "Field '" + field.name() + "' is read only");
      }
      sent[slot] = field.type().read(entry.getValue(), field);
      named[slot] = true;
    }
    if (sent[company] != null && instance.company(sent[company]) == 0) {
      throw new Refusal("1003", "Company '" + sent[company] + "' not found");
    }
    if (sent[salesPerson] != null && instance.salesPerson(sent[salesPerson]) == 0) {
      throw new Refusal("1003", "Sales person '" + sent[salesPerson] + "' not found");
    }
  }

  private int[] matches(int lookup, Object[] sent) throws Refusal {
    if (sent[lookup] == null) {
      throw new Refusal(
          "1003", "Missing value for lookup field '" + schema.field(lookup).name() + "'");
    }
    return table.find(new int[] {lookup}, sent[lookup]);
  }

  private int create(Object[] sent, Upsert how) throws Refusal {
    long now = instance.clock().seconds();
    sent[CREATED] = now;
    sent[UPDATED] = now;
    sent[CHANGED] = now;
    sent[partition] = instance.partition(how.partition());
    int id = table.insert(sent);
    instance.log().add(ActivityLog.NEW_LEAD, id, new Detail.NewLead(how.origin()));
    return id;
  }

  private void update(int id, Object[] sent, boolean[] named, Upsert how) throws Refusal {
    Object[] values = table.get(id);
    if (how.partition() != null
        && !Objects.equals(values[partition], instance.partition(how.partition()))) {
      throw new Refusal("1010", "Lead exists in a different partition");
    }
    if (named[company] && sent[company] == null && values[company] != null) {
      throw new Refusal("1003", "Field 'externalCompanyId' can not be cleared, only changed");
    }
    Object[] changed = values.clone();
    for (int slot = 1; slot < sent.length; slot++) {
      if (named[slot]) {
        changed[slot] = sent[slot];
      }
    }
    write(id, values, changed, how.origin());
  }

  /** Puts other values in a record's place and writes down each field that really changed. */
  void write(int id, Object[] before, Object[] after, Origin origin) {
    boolean any = false;
    for (int slot = CHANGED + 1; slot < after.length; slot++) {
      if (!Objects.equals(before[slot], after[slot])) {
        Field field = schema.field(slot);
        any = true;
        // Adobe: the visible updatedAt follows standard fields only.
        after[UPDATED] = field.custom() ? after[UPDATED] : (Object) instance.clock().seconds();
        instance
            .log()
            .add(
                ActivityLog.DATA_VALUE,
                id,
                new Detail.DataValue(
                    field, shown(field, before[slot]), shown(field, after[slot]), origin));
      }
    }
    if (any) {
      after[CHANGED] = instance.clock().seconds();
      table.update(id, after);
    }
  }

  private static String shown(Field field, Object stored) {
    return stored == null ? null : String.valueOf(field.type().print(stored));
  }

  /** Removes a person, or says that there is none. */
  public Result delete(long id) {
    if (!table.has(id)) {
      return Result.skipped(id, new Refusal("1004", "Lead '" + id + "' not found"));
    }
    Object[] values = table.get((int) id);
    String name = values[email + 1] + " " + values[email + 2];
    instance.forget((int) id);
    table.delete((int) id);
    instance
        .log()
        .add(
            ActivityLog.DELETE,
            (int) id,
            new Detail.Other(id, name.replace("null", "").strip(), Map.of()));
    return Result.of(id, "deleted");
  }

  /** Merges others into a winner: the winner's values stay where it has any. */
  public void merge(long winner, long[] losers) throws Refusal {
    if (losers.length > 25) {
      throw new Refusal("1080", "No more than 25 leads can be merged in one call");
    }
    for (long id : losers) {
      if (!table.has(id) || id == winner) {
        throw new Refusal("1004", "Lead '" + id + "' not found");
      }
    }
    if (!table.has(winner)) {
      throw new Refusal("1004", "Lead '" + winner + "' not found");
    }
    Object[] before = table.get((int) winner);
    Object[] after = before.clone();
    for (long id : losers) {
      Object[] given = table.get((int) id);
      for (int slot = CHANGED + 1; slot < after.length; slot++) {
        after[slot] = after[slot] == null ? given[slot] : after[slot];
      }
      instance.move((int) id, (int) winner);
      table.delete((int) id);
    }
    write((int) winner, before, after, new Origin("Merge", "Merged leads"));
    instance
        .log()
        .add(
            ActivityLog.MERGE,
            (int) winner,
            new Detail.Other(winner, null, Map.of("Merge IDs", Arrays.toString(losers))));
  }

  /** A value as the API prints it; company fields are those of the person's company. */
  public Object value(Object[] values, int slot) {
    Field field = schema.field(slot);
    String ofCompany = field.ofCompany();
    if (ofCompany == null) {
      return field.type().print(values[slot]);
    }
    return values[company] == null ? null : instance.companyValue(values[company], ofCompany);
  }

  /** Takes a company away from the people who had it. */
  void forgetCompany(Object externalId) {
    for (int id : table.find(new int[] {company}, externalId)) {
      Object[] values = table.get(id);
      values[company] = null;
      table.update(id, values);
    }
  }

  /** Whether somebody has this sales person. */
  boolean usesSalesPerson(Object externalId) {
    return table.find(new int[] {salesPerson}, externalId).length > 0;
  }

  /** When any field of a record last changed, in seconds since 1970. */
  public long changedAt(Object[] values) {
    return (Long) values[CHANGED];
  }

  /** Adds a custom field. */
  void add(Field field) {
    schema.add(field);
  }

  /** The field types the API may create. */
  static boolean creatable(DataType type) {
    return switch (type) {
      case TEXT, REFERENCE, LINK -> false;
      default -> true;
    };
  }
}
