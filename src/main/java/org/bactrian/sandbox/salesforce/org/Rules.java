package org.bactrian.sandbox.salesforce.org;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** The validation and duplicate rules that an administrator has set. */
public final class Rules {
  private record Validation(ObjectType type, IntPredicate wrong, String message, Field field) {}

  private record Duplicate(ObjectType type, List<Field> fields, String message) {}

  private record Assignment(ObjectType type, String id, String owner) {}

  private final Triggers triggers = new Triggers();
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<Validation> validations = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();

  /**
   * Refuses records of an object for which the test holds.
   *
   * @param field where the message is shown, or null for the top of the page
   */
  public void validate(ObjectType type, IntPredicate wrong, String message, Field field) {
    validations.add(new Validation(type, wrong, message, field));
  }

  /** Refuses new records that equal another one in all these fields. */
  public void findDuplicates(ObjectType type, List<Field> fields, String message) {
    duplicates.add(new Duplicate(type, List.copyOf(fields), message));
  }

  /** What other transactions and Apex make of writes. */
  public Triggers triggers() {
    return triggers;
  }

  /** Gives new records of an object to an owner; the first rule of an object is the active one. */
  public void assign(ObjectType type, String id, String owner) {
    assignments.add(new Assignment(type, id, owner));
  }

  /** Forgets all assignment rules. */
  public void clearAssignments() {
    assignments.clear();
  }

  /**
   * The owner that an assignment rule gives a new record, or null.
   *
   * @param which what Sforce-Auto-Assign says: TRUE, FALSE or the id of a rule
   */
  public String owner(ObjectType type, String which) {
    return assignments.stream()
        .filter(rule -> rule.type == type)
        .filter(rule -> which.equalsIgnoreCase("TRUE") || which.equals(rule.id))
        .map(Assignment::owner)
        .findFirst()
        .orElse(null);
  }

  /** Forgets all validation rules. */
  public void clearValidations() {
    validations.clear();
  }

  /** Forgets all duplicate rules. */
  public void clearDuplicates() {
    duplicates.clear();
  }

  void check(Table table, int row, Triggers.Event event) {
    triggers.check(table, row, event);
    for (Validation rule : validations) {
      if (rule.type == table.type() && rule.wrong.test(row)) {
        String[] fields = rule.field == null ? new String[0] : new String[] {rule.field.name()};
        throw Refusal.of("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.message, fields);
      }
    }
  }

  void checkDuplicates(Table table, int row) {
    for (Duplicate rule : duplicates) {
      if (rule.type == table.type() && isDouble(rule, table, row)) {
        throw Refusal.of("DUPLICATES_DETECTED", rule.message);
      }
    }
  }

  private static boolean isDouble(Duplicate rule, Table table, int row) {
    for (int other = 0; other < table.size(); other++) {
      if (other != row && !table.isDeleted(other) && same(rule, table, row, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(Duplicate rule, Table table, int row, int other) {
    for (Field field : rule.fields) {
      Object mine = table.get(row, field);
      if (mine == null || !Objects.equals(fold(mine), fold(table.get(other, field)))) {
        return false;
      }
    }
    return true;
  }

  private static String fold(Object value) {
    return value == null ? null : value.toString().toLowerCase(java.util.Locale.ROOT);
  }
}
