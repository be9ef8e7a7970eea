package org.bactrian.sandbox.salesforce.schema;

import java.util.HashSet;
import java.util.Set;

/** What the sync user may see and change of one object: at first everything. */
public final class Permissions {
  private final Set<Integer> hidden = new HashSet<>();
  private final Set<Integer> locked = new HashSet<>();
  private boolean readable = true;
  private boolean editable = true;

  /** Permits or forbids the object; what can't be read can't be edited either. */
  public void set(boolean read, boolean edit) {
    readable = read;
    editable = read && edit;
  }

  /** Permits or forbids a field; what can't be read can't be edited either. */
  public void set(Field field, boolean read, boolean edit) {
    hidden.remove(field.index());
    locked.remove(field.index());
    if (!read) {
      hidden.add(field.index());
    }
    if (!read || !edit) {
      locked.add(field.index());
    }
  }

  /** Permits everything. */
  public void reset() {
    set(true, true);
    hidden.clear();
    locked.clear();
  }

  /** Whether the object can be seen. */
  public boolean mayRead() {
    return readable;
  }

  /** Whether the object's records can be created, changed and deleted. */
  public boolean mayEdit() {
    return editable;
  }

  /** Whether the field can be seen. */
  public boolean mayRead(Field field) {
    return !hidden.contains(field.index());
  }

  /** Whether the field's values can be set. */
  public boolean mayEdit(Field field) {
    return editable && !locked.contains(field.index());
  }
}
