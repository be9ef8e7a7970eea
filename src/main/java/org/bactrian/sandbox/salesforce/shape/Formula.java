package org.bactrian.sandbox.salesforce.shape;

import java.util.function.IntFunction;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/**
 * A formula field: computed whenever it is read, from its record and the record's parents, so that
 * it changes without anything happening to the record.
 */
final class Formula {
  private final Org org;

  Formula(Org org) {
    this.org = org;
  }

  /** Lets a formula compute a field. */
  Field define(Table table, Field field, String text) {
    IntFunction<Object> value = new FormulaReader(text, path -> path(table, path)).read();
    Field computed = field.computedBy(text);
    org.schema().replaceField(table.type(), field, computed);
    table.compute(computed.name(), row -> fitted(computed, value.apply(row)));
    return computed;
  }

  /** Reads a path such as {@code Account.Owner.Name} from a row; refuses one that is none. */
  private IntFunction<Object> path(Table table, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      Field field = table.type().find(path);
      if (field == null) {
        throw FormulaReader.wrong("Field %s does not exist".formatted(path));
      }
      return row -> table.get(row, field);
    }
    Field reference = table.type().parent(path.substring(0, dot));
    if (reference == null) {
      throw FormulaReader.wrong("Field %s does not exist".formatted(path));
    }
    String rest = path.substring(dot + 1);
    reference.referenceTo().stream()
        .map(org.schema()::find)
        .filter(type -> type != null)
        .forEach(type -> path(org.table(type), rest));
    return row -> ofParent((String) table.get(row, reference), rest);
  }

  private Object ofParent(String id, String path) {
    ObjectType type = id == null ? null : org.schema().ofId(id);
    int row = type == null ? -1 : org.table(type).row(id);
    return row < 0 ? null : path(org.table(type), path).apply(row);
  }

  private static Object fitted(Field field, Object value) {
    if (value == null) {
      return field.type() == FieldType.BOOLEAN ? false : null;
    }
    if (field.type().isText()) {
      return FormulaReader.text(value);
    }
    return field.type().isNumber() ? (Object) FormulaReader.number(value) : value;
  }
}
