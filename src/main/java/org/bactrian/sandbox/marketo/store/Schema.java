package org.bactrian.sandbox.marketo.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of an object in declared order; a field's place is its slot, and never moves. */
public final class Schema {
  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Integer> slots = new HashMap<>();

  /** A schema that begins with these fields. */
  public Schema(List<Field> fields) {
    fields.forEach(this::add);
  }

  /** Adds a field after all others. */
  public void add(Field field) {
    slots.put(field.name(), fields.size());
    fields.add(field);
  }

  /** Takes away all fields but the first so many; no record may have got a value of them. */
  public void keep(int size) {
    List<Field> gone = fields.subList(size, fields.size());
    gone.forEach(field -> slots.remove(field.name()));
    gone.clear();
  }

  /** Puts a changed field in the place of the one with its name. */
  public void replace(Field field) {
    fields.set(slots.get(field.name()), field);
  }

  /** Gives a field another name; its slot and its number stay. */
  public void rename(String name, String other) {
    int slot = slots.remove(name);
    slots.put(other, slot);
    fields.set(slot, fields.get(slot).named(other));
  }

  /** All fields, in order. */
  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** How many slots a record of this schema has. */
  public int size() {
    return fields.size();
  }

  /** The field in a slot. */
  public Field field(int slot) {
    return fields.get(slot);
  }

  /** The slot of the field with this name, or -1. */
  public int slot(String name) {
    Integer slot = slots.get(name);
    if (slot == null && "marketoGUID".equalsIgnoreCase(name)) {
      slot = slots.get("marketoGUID");
    }
    return slot == null ? -1 : slot;
  }

  /** The field of this name, a hidden one too, or Marketo's refusal 1006. */
  public Field known(String name) throws Refusal {
    int slot = slot(name);
    if (slot < 0 || field(slot).internal()) {
      throw new Refusal("1006", "Field '" + name + "' not found");
    }
    return field(slot);
  }

  /** The slot of a field that calls can name, or Marketo's refusal 1006. */
  public int need(String name) throws Refusal {
    int slot = slot(name);
    if (slot < 0 || !field(slot).usable()) {
      throw new Refusal("1006", "Field '" + name + "' not found");
    }
    return slot;
  }
}
