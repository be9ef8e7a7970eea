package org.bactrian.sandbox.salesforce.schema;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One field of an object.
 *
 * @param index the place of its values in a row
 * @param flags as the schema files say them
 * @param picklist what there is to choose from; nothing where it is none
 * @param referenceTo API names of the objects it may point to
 * @param relationshipName the name that leads to the parent's fields, or null
 * @param formula what computes it, as describe shows it, or null
 */
public record Field(
    int index,
    String name,
    String label,
    FieldType type,
    Size size,
    Set<String> flags,
    Picklist picklist,
    List<String> referenceTo,
    String relationshipName,
    String formula,
    SerializableString json) {

  static Field of(
      int index,
      String name,
      String label,
      FieldType type,
      Size size,
      Set<String> flags,
      Picklist picklist,
      List<String> referenceTo,
      String relationshipName) {
    return new Field(
        index,
        name,
        label,
        type,
        size,
        flags,
        picklist,
        referenceTo,
        relationshipName,
        null,
        new SerializedString(name));
  }

  private Field with(String newName, Size newSize, Set<String> newFlags, Picklist newPicklist) {
    return new Field(
        index,
        newName,
        label,
        type,
        newSize,
        newFlags,
        newPicklist,
        referenceTo,
        relationshipName,
        formula,
        new SerializedString(newName));
  }

  /** The same field with its values at another place of a row. */
  Field at(int place) {
    return new Field(
        place,
        name,
        label,
        type,
        size,
        flags,
        picklist,
        referenceTo,
        relationshipName,
        formula,
        json);
  }

  /** The same field by another API name. */
  public Field named(String newName) {
    return with(newName, size, flags, picklist);
  }

  /** The same field for texts of so many characters. */
  public Field sized(int length) {
    return with(name, new Size(length, size.precision(), size.scale()), flags, picklist);
  }

  /** The same field with a flag, or without it. */
  public Field flagged(String flag, boolean on) {
    Set<String> changed = new HashSet<>(flags);
    if (on) {
      changed.add(flag);
    } else {
      changed.remove(flag);
    }
    return with(name, size, Set.copyOf(changed), picklist);
  }

  /** The same field with other values to choose from. */
  public Field listing(Picklist other) {
    return with(name, size, flags, other);
  }

  /** The same field, computed. */
  public Field computedBy(String text) {
    return new Field(
        index,
        name,
        label,
        type,
        size,
        Set.of("calculated", "readonly"),
        picklist,
        referenceTo,
        relationshipName,
        text,
        json);
  }

  /** In characters, 0 where none applies. */
  public int length() {
    return size.length();
  }

  /** Digits in all, 0 where none applies. */
  public int precision() {
    return size.precision();
  }

  /** Digits after the point. */
  public int scale() {
    return size.scale();
  }

  /** Picklist values, in order. */
  public List<String> values() {
    return picklist.values();
  }

  /** The value of a new record, or null. */
  public String defaultValue() {
    return picklist.preset();
  }

  /** Whether a query may ask for its values: not for long texts and encrypted ones. */
  public boolean filterable() {
    return !isLongText() && !encrypted() && type != FieldType.LOCATION;
  }

  /** Whether a query may order by it. */
  public boolean sortable() {
    return filterable() && type != FieldType.MULTIPICKLIST && type != FieldType.ADDRESS;
  }

  /** Whether a query may group by it. */
  public boolean groupable() {
    return switch (type) {
      case DATETIME, TIME, DOUBLE, CURRENCY, PERCENT -> false;
      case BOOLEAN, DATE -> filterable();
      default -> sortable() && !calculated();
    };
  }

  /** Whether aggregate functions may be used on it. */
  public boolean aggregatable() {
    return sortable() && type != FieldType.BOOLEAN && type != FieldType.TIME;
  }

  /** Whether it is encrypted where it is kept, so that nothing can be found by it. */
  public boolean encrypted() {
    return flags.contains("encrypted");
  }

  private boolean isLongText() {
    return type == FieldType.TEXTAREA && length() > 255;
  }

  /** Whether an administrator made it. */
  public boolean custom() {
    return name.endsWith("__c") || name.endsWith("__pc") || name.endsWith("__s");
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
