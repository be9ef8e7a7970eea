package org.bactrian.sandbox.salesforce.soql;

import com.fasterxml.jackson.core.SerializableString;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/** One thing selected. */
public sealed interface Selected {
  /** The JSON name. */
  SerializableString name();

  /** A field; null for the type of a polymorphic parent. */
  record Own(SerializableString name, Field field) implements Selected {}

  /** What is selected of the parent that a reference leads to. */
  record Parent(SerializableString name, Field reference, List<Selected> selected)
      implements Selected {}

  /**
   * What a function makes.
   *
   * @param shown the function: {@code avg(Amount)}
   * @param field the field that it is of, or null
   * @param aggregate whether it is of many records
   */
  record Computed(
      SerializableString name,
      String shown,
      FieldType type,
      Field field,
      boolean aggregate,
      Value value)
      implements Selected {}

  /**
   * The records that point to this one.
   *
   * @param rows by the id of the parent, in order
   */
  record Children(
      SerializableString name, Table table, List<Selected> selected, Map<String, int[]> rows)
      implements Selected {}

  /**
   * What is selected of a parent by its object.
   *
   * @param byObject by API name
   * @param otherwise of parents of other objects, or null
   */
  record Kinds(
      SerializableString name,
      Field reference,
      Map<String, List<Selected>> byObject,
      List<Selected> otherwise)
      implements Selected {}

  /** Makes a value of a row. */
  @FunctionalInterface
  interface Value {
    /** The value of a row, as the org stores it. */
    Object of(Table table, int row);
  }
}
