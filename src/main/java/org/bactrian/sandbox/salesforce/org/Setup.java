package org.bactrian.sandbox.salesforce.org;

import java.util.Objects;
import java.util.function.Supplier;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** What an administrator does to the objects and fields of an org that is in use. */
public final class Setup {
  private final Org org;

  Setup(Org org) {
    this.org = org;
  }

  /** Adds a standard object that an org has not at first. */
  public Table addObject(String name) {
    return added(org.schema().addStandard(name));
  }

  /** Adds a custom object with the fields that each has. */
  public Table addObject(String name, String label, String plural) {
    return added(org.schema().addCustom(name, label, plural));
  }

  private Table added(ObjectType type) {
    Table entities = org.table("EntityDefinition");
    org.touch(entities, org.insert(entities));
    return org.addTable(type);
  }

  /**
   * Adds a field, which is false in all records if it is a boolean.
   *
   * @param type as {@code string 18}
   * @param flags as {@code external unique}
   */
  public Field addField(Table table, String name, String label, String type, String flags) {
    Field field =
        written(type, name, () -> org.schema().addField(table.type(), name, label, type, flags));
    if (field.type() == FieldType.BOOLEAN) {
      table.fill(field, false);
    }
    return field;
  }

  /** The same field with another type. */
  public Field retyped(Field field, String type) {
    return written(type, field.name(), () -> org.schema().retyped(field, type));
  }

  private Field written(String type, String name, Supplier<Field> field) {
    try {
      Field made = field.get();
      boolean known = made.referenceTo().stream().allMatch(to -> org.schema().find(to) != null);
      if (!known || made.length() < 0) {
        throw new IllegalArgumentException(type);
      }
      return made;
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw Refusal.of(
          "INVALID_FIELD",
          "No type '%s'; types are written as 'string 80', 'double 18 2', 'date' or 'reference Account as Account__r'"
              .formatted(type),
          name);
    }
  }

  /**
   * Puts a field in the place of another, and makes of its values what fits; that moves no
   * SystemModstamp.
   */
  public void changeField(Table table, Field old, Field fresh) {
    org.undoWith(() -> table.list(old));
    table.unlist(old);
    for (int row = 0; row < table.size(); row++) {
      Object value = table.get(row, old);
      Object fitted = Values.fitted(old, fresh, value);
      if (!Objects.equals(value, fitted)) {
        org.put(table, row, fresh, fitted);
      }
    }
    org.schema().replaceField(table.type(), old, fresh);
    table.list(fresh);
  }
}
