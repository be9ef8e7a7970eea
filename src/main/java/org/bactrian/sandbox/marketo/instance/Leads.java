package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.log.Origin;
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
  private final LeadLog log;
  private final LeadReader reader;
  private final Subscriptions subscriptions = new Subscriptions();
  private final int email;
  private final int unsubscribed;
  private final int partition;
  private final int company;
  private final int fullName;
  private final int contactCompany;

  Leads(Instance instance, Schema schema) {
    this.instance = instance;
    this.schema = schema;
    this.log = new LeadLog(instance.log());
    this.reader = new LeadReader(instance, schema);
    this.table = new Table(schema, 1);
    this.email = schema.slot("email");
    this.unsubscribed = schema.slot("unsubscribed");
    this.partition = schema.slot("leadPartitionId");
    this.company = schema.slot("externalCompanyId");
    this.fullName = schema.slot("mktoName");
    this.contactCompany = schema.slot("contactCompany");
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
      reader.read(record, lookup, sent, named);
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
    if (sent[partition] == null || how.partition() != null) {
      sent[partition] = instance.partition(how.partition());
    }
    int id = table.insert(sent);
    instance.log().add(ActivityType.NEW_LEAD, id, new Detail.NewLead(id, how.origin()));
    if (isUnsubscribed(sent)) {
      unsubscribe(id, sent[email], true);
    } else if (subscriptions.isUnsubscribed(sent[email])) {
      resetStatus(id, true);
    }
    return id;
  }

  private boolean isUnsubscribed(Object[] values) {
    return Boolean.TRUE.equals(values[unsubscribed]);
  }

  /** Remembers the status of an address, and gives it to everybody else who has the address. */
  private void unsubscribe(int person, Object address, boolean gone) {
    if (!subscriptions.set(address, gone)) {
      return;
    }
    for (int other : table.find(new int[] {email}, address)) {
      if (other != person) {
        setStatus(other, gone, Origin.UPDATED_STATUS);
      }
    }
  }

  private void resetStatus(int person, boolean gone) {
    setStatus(person, gone, Origin.RESET_STATUS);
  }

  private void setStatus(int person, boolean gone, Origin origin) {
    Object[] values = table.get(person);
    if (isUnsubscribed(values) != gone) {
      Object[] changed = values.clone();
      changed[unsubscribed] = gone;
      write(person, values, changed, origin);
    }
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
      boolean kept =
          how.origin() != Origin.USER && instance.values().keeps(schema.field(slot), values[slot]);
      if (named[slot] && !kept) {
        changed[slot] = sent[slot];
      }
    }
    if (how.origin() == Origin.IMPORT && isUnsubscribed(values)) {
      changed[unsubscribed] = true;
    }
    write(id, values, changed, how.origin());
    follow(id, values, changed, named[unsubscribed]);
  }

  /**
   * What durable unsubscribe makes of an edit.
   *
   * @param stated whether the edit said something of the subscription, be it what was known
   */
  private void follow(int id, Object[] before, Object[] after, boolean stated) {
    boolean gone = isUnsubscribed(after);
    if (isUnsubscribed(before) != gone) {
      unsubscribe(id, after[email], gone);
    } else if (after[email] != null && !sameAddress(before[email], after[email])) {
      if (stated && gone) {
        unsubscribe(id, after[email], true);
      } else {
        resetStatus(id, subscriptions.isUnsubscribed(after[email]));
      }
    }
  }

  private static boolean sameAddress(Object one, Object other) {
    return one != null && one.toString().equalsIgnoreCase(other.toString());
  }

  /** Puts other values in a record's place and writes down each field that really changed. */
  void write(int id, Object[] before, Object[] after, Origin origin) {
    boolean any = false;
    for (int slot = CHANGED + 1; slot < after.length; slot++) {
      Field field = schema.field(slot);
      if (!Objects.equals(or(before[slot], field), or(after[slot], field))) {
        any = true;
        // Adobe: the visible updatedAt follows standard fields only.
        after[UPDATED] = field.custom() ? after[UPDATED] : (Object) instance.clock().seconds();
        log.changed(id, field, before[slot], after[slot], origin);
      }
    }
    if (any) {
      after[CHANGED] = instance.clock().seconds();
      table.update(id, after);
    }
  }

  private Object or(Object stored, Field field) {
    return stored == null ? instance.values().unset(field) : stored;
  }

  /** Moves a person to a partition, or says why not. */
  public Result move(long id, String name) {
    try {
      if (!table.has(id)) {
        throw new Refusal("1004", "Lead '" + id + "' not found");
      }
      Object[] values = table.get((int) id);
      values[partition] = instance.partition(name);
      table.update((int) id, values);
      return Result.of(id, "updated");
    } catch (Refusal refusal) {
      return Result.skipped(id, refusal);
    }
  }

  /** Removes a person, or says that there is none. */
  public Result delete(long id) {
    if (!table.has(id)) {
      return Result.skipped(id, new Refusal("1004", "Lead '" + id + "' not found"));
    }
    String name = name((int) id);
    instance.forget((int) id);
    table.delete((int) id);
    instance.log().add(ActivityType.DELETE, (int) id, new Detail.Other(id, name, Map.of()));
    return Result.of(id, "deleted");
  }

  /** A person's first and last name, or null where there is no such person or no name. */
  public String name(int id) {
    if (!table.has(id)) {
      return null;
    }
    return name(table.get(id));
  }

  private String name(Object[] values) {
    Object first = values[schema.slot("firstName")];
    Object last = values[schema.slot("lastName")];
    return first == null || last == null
        ? (String) (first == null ? last : first)
        : first + " " + last;
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
    write((int) winner, before, after, Origin.MERGE);
    follow((int) winner, before, after, false);
    instance
        .log()
        .add(
            ActivityType.MERGE,
            (int) winner,
            new Detail.Merge(
                winner, name((int) winner), losers.clone(), !Arrays.equals(before, after)));
  }

  /** A value as the API prints it; company fields are those of the person's company. */
  public Object value(Object[] values, int slot) {
    Field field = schema.field(slot);
    String ofCompany = field.ofCompany();
    if (slot == fullName) {
      return name(values);
    }
    if (slot == contactCompany) {
      int id = values[company] == null ? 0 : instance.company(values[company]);
      return id == 0 ? null : Long.valueOf(id);
    }
    if (ofCompany == null) {
      return field.type().print(or(values[slot], field));
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
    return table.find(new int[] {schema.slot("externalSalesPersonId")}, externalId).length > 0;
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
