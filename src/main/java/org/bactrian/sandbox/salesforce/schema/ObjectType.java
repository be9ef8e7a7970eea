package org.bactrian.sandbox.salesforce.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One object of the org: its names, its key prefix and its fields. */
public final class ObjectType {
  private static final Set<String> READ_ONLY =
      Set.of("Organization", "Group", "Profile", "RecordType", "EntityDefinition", "LeadStatus");

  private final String name;
  private final String label;
  private final String plural;
  private final String prefix;
  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Field> byName = new HashMap<>();
  private final Map<String, Field> byRelationship = new HashMap<>();
  private final Permissions permissions = new Permissions();
  private final List<RecordTypeInfo> recordTypes = new ArrayList<>();
  private int columns;

  ObjectType(String name, String label, String plural, String prefix) {
    this.name = name;
    this.label = label;
    this.plural = plural;
    this.prefix = prefix;
  }

  /** The API name. */
  public String name() {
    return name;
  }

  /** The singular label. */
  public String label() {
    return label;
  }

  /** The plural label. */
  public String plural() {
    return plural;
  }

  /** Whether an administrator made it. */
  public boolean custom() {
    return name.endsWith("__c");
  }

  /** The first three characters of its ids. */
  public String prefix() {
    return prefix;
  }

  /** Its fields, in the order of their index. */
  public List<Field> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** How many places for values a row has; deleted fields keep theirs. */
  public int columns() {
    return columns;
  }

  /** Whether this is one of its fields as they are now. */
  public boolean has(Field field) {
    return byName.get(field.name()) == field;
  }

  /** Whether clients may create and change its records at all. */
  public boolean editable() {
    return !READ_ONLY.contains(name);
  }

  /** What the sync user may do with it. */
  public Permissions permissions() {
    return permissions;
  }

  /** The fields the sync user sees. */
  public List<Field> shown() {
    return fields.stream().filter(permissions::mayRead).toList();
  }

  /** The field of this name in any case, or null; also if the sync user doesn't see it. */
  public Field find(String fieldName) {
    Field exact = byName.get(fieldName);
    return exact != null ? exact : byName.get(fieldName.toLowerCase(Locale.ROOT));
  }

  /** The field of this name in any case, or null if the sync user sees none. */
  public Field field(String fieldName) {
    Field field = find(fieldName);
    return field != null && permissions.mayRead(field) ? field : null;
  }

  /** The field that exists for certain. */
  public Field known(String fieldName) {
    Field field = byName.get(fieldName);
    if (field == null) {
      throw new IllegalStateException(name + " has no field " + fieldName);
    }
    return field;
  }

  /** The visible reference whose parent is reached by this name in any case, or null. */
  public Field relationship(String relationshipName) {
    Field field = byRelationship.get(relationshipName.toLowerCase(Locale.ROOT));
    return field != null && permissions.mayRead(field) ? field : null;
  }

  /** The reference whose parent is reached by this name in any case, or null. */
  public Field parent(String relationshipName) {
    return byRelationship.get(relationshipName.toLowerCase(Locale.ROOT));
  }

  /** Its record types. */
  public List<RecordTypeInfo> recordTypes() {
    return Collections.unmodifiableList(recordTypes);
  }

  /** Gives it one more record type. */
  void add(RecordTypeInfo recordType) {
    recordTypes.add(recordType);
  }

  void remove(RecordTypeInfo recordType) {
    recordTypes.remove(recordType);
  }

  /** Whether its records go to the recycle bin. */
  public boolean deletable() {
    return byName.containsKey("IsDeleted");
  }

  void add(Field field) {
    add(fields.size(), field);
  }

  /** Adds a field at this place in the list of all. */
  void add(int place, Field field) {
    fields.add(place, field);
    columns = Math.max(columns, field.index() + 1);
    list(field);
  }

  private void list(Field field) {
    byName.put(field.name(), field);
    byName.put(field.name().toLowerCase(Locale.ROOT), field);
    if (field.relationshipName() != null) {
      byRelationship.put(field.relationshipName().toLowerCase(Locale.ROOT), field);
    }
  }

  private void unlist(Field field) {
    byName.remove(field.name());
    byName.remove(field.name().toLowerCase(Locale.ROOT));
    if (field.relationshipName() != null) {
      byRelationship.remove(field.relationshipName().toLowerCase(Locale.ROOT));
    }
  }

  /** Puts a field in the place of another, whose values it takes over. */
  void replace(Field old, Field fresh) {
    fields.set(fields.indexOf(old), fresh);
    unlist(old);
    list(fresh);
  }

  /** Takes a field away. */
  void remove(Field field) {
    fields.remove(field);
    unlist(field);
  }
}
