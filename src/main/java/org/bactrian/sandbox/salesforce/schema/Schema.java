package org.bactrian.sandbox.salesforce.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** All objects of one org. */
public final class Schema {
  private static final List<String> OBJECTS =
      List.of(
          "Organization",
          "Profile",
          "RecordType",
          "EntityDefinition",
          "User",
          "Group",
          "QueueSobject",
          "Account",
          "Contact",
          "LeadStatus",
          "Lead",
          "Campaign",
          "Opportunity",
          "OpportunityContactRole",
          "CampaignMemberStatus",
          "CampaignMember",
          "Task",
          "Event",
          "Product2",
          "Asset",
          "Case",
          "ContentVersion",
          "Membership__c");

  private final Map<String, ObjectType> objects = new LinkedHashMap<>();
  private final Map<String, ObjectType> byLowerName = new HashMap<>();
  private final Map<String, ObjectType> byPrefix = new HashMap<>();
  private final Map<String, String> childNames = SchemaReader.childNames();

  private final Consumer<Runnable> undo;

  /**
   * The schema of a new org.
   *
   * @param undo takes what would undo each change
   */
  public Schema(Consumer<Runnable> undo) {
    this.undo = undo;
    for (String name : OBJECTS) {
      add(new SchemaReader().read(name));
    }
  }

  /** Adds a standard object that an org has not at first. */
  public ObjectType addStandard(String name) {
    ObjectType type = new SchemaReader().read(name);
    add(type);
    return type;
  }

  /** Adds a custom object with the fields that each has. */
  public ObjectType addCustom(String name, String label, String plural) {
    String prefix = freePrefix();
    ObjectType type = new SchemaReader().custom(new ObjectType(name, label, plural, prefix));
    add(type);
    return type;
  }

  private String freePrefix() {
    for (int number = 1; ; number++) {
      String prefix = "a%02d".formatted(number);
      if (!byPrefix.containsKey(prefix)) {
        return prefix;
      }
    }
  }

  private void add(ObjectType type) {
    objects.put(type.name(), type);
    byLowerName.put(type.name().toLowerCase(Locale.ROOT), type);
    byPrefix.put(type.prefix(), type);
    undo.accept(() -> remove(type));
  }

  private void remove(ObjectType type) {
    objects.remove(type.name());
    byLowerName.remove(type.name().toLowerCase(Locale.ROOT));
    byPrefix.remove(type.prefix());
  }

  /** Every object, parents first. */
  public Collection<ObjectType> objects() {
    return objects.values();
  }

  /** The object of this API name in any case, or null; also if the sync user doesn't see it. */
  public ObjectType find(String name) {
    return byLowerName.get(name.toLowerCase(Locale.ROOT));
  }

  /** The object of this API name in any case, or null if the sync user sees none. */
  public ObjectType object(String name) {
    ObjectType type = find(name);
    return type != null && type.permissions().mayRead() ? type : null;
  }

  /** The object whose ids begin like this one, or null. */
  public ObjectType ofId(String id) {
    return id.length() < 3 ? null : byPrefix.get(id.substring(0, 3));
  }

  /** What points at an object, by object and field. */
  public List<ChildRelationship> children(ObjectType parent) {
    return objects.values().stream()
        .flatMap(
            child ->
                child.fields().stream()
                    .filter(field -> field.referenceTo().contains(parent.name()))
                    .map(field -> new ChildRelationship(child, field, childName(child, field))))
        .toList();
  }

  private String childName(ObjectType child, Field field) {
    String ofCustom = child.plural().replaceAll("\\W", "_") + "__r";
    return childNames.getOrDefault(
        child.name() + "." + field.name(), field.custom() ? ofCustom : null);
  }

  /** What a parent calls by this name in any case and the sync user sees, or null. */
  public ChildRelationship child(ObjectType parent, String name) {
    return children(parent).stream()
        .filter(each -> name.equalsIgnoreCase(each.name()))
        .filter(each -> each.child().permissions().mayRead())
        .filter(each -> each.child().permissions().mayRead(each.field()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Adds a custom field.
   *
   * @param type as in the schema files: {@code string 18}
   * @param flags as in the schema files: {@code external unique}
   */
  public Field addField(ObjectType object, String name, String label, String type, String flags) {
    return added(object, SchemaReader.field(object.columns(), name, label, type, flags));
  }

  /** Adds a field that is as another object's, by another name. */
  public Field mirror(ObjectType object, String name, Field of) {
    return added(object, of.at(object.columns()).named(name).flagged("required", false));
  }

  private Field added(ObjectType object, Field field) {
    object.add(field);
    undo.accept(() -> object.remove(field));
    return field;
  }

  /** Gives an object one more record type. */
  public void addRecordType(ObjectType object, RecordTypeInfo recordType) {
    object.add(recordType);
    undo.accept(() -> object.remove(recordType));
  }

  /** Puts a field in the place of another, whose values it takes over. */
  public void replaceField(ObjectType object, Field old, Field fresh) {
    object.replace(old, fresh);
    undo.accept(() -> object.replace(fresh, old));
  }

  /**
   * The same field with another type.
   *
   * @param type as in the schema files: {@code double 18 2}
   */
  public Field retyped(Field field, String type) {
    Field fresh =
        SchemaReader.field(
            field.index(), field.name(), field.label(), type, String.join(" ", field.flags()));
    return fresh.listing(field.picklist());
  }

  /** Takes a field away. */
  public void removeField(ObjectType object, Field field) {
    int place = object.fields().indexOf(field);
    object.remove(field);
    undo.accept(() -> object.add(place, field));
  }
}
