package org.bactrian.sandbox.marketo.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** The records of one object, numbered from 1; slot 0 is the id that the number stands for. */
public final class Table {
  private final Schema schema;
  private final long guid;
  private final Packing packing = new Packing();
  private final List<KeyIndex> indexes = new ArrayList<>();
  private byte[][] rows = new byte[1024][];
  private int last;
  private int size;

  /** An empty table; {@code guid} makes the Marketo GUIDs of this table differ from others'. */
  public Table(Schema schema, long guid) {
    this.schema = schema;
    this.guid = guid;
  }

  /** The fields of the records. */
  public Schema schema() {
    return schema;
  }

  /** How many records there are. */
  public int size() {
    return size;
  }

  /** The highest number ever given. */
  public int last() {
    return last;
  }

  /** Whether there is a record with this number. */
  public boolean has(long id) {
    return id > 0 && id <= last && rows[(int) id] != null;
  }

  /** The values of a record by slot, the id included. */
  public Object[] get(int id) {
    Object[] values = packing.unpack(rows[id], schema);
    values[0] = id(id);
    return values;
  }

  /** One value of a record. */
  public Object get(int id, int slot) {
    return slot == 0 ? id(id) : packing.unpack(rows[id], schema, slot);
  }

  /** Adds a record and says its number. */
  public int insert(Object[] values) {
    int id = ++last;
    if (id >= rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 3 / 2);
    }
    rows[id] = packing.pack(values);
    size++;
    for (KeyIndex index : indexes) {
      link(index, id, values);
    }
    return id;
  }

  /** Puts other values in the place of a record's. */
  public void update(int id, Object[] values) {
    for (KeyIndex index : indexes) {
      Object[] old = key(index.slots, id);
      Object[] now = key(index.slots, values);
      if (!Arrays.equals(old, now)) {
        unlink(index, id, old);
        link(index, id, values);
      }
    }
    rows[id] = packing.pack(values);
  }

  /** Removes a record. */
  public void delete(int id) {
    for (KeyIndex index : indexes) {
      unlink(index, id, key(index.slots, id));
    }
    rows[id] = null;
    size--;
  }

  /** The numbers, ascending, of the records that hold these values in these slots. */
  public int[] find(int[] slots, Object... wanted) {
    if (slots.length == 1 && slots[0] == 0) {
      int id = number(wanted[0]);
      return has(id) ? new int[] {id} : new int[0];
    }
    Object[] key = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      key[i] = folded(schema.field(slots[i]), wanted[i]);
      if (key[i] == null) {
        return new int[0];
      }
    }
    KeyIndex index = index(slots);
    int[] found = new int[1];
    int count = 0;
    for (int id = index.first(Arrays.hashCode(key)); id != 0; id = index.after(id)) {
      if (Arrays.equals(key, key(slots, id))) {
        found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
        found[count++] = id;
      }
    }
    int[] exact = Arrays.copyOf(found, count);
    Arrays.sort(exact);
    return exact;
  }

  /** The number that an id or Marketo GUID stands for, or 0. */
  public int number(Object id) {
    if (id instanceof Long number) {
      return has(number) ? number.intValue() : 0;
    }
    try {
      long number = UUID.fromString(String.valueOf(id)).getLeastSignificantBits() & 0xFFFFFFFFL;
      return has(number) && id((int) number).equals(String.valueOf(id).toLowerCase(Locale.ROOT))
          ? (int) number
          : 0;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private Object id(int number) {
    return schema.field(0).type() == DataType.INTEGER
        ? (Object) (long) number
        : new UUID(guid & ~0xF000L | 0x4000L, 0x8A5C000000000000L | number).toString();
  }

  private KeyIndex index(int[] slots) {
    for (KeyIndex index : indexes) {
      if (Arrays.equals(index.slots, slots)) {
        return index;
      }
    }
    KeyIndex index = new KeyIndex(slots.clone());
    for (int id = 1; id <= last; id++) {
      if (rows[id] != null) {
        add(index, id, key(slots, id));
      }
    }
    indexes.add(index);
    return index;
  }

  private void link(KeyIndex index, int id, Object[] values) {
    add(index, id, key(index.slots, values));
  }

  private static void add(KeyIndex index, int id, Object[] key) {
    if (Arrays.stream(key).allMatch(Objects::nonNull)) {
      index.add(id, Arrays.hashCode(key));
    }
  }

  private static void unlink(KeyIndex index, int id, Object[] key) {
    if (Arrays.stream(key).allMatch(Objects::nonNull)) {
      index.remove(id);
    }
  }

  private Object[] key(int[] slots, int id) {
    Object[] key = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      key[i] = folded(schema.field(slots[i]), get(id, slots[i]));
    }
    return key;
  }

  private Object[] key(int[] slots, Object[] values) {
    Object[] key = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      Object value = slots[i] < values.length ? values[slots[i]] : null;
      key[i] = folded(schema.field(slots[i]), value);
    }
    return key;
  }

  private static Object folded(Field field, Object value) {
    return field.type() == DataType.EMAIL && value instanceof String text
        ? text.toLowerCase(Locale.ROOT)
        : value;
  }
}
