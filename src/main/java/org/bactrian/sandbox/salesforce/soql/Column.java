package org.bactrian.sandbox.salesforce.soql;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.soql.syntax.Query;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;

/** A field path that has been found in the schema, and can be read from a row. */
final class Column {
  /** The fields of Salesforce's object Name, which stands for parents of several objects. */
  private static final Set<String> OF_ANY_NAME =
      Set.of(
          "Alias",
          "Email",
          "FirstName",
          "Id",
          "IsActive",
          "LastName",
          "LastReferencedDate",
          "LastViewedDate",
          "MiddleName",
          "Name",
          "Phone",
          "ProfileId",
          "RecordTypeId",
          "Suffix",
          "Title",
          "UserRoleId",
          "Username");

  private final Org org;
  private final Table table;
  private final List<Field> references;
  private final String name;
  private final Field field;

  private Column(Org org, Table table, List<Field> references, String name, Field field) {
    this.org = org;
    this.table = table;
    this.references = references;
    this.name = name;
    this.field = field;
  }

  /**
   * The column of a path.
   *
   * @throws org.bactrian.sandbox.salesforce.org.Refusal if there is none that the sync user sees
   */
  static Column find(Scope scope, Query.Path path) {
    Org org = scope.org();
    Table table = scope.table();
    String[] steps = path.name().split("\\.");
    if (steps.length > 1 && steps[0].equalsIgnoreCase(table.type().name())) {
      steps = Arrays.copyOfRange(steps, 1, steps.length);
    }
    Field[] references = new Field[steps.length - 1];
    List<ObjectType> types = List.of(table.type());
    for (int i = 0; i < references.length; i++) {
      String step = steps[i];
      boolean any = i > 0 && references[i - 1].referenceTo().size() > 1;
      references[i] =
          types.stream()
              .map(t -> t.relationship(step))
              .filter(Objects::nonNull)
              .filter(reference -> !any || OF_ANY_NAME.contains(reference.name()))
              .findFirst()
              .orElseThrow(() -> Refused.noRelationship(scope.text(), path, step));
      types =
          references[i].referenceTo().stream()
              .map(org.schema()::object)
              .filter(Objects::nonNull)
              .toList();
    }
    String last = steps[steps.length - 1];
    boolean polymorphic =
        references.length > 0 && references[references.length - 1].referenceTo().size() > 1;
    if (polymorphic && last.equalsIgnoreCase("Type")) {
      return new Column(org, table, List.of(references), "Type", null);
    }
    Field field =
        types.stream().map(t -> t.field(last)).filter(Objects::nonNull).findFirst().orElse(null);
    if (field == null || polymorphic && !OF_ANY_NAME.contains(field.name())) {
      throw Refused.noColumn(
          scope.text(),
          path,
          last,
          polymorphic ? "Name" : types.isEmpty() ? last : types.get(0).name());
    }
    return new Column(org, table, List.of(references), field.name(), field);
  }

  /** The last field, or null for the type of a polymorphic parent. */
  Field field() {
    return field;
  }

  FieldType type() {
    return field == null ? FieldType.STRING : field.type();
  }

  String name() {
    return name;
  }

  Table table() {
    return table;
  }

  List<Field> references() {
    return references;
  }

  boolean isOwn() {
    return references.isEmpty();
  }

  Object value(int row) {
    return references.isEmpty()
        ? table.get(row, field.index())
        : value(
            row,
            (last, at) -> {
              Field own = field == null ? null : last.type().field(name);
              return field == null
                  ? last.type().name()
                  : own == null ? null : last.get(at, own.index());
            });
  }

  /** What is read from the record that has the field, which may be a parent; null if none has. */
  Object value(int row, Selected.Value reading) {
    Table at = table;
    int current = row;
    for (Field reference : references) {
      Field own = at.type().field(reference.name());
      Object id = own == null ? null : at.get(current, own.index());
      ObjectType type = id == null ? null : org.schema().ofId((String) id);
      if (type == null) {
        return null;
      }
      at = org.table(type);
      current = at.row((String) id);
      if (current < 0) {
        return null;
      }
    }
    return reading.of(at, current);
  }
}
