package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;
import org.bactrian.sandbox.marketo.store.Table;

/** The records of an object that follows the common pattern, and the rules of writing them. */
public final class Records {
  private final Instance instance;
  private ObjectType type;
  private final Table table;
  private final Schema schema;

  Records(Instance instance, ObjectType type, long guid) {
    this.instance = instance;
    this.type = type;
    this.schema = type.schema();
    this.table = new Table(schema, guid);
  }

  /** What Describe says. */
  public ObjectType type() {
    return type;
  }

  /** Lets Describe say something else of the same fields. */
  void describe(ObjectType other) {
    type = other;
  }

  /** The records themselves. */
  public Table table() {
    return table;
  }

  /** One call's writing: it remembers the keys it has met, since a key may come once only. */
  public Batch batch(Upsert how) throws Refusal {
    return new Batch(how);
  }

  /** The records of one call, written one after the other. */
  public final class Batch {
    private final Upsert how;
    private final int[] keys;
    private final Set<List<Object>> met = new HashSet<>();

    private Batch(Upsert how) throws Refusal {
      this.how = how;
      this.keys = keys(how.key());
      if (keys[0] == 0 && how.creates()) {
        throw new Refusal("1003", "dedupeBy 'idField' is only allowed with action 'updateOnly'");
      }
    }

    /** Writes one record, or says why not. */
    public Result sync(JsonNode record) {
      try {
        instance.refuseWhileNativeSync();
        return write(record);
      } catch (Refusal refusal) {
        return Result.skipped(null, refusal);
      }
    }

    private Result write(JsonNode record) throws Refusal {
      Object[] sent = new Object[schema.size()];
      boolean[] named = new boolean[sent.length];
      read(record, keys[0] == 0, sent, named);
      Object[] key = key(keys, sent);
      if (!met.add(Arrays.asList(key))) {
        throw new Refusal("1036", "Duplicate object found in input");
      }
      int[] found = table.find(keys, key);
      long now = instance.clock().seconds();
      if (found.length == 0) {
        if (!how.creates()) {
          throw new Refusal("1013", "Object not found");
        }
        instance.check(type, sent);
        sent[1] = now;
        sent[2] = now;
        need(sent);
        return Result.of(table.get(table.insert(sent), 0), "created");
      }
      if (!how.updates()) {
        throw new Refusal("1017", "Object already exists");
      }
      instance.check(type, sent);
      Object[] before = table.get(found[0]);
      Object[] after = before.clone();
      for (int slot = 1; slot < sent.length; slot++) {
        after[slot] = named[slot] ? sent[slot] : after[slot];
      }
      need(after);
      if (!Arrays.equals(before, after)) {
        after[2] = now;
        table.update(found[0], after);
      }
      return Result.of(after[0], "updated");
    }
  }

  private void need(Object[] values) throws Refusal {
    for (int slot = 0; slot < values.length; slot++) {
      if (values[slot] == null && schema.field(slot).required()) {
        throw new Refusal("701", schema.field(slot).name() + " cannot be blank");
      }
    }
  }

  private void read(JsonNode record, boolean byId, Object[] sent, boolean[] named) throws Refusal {
    if (!record.isObject()) {
      throw new Refusal("1003", "A record must be an object");
    }
    for (Map.Entry<String, JsonNode> entry : record.properties()) {
      int slot = schema.need(entry.getKey());
      Field field = schema.field(slot);
      if (field.readOnly() && !(byId && slot == 0)) {
        throw new Refusal("1003", "Field '" + field.name() + "' is read only");
      }
      sent[slot] = instance.values().read(entry.getValue(), field);
      named[slot] = true;
    }
  }

  private Object[] key(int[] slots, Object[] values) throws Refusal {
    Object[] key = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      key[i] = values[slots[i]];
      if (key[i] == null) {
        throw new Refusal(
            "1003", "Missing value for dedupe field '" + schema.field(slots[i]).name() + "'");
      }
    }
    return key;
  }

  private int[] keys(String dedupeBy) throws Refusal {
    if (dedupeBy == null || dedupeBy.isEmpty() || dedupeBy.equals("dedupeFields")) {
      return type.dedupeFields().stream().mapToInt(schema::slot).toArray();
    }
    if (dedupeBy.equals("idField") || dedupeBy.equals(type.idField())) {
      return new int[] {0};
    }
    throw new Refusal("1003", "Invalid value '" + dedupeBy + "', use dedupeFields or idField");
  }

  /** Removes the record that this one names by its key, or says why not. */
  public Result delete(JsonNode record, String deleteBy) {
    try {
      instance.refuseWhileNativeSync();
      int[] slots = keys(deleteBy);
      Object[] key = new Object[slots.length];
      for (int i = 0; i < slots.length; i++) {
        Field field = schema.field(slots[i]);
        key[i] = field.type().read(record.get(field.name()), field);
        if (key[i] == null) {
          throw new Refusal("1003", "Missing value for field '" + field.name() + "'");
        }
      }
      int[] found = table.find(slots, key);
      if (found.length == 0) {
        throw new Refusal("1013", "Record not found");
      }
      Object id = table.get(found[0], 0);
      instance.release(type, table.get(found[0]));
      table.delete(found[0]);
      return Result.of(id, "deleted");
    } catch (Refusal refusal) {
      return Result.skipped(null, refusal);
    }
  }

  /** The slots that a filter type names; the aliases idField and dedupeFields are allowed. */
  public int[] filter(String filterType) throws Refusal {
    if (filterType == null || filterType.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'filterType'");
    }
    if (filterType.equals("idField") || filterType.equals("dedupeFields")) {
      return keys(filterType);
    }
    int slot = schema.need(filterType);
    String name = schema.field(slot).name();
    if (type.searchable().stream().noneMatch(fields -> Objects.equals(fields, List.of(name)))) {
      throw new Refusal("1003", "Invalid filterType '" + filterType + "'");
    }
    return new int[] {slot};
  }
}
