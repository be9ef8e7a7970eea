package org.bactrian.sandbox.salesforce.org;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/**
 * The records of one object, by row; a row's place is its id's number, so ids sort as rows do.
 *
 * <p>Text is a String, a date an Integer (days since 1970), an instant a Long (milliseconds), whole
 * numbers Integers, other numbers Doubles.
 */
public final class Table {
  private static final Object[] NOTHING = {};
  private static final int[] NO_ROWS = {};

  private final ObjectType type;
  private final int id;
  private final int stamp;
  private final int deletedField;
  private final StampIndex index;
  private final Map<Integer, Map<String, int[]>> byValue = new HashMap<>();
  private final BitSet deleted = new BitSet();
  private final BitSet purged = new BitSet();
  private long deletionsFrom;
  private int seeded;
  private int size;
  private long[] stamps = new long[16];
  private Object[][] edits = new Object[16][];
  private IntFunction<?>[] seeds = {};
  private IntFunction<?>[] computed = {};

  Table(ObjectType type, long earliest) {
    this.type = type;
    this.id = type.known("Id").index();
    this.stamp = type.known("SystemModstamp").index();
    this.deletedField = type.deletable() ? type.known("IsDeleted").index() : -1;
    this.index = new StampIndex(earliest);
  }

  /** What it holds. */
  public ObjectType type() {
    return type;
  }

  /** How many rows there are, deleted ones included. */
  public int size() {
    return size;
  }

  /** How many rows are not deleted. */
  public int live() {
    return size - deleted.cardinality();
  }

  /** How many rows are in the recycle bin. */
  public int binned() {
    return deleted.cardinality() - purged.cardinality();
  }

  /** The value of a field, or null. */
  public Object get(int row, Field field) {
    return get(row, field.index());
  }

  /** The value of the field with this name, which exists for certain. */
  public Object get(int row, String field) {
    return get(row, type.known(field).index());
  }

  /** The value of the field with this index, or null. */
  public Object get(int row, int field) {
    if (field == id) {
      return id(row);
    }
    if (field == stamp) {
      return stamps[row];
    }
    if (field == deletedField) {
      return deleted.get(row);
    }
    if (field < computed.length && computed[field] != null) {
      return computed[field].apply(row);
    }
    Object[] edit = edits[row];
    if (row >= seeded) {
      return edit == null || field >= edit.length ? null : edit[field];
    }
    if (edit != null) {
      for (int i = 0; i < edit.length; i += 2) {
        if ((Integer) edit[i] == field) {
          return edit[i + 1];
        }
      }
    }
    return field < seeds.length && seeds[field] != null ? seeds[field].apply(row) : null;
  }

  /** The 18-character id of a row. */
  public String id(int row) {
    return RecordId.of(type.prefix(), row);
  }

  /** The row of an id, or -1. */
  public int row(String recordId) {
    if (!recordId.startsWith(type.prefix())) {
      return -1;
    }
    int row = RecordId.row(recordId);
    return row < 0 || row >= size || purged.get(row) ? -1 : row;
  }

  /** A row's SystemModstamp in milliseconds. */
  public long stamp(int row) {
    return stamps[row];
  }

  /** Whether a row is in the recycle bin, or has been. */
  public boolean isDeleted(int row) {
    return deleted.get(row);
  }

  /** Whether a row is gone for good, so that no query finds it. */
  public boolean isPurged(int row) {
    return purged.get(row);
  }

  /** The instant in milliseconds before which no deletion is known any more. */
  public long deletionsFrom() {
    return deletionsFrom;
  }

  /**
   * The rows that are not deleted and have this value in a field, case aside; an external id's are
   * found at once.
   */
  public int[] rowsWith(Field field, String value) {
    if (!field.externalId()) {
      return IntStream.range(0, size)
          .filter(row -> !deleted.get(row))
          .filter(row -> get(row, field) != null)
          .filter(row -> get(row, field).toString().equalsIgnoreCase(value))
          .toArray();
    }
    return byValue
        .getOrDefault(field.index(), Map.of())
        .getOrDefault(value.toLowerCase(Locale.ROOT), NO_ROWS);
  }

  /**
   * Hands over rows in the order of (SystemModstamp, Id), stamps from low to high inclusive, until
   * one is answered with false.
   */
  public void inStampOrder(long low, long high, IntPredicate rows) {
    scan(low, high, row -> purged.get(row) || rows.test(row));
  }

  /** Hands over deleted rows as they were deleted, also those that are gone for good. */
  public void inOrderOfDeletion(long low, long high, IntConsumer rows) {
    scan(
        low,
        high,
        row -> {
          if (deleted.get(row)) {
            rows.accept(row);
          }
          return true;
        });
  }

  private void scan(long low, long high, IntPredicate rows) {
    int last = -1;
    long lastStamp = Long.MIN_VALUE;
    for (int at = index.from(low); at < index.size(); at++) {
      long current = index.stamp(at);
      if (current > high) {
        return;
      }
      int row = index.row(at);
      if (row < size && stamps[row] == current && !(row == last && current == lastStamp)) {
        last = row;
        lastStamp = current;
        if (!rows.test(row)) {
          return;
        }
      }
    }
  }

  /**
   * Fills an empty table with rows whose values are computed.
   *
   * @param columns by the fields' index; null where a field has no value
   */
  public void seed(
      int rows, IntFunction<?>[] columns, IntFunction<Long> firstStamps, IntPredicate isDeleted) {
    seeded = rows;
    size = rows;
    seeds = columns;
    stamps = new long[Math.max(16, rows + (rows >> 3))];
    edits = new Object[stamps.length][];
    for (int row = 0; row < rows; row++) {
      stamps[row] = firstStamps.apply(row);
      deleted.set(row, isDeleted.test(row));
    }
    index.load(stamps, rows);
  }

  /** Gives all rows this value of a field that is new. */
  public void fill(Field field, Object value) {
    seeds = Arrays.copyOf(seeds, Math.max(seeds.length, field.index() + 1));
    seeds[field.index()] = row -> value;
    for (int row = seeded; row < size; row++) {
      put(row, field, value);
    }
  }

  /** Computes a field whenever it is read. */
  public void compute(String field, IntFunction<?> value) {
    int at = type.known(field).index();
    computed = Arrays.copyOf(computed, Math.max(computed.length, at + 1));
    computed[at] = value;
  }

  boolean isComputed(Field field) {
    return field.index() < computed.length && computed[field.index()] != null;
  }

  int insert() {
    if (size == stamps.length) {
      stamps = Arrays.copyOf(stamps, size + (size >> 1));
      edits = Arrays.copyOf(edits, stamps.length);
    }
    edits[size] = new Object[type.columns()];
    stamps[size] = 0;
    return size++;
  }

  void removeLast() {
    size--;
    edits[size] = null;
    deleted.clear(size);
  }

  void put(int row, Field field, Object value) {
    Object old = field.idLookup() && field.externalId() ? get(row, field) : null;
    if (row >= seeded) {
      if (field.index() >= edits[row].length) {
        edits[row] = Arrays.copyOf(edits[row], type.columns());
      }
      edits[row][field.index()] = value;
    } else {
      edits[row] = with(edits[row] == null ? NOTHING : edits[row], field.index(), value);
    }
    if (field.externalId() && !deleted.get(row)) {
      unlist(field, old, row);
      list(field, value, row);
    }
  }

  private static Object[] with(Object[] edit, int field, Object value) {
    for (int i = 0; i < edit.length; i += 2) {
      if ((Integer) edit[i] == field) {
        edit[i + 1] = value;
        return edit;
      }
    }
    Object[] longer = Arrays.copyOf(edit, edit.length + 2);
    longer[edit.length] = field;
    longer[edit.length + 1] = value;
    return longer;
  }

  void touch(int row, long newStamp) {
    stamps[row] = newStamp;
    index.add(row, newStamp);
    if (index.size() > 2 * size + 1000) {
      index.load(stamps, size);
    }
  }

  void setDeleted(int row, boolean gone) {
    deleted.set(row, gone);
    for (Field field : type.fields()) {
      if (field.externalId()) {
        if (gone) {
          unlist(field, get(row, field), row);
        } else {
          list(field, get(row, field), row);
        }
      }
    }
  }

  /** Forgets which rows have which value in a field. */
  void unlist(Field field) {
    byValue.remove(field.index());
  }

  /** Finds rows by a field from now on, if it is an external id. */
  void list(Field field) {
    byValue.remove(field.index());
    for (int row = 0; field.externalId() && row < size; row++) {
      if (!deleted.get(row)) {
        list(field, get(row, field), row);
      }
    }
  }

  void purge(int row, boolean gone) {
    purged.set(row, gone);
  }

  void forgetDeletions(long until) {
    deletionsFrom = until;
  }

  private void list(Field field, Object value, int row) {
    if (value != null) {
      byValue
          .computeIfAbsent(field.index(), f -> new HashMap<>())
          .merge(
              value.toString().toLowerCase(Locale.ROOT),
              new int[] {row},
              (old, one) -> {
                int[] longer = Arrays.copyOf(old, old.length + 1);
                longer[old.length] = row;
                return longer;
              });
    }
  }

  private void unlist(Field field, Object value, int row) {
    Map<String, int[]> rows = byValue.get(field.index());
    if (value != null && rows != null) {
      rows.computeIfPresent(
          value.toString().toLowerCase(Locale.ROOT),
          (key, old) -> {
            int[] rest = Arrays.stream(old).filter(r -> r != row).toArray();
            return rest.length == 0 ? null : rest;
          });
    }
  }
}
