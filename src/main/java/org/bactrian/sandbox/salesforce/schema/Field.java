package org.bactrian.sandbox.salesforce.schema;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.List;
import java.util.Set;

/**
 * One field of an object.
 *
 * @param index its position among the object's fields
 * @param length in characters, 0 where none applies
 * @param precision digits in all, 0 where none applies
 * @param scale digits after the point
 * @param flags as the schema files say them
 * @param values picklist values, in order
 * @param defaultValue the value of a new record, or null
 * @param referenceTo API names of the objects it may point to
 * @param relationshipName the name that leads to the parent's fields, or null
 */
public record Field(
    int index,
    String name,
    String label,
    FieldType type,
    int length,
    int precision,
    int scale,
    Set<String> flags,
    List<String> values,
    String defaultValue,
    List<String> referenceTo,
    String relationshipName,
    SerializableString json) {

  static Field of(
      int index,
      String name,
      String label,
      FieldType type,
      int[] size,
      Set<String> flags,
      List<String> values,
      String defaultValue,
      List<String> referenceTo,
      String relationshipName) {
    return new Field(
        index,
        name,
        label,
        type,
        size[0],
        size[1],
        size[2],
        flags,
        values,
        defaultValue,
        referenceTo,
        relationshipName,
        new SerializedString(name));
  }

  /** Whether an administrator made it. */
  public boolean custom() {
    return name.endsWith("__c");
  }

  /** Whether a record may be created without it: describe's nillable or defaultedOnCreate. */
  public boolean required() {
    return flags.contains("required");
  }

  /** Whether it may be null. */
  public boolean nillable() {
    return !required() && !defaulted();
  }

  /** Whether Salesforce gives new records a value. */
  public boolean defaulted() {
    return flags.contains("defaulted") || type == FieldType.BOOLEAN;
  }

  /** Whether a client may set it on a new record. */
  public boolean createable() {
    return !flags.contains("readonly");
  }

  /** Whether a client may change it. */
  public boolean updateable() {
    return createable() && !flags.contains("createonly");
  }

  /** Whether it is a formula. */
  public boolean calculated() {
    return flags.contains("calculated");
  }

  /** Whether upserts may address records by it. */
  public boolean externalId() {
    return flags.contains("external");
  }

  /** Whether no two records may share a value. */
  public boolean unique() {
    return flags.contains("unique");
  }

  /** Whether only the listed values are accepted. */
  public boolean restricted() {
    return flags.contains("restricted");
  }

  /** Whether describe calls it an id lookup. */
  public boolean idLookup() {
    return externalId() || flags.contains("idlookup");
  }

  /** Whether it is the record's name. */
  public boolean nameField() {
    return flags.contains("name");
  }
}
