package org.bactrian.sandbox.salesforce.population;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;

/** How each field of an object's seeded rows is computed. */
final class Columns {
  private static final Set<String> IN_THE_BIN = Set.of("Lead", "Contact", "Account");

  private final Table table;
  private final IntFunction<?>[] seeds;

  Columns(Table table) {
    this.table = table;
    seeds = new IntFunction<?>[table.type().columns()];
    for (Field field : table.type().fields()) {
      if (field.type() == FieldType.BOOLEAN) {
        seeds[field.index()] = row -> false;
      } else if (field.defaultValue() != null) {
        seeds[field.index()] = row -> field.defaultValue();
      }
    }
  }

  Columns set(String field, IntFunction<?> value) {
    seeds[table.type().known(field).index()] = value;
    return this;
  }

  Table fill(int rows, IntFunction<Long> created, IntFunction<Long> modified) {
    set("CreatedDate", created);
    set("LastModifiedDate", modified);
    IntPredicate deleted = row -> row % 500 == 211 && IN_THE_BIN.contains(table.type().name());
    table.seed(rows, seeds, modified, deleted);
    return table;
  }
}
