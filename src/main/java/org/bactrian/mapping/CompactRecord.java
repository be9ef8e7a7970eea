package org.bactrian.mapping;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A record that takes a fifth of the memory of a map, in its own order and unmodifiable: slices of
 * thousands are held while they are delivered, and what outlives a collection of garbage is what
 * collections cost.
 */
public final class CompactRecord extends AbstractMap<String, Object> {

  /** Names at even places, each before its value. */
  private final Object[] fields;

  private CompactRecord(Object[] fields) {
    this.fields = fields;
  }

  /** The same record, whatever map it is. */
  public static Map<String, Object> of(Map<String, Object> record) {
    return record instanceof CompactRecord ? record : new CompactRecord(fields(record));
  }

  /** A record without the fields whose values are so. */
  public static Map<String, Object> without(
      Map<String, Object> record, Predicate<Object> unwanted) {
    Object[] fields = fields(record);
    Object[] kept = new Object[fields.length];
    int size = 0;
    for (int at = 0; at < fields.length; at += 2) {
      if (unwanted.test(fields[at + 1])) continue;
      kept[size++] = fields[at];
      kept[size++] = fields[at + 1];
    }
    return new CompactRecord(Arrays.copyOf(kept, size));
  }

  private static Object[] fields(Map<String, Object> record) {
    if (record instanceof CompactRecord compact) return compact.fields;
    Object[] fields = new Object[record.size() * 2];
    int at = 0;
    for (Map.Entry<String, Object> field : record.entrySet()) {
      fields[at++] = field.getKey();
      fields[at++] = field.getValue();
    }
    return fields;
  }

  @Override
  public int size() {
    return fields.length / 2;
  }

  @Override
  public Object get(Object name) {
    int at = place(name);
    return at < 0 ? null : fields[at + 1];
  }

  @Override
  public boolean containsKey(Object name) {
    return place(name) >= 0;
  }

  private int place(Object name) {
    for (int at = 0; at < fields.length; at += 2) if (fields[at].equals(name)) return at;
    return -1;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> each) {
    for (int at = 0; at < fields.length; at += 2) each.accept((String) fields[at], fields[at + 1]);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new Fields();
  }

  private final class Fields extends AbstractSet<Entry<String, Object>> {

    @Override
    public int size() {
      return fields.length / 2;
    }

    @Override
    public Iterator<Entry<String, Object>> iterator() {
      return new Iterator<>() {
        private int at;

        @Override
        public boolean hasNext() {
          return at < fields.length;
        }

        @Override
        public Entry<String, Object> next() {
          if (!hasNext()) throw new NoSuchElementException();
          at += 2;
          return new SimpleImmutableEntry<>((String) fields[at - 2], fields[at - 1]);
        }
      };
    }
  }
}
