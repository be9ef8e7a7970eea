package org.bactrian.sandbox.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;
import org.bactrian.sandbox.salesforce.schema.Schema;

/** One org: its schema, its records and its rules. Not safe for several threads. */
public final class Org {
  private static final long TWENTY_YEARS = 4L * 365 * 86_400_000;

  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Schema schema = new Schema(undo::push);
  private final Stamps stamps;
  private final Rules rules = new Rules();
  private final Map<ObjectType, Table> tables = new LinkedHashMap<>();
  private final RecycleBin bin = new RecycleBin(this);
  private final Setup setup = new Setup(this);
  private final List<SaveRule> saveRules = new ArrayList<>();
  private final List<ObjIntConsumer<Table>> touchRules = new ArrayList<>();
  private int depth;
  private int actingUser;

  /** An org without records. */
  public Org(Clock clock) {
    stamps = new Stamps(clock);
    schema.objects().forEach(this::addTable);
    new Computed(this).define();
    tables
        .values()
        .forEach(table -> touch(table("EntityDefinition"), insert(table("EntityDefinition"))));
    undo.clear();
  }

  Table addTable(ObjectType type) {
    Table table = new Table(type, stamps.now() - TWENTY_YEARS);
    tables.put(type, table);
    undo.push(() -> tables.remove(type));
    return table;
  }

  /** Its objects. */
  public Schema schema() {
    return schema;
  }

  /** What an administrator does to its objects. */
  public Setup setup() {
    return setup;
  }

  /** Its clock. */
  public Stamps stamps() {
    return stamps;
  }

  /** Its validation and duplicate rules. */
  public Rules rules() {
    return rules;
  }

  /** Lets every record that a client saves pass through this, too. */
  public void onSave(SaveRule rule) {
    saveRules.add(rule);
    undo.push(() -> saveRules.remove(rule));
  }

  /** Tells this of every record that is written, once its values are as they will be. */
  public void onTouch(ObjIntConsumer<Table> rule) {
    touchRules.add(rule);
    undo.push(() -> touchRules.remove(rule));
  }

  /** The records of an object. */
  public Table table(ObjectType type) {
    return tables.get(type);
  }

  /** The records of the object with this API name, which exists for certain. */
  public Table table(String name) {
    return tables.get(schema.find(name));
  }

  /** The records of all objects, parents first. */
  public Collection<Table> tables() {
    return tables.values();
  }

  /** Who does what follows: a row of User. */
  public void actAs(int user) {
    actingUser = user;
  }

  /** Does all of it or, when it throws, nothing. */
  public <T> T atomically(Supplier<T> deeds) {
    int mark = undo.size();
    depth++;
    try {
      return deeds.get();
    } catch (RuntimeException e) {
      while (undo.size() > mark) {
        undo.pop().run();
      }
      throw e;
    } finally {
      if (--depth == 0) {
        undo.clear();
      }
    }
  }

  /**
   * Creates a record as a client does, with every check.
   *
   * @param allowDuplicates whether duplicate rules are set aside
   * @return its row
   */
  public int create(Table table, ObjectNode fields, boolean allowDuplicates) {
    return atomically(
        () -> {
          if (!isPermitted(table)) {
            throw Refusal.of(
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                "entity type cannot be inserted: " + table.type().label());
          }
          Map<Field, Object> values = values(table, fields, true);
          int row = insert(table);
          values.forEach((field, value) -> put(table, row, field, value));
          presets(table, row, values);
          saveRules.forEach(rule -> rule.apply(table, row, values));
          requireAll(table, row, values.keySet(), true);
          checkWhole(table, row, values);
          rules.check(table, row, Triggers.Event.AFTER_INSERT);
          if (!allowDuplicates) {
            rules.checkDuplicates(table, row);
          }
          touch(table, row);
          return row;
        });
  }

  /** Changes a record as a client does, with every check. */
  public void update(Table table, int row, ObjectNode fields) {
    atomically(
        () -> {
          present(table, row);
          requirePermission(table);
          if (Conversion.isConverted(table, row)) {
            throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
          }
          Map<Field, Object> values = values(table, fields, false);
          values.forEach((field, value) -> put(table, row, field, value));
          saveRules.forEach(rule -> rule.apply(table, row, values));
          requireAll(table, row, values.keySet(), false);
          checkWhole(table, row, values);
          rules.check(table, row, Triggers.Event.AFTER_UPDATE);
          touch(table, row);
          return row;
        });
  }

  /**
   * Creates or changes a record without any check; the values may be such as no client could set.
   */
  public int putRaw(Table table, ObjectNode fields) {
    return atomically(
        () -> {
          JsonNode id = fields.path("Id");
          int known = id.isTextual() ? table.row(id.textValue()) : -1;
          if (id.isTextual() && known < 0) {
            throw Refusal.notFound();
          }
          int row = known >= 0 ? known : insert(table);
          if (known < 0) {
            presets(table, row, Map.of());
          }
          touch(table, row);
          fields
              .properties()
              .forEach(
                  entry -> {
                    Field field = named(table, entry.getKey(), true);
                    Object value = raw(field, entry.getValue());
                    switch (field.name()) {
                      case "Id" -> {}
                      case "SystemModstamp" -> stampAt(table, row, (Long) value);
                      case "IsDeleted" -> setDeleted(table, row, Boolean.TRUE.equals(value));
                      default -> put(table, row, field, value);
                    }
                  });
          touchRules.forEach(rule -> rule.accept(table, row));
          return row;
        });
  }

  private static Object raw(Field field, JsonNode json) {
    return field.type().isText() && json.isTextual() ? json.textValue() : Values.read(field, json);
  }

  /** Moves a record to the recycle bin, and with it what cannot live without it. */
  public void delete(Table table, int row) {
    atomically(
        () -> {
          present(table, row);
          requirePermission(table);
          if (!table.type().deletable()) {
            throw new Refusal(
                405,
                "METHOD_NOT_ALLOWED",
                "HTTP Method 'DELETE' not allowed. Allowed are HEAD,GET,PATCH");
          }
          rules.triggers().check(table, row, Triggers.Event.AFTER_DELETE);
          bin.take(table, row);
          return row;
        });
  }

  /** Permissions are the sync user's; the simulated users may do everything. */
  private boolean isPermitted(Table table) {
    return actingUser != 0 || table.type().editable() && table.type().permissions().mayEdit();
  }

  void requirePermission(Table table) {
    if (!isPermitted(table)) {
      throw new Refusal(
          403, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id");
    }
  }

  /** Somebody looks at a record, which is no change of it. */
  public void see(Table table, int row) {
    for (String field : List.of("LastViewedDate", "LastReferencedDate")) {
      if (table.type().find(field) != null) {
        table.put(row, table.type().known(field), stamps.now());
      }
    }
  }

  /** Takes a record out of the recycle bin, and with it what was deleted along with it. */
  public void undelete(Table table, int row) {
    atomically(
        () -> {
          requirePermission(table);
          bin.giveBack(table, row);
          rules.triggers().check(table, row, Triggers.Event.AFTER_UNDELETE);
          return row;
        });
  }

  /** Takes a deleted record out of the recycle bin for good. */
  public void purge(Table table, int row) {
    atomically(
        () -> {
          if (!table.isDeleted(row)) {
            throw Refusal.of("INVALID_ID_FIELD", "Entity is not in the recycle bin");
          }
          bin.purge(table, row);
          return row;
        });
  }

  /**
   * Empties the recycle bin of an object.
   *
   * @param log whether it is forgotten, too, what was deleted
   */
  public void purgeAll(Table table, boolean log) {
    for (int row = 0; row < table.size(); row++) {
      if (table.isDeleted(row)) {
        purge(table, row);
      }
    }
    if (log) {
      table.forgetDeletions(stamps.now());
    }
  }

  /** Refuses a row that is deleted. */
  public void present(Table table, int row) {
    if (table.isDeleted(row)) {
      throw new Refusal(404, "ENTITY_IS_DELETED", "entity is deleted");
    }
  }

  void undoWith(Runnable deed) {
    undo.push(deed);
  }

  int insert(Table table) {
    int row = table.insert();
    undo.push(table::removeLast);
    return row;
  }

  /** Sets a value without any check; it is undone with what it is part of. */
  public void put(Table table, int row, Field field, Object value) {
    Object old = table.get(row, field);
    table.put(row, field, value);
    undo.push(() -> table.put(row, field, old));
  }

  /** Sets the value of the field with this name, which exists for certain, without any check. */
  public void set(Table table, int row, String field, Object value) {
    put(table, row, table.type().known(field), value);
  }

  void setDeleted(Table table, int row, boolean gone) {
    boolean was = table.isDeleted(row);
    table.setDeleted(row, gone);
    undo.push(() -> table.setDeleted(row, was));
  }

  /** Moves SystemModstamp, and says who did it. */
  public void touch(Table table, int row) {
    long old = table.stamp(row);
    long stamp = stamps.after(old);
    table.touch(row, stamp);
    undo.push(() -> table.touch(row, old));
    set(table, row, "LastModifiedDate", stamp);
    set(table, row, "LastModifiedById", actor());
    touchRules.forEach(rule -> rule.accept(table, row));
  }

  private void stampAt(Table table, int row, long stamp) {
    long old = table.stamp(row);
    table.touch(row, stamp);
    undo.push(() -> table.touch(row, old));
  }

  private String actor() {
    return RecordId.of("005", actingUser);
  }

  private void presets(Table table, int row, Map<Field, Object> given) {
    set(table, row, "CreatedDate", stamps.now());
    set(table, row, "CreatedById", actor());
    for (Field field : table.type().fields()) {
      if (given.get(field) == null && !table.isComputed(field)) {
        if (field.type() == FieldType.BOOLEAN && !field.name().equals("IsDeleted")) {
          put(table, row, field, false);
        } else if (field.defaultValue() != null && !given.containsKey(field)) {
          put(table, row, field, field.defaultValue());
        } else if (field.name().equals("OwnerId")) {
          put(table, row, field, actor());
        } else if (field.nameField() && field.createable() && table.type().custom()) {
          put(table, row, field, table.id(row));
        }
      }
    }
  }

  private Map<Field, Object> values(Table table, ObjectNode json, boolean creating) {
    Map<Field, Object> values = new LinkedHashMap<>();
    List<String> forbidden = new ArrayList<>();
    json.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals("attributes")) {
                return;
              }
              Field parent = table.type().relationship(entry.getKey());
              if (parent != null && entry.getValue().isObject()) {
                values.put(parent, foreignKey(parent, (ObjectNode) entry.getValue()));
                return;
              }
              Field field = named(table, entry.getKey(), actingUser != 0);
              boolean permitted = actingUser != 0 || table.type().permissions().mayEdit(field);
              if (!permitted || (creating ? !field.createable() : !field.updateable())) {
                forbidden.add(field.name());
                return;
              }
              values.put(field, Values.read(field, entry.getValue()));
            });
    values.forEach(
        (field, value) -> {
          Values.check(field, value);
          checkParent(field, value);
        });
    if (!forbidden.isEmpty()) {
      throw Refusal.of(
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "Unable to create/update fields: %s. Please check the security settings of this field and verify that it is read/write for your profile or permission set."
              .formatted(String.join(", ", forbidden)),
          forbidden.toArray(String[]::new));
    }
    return values;
  }

  private static Field named(Table table, String name, boolean seesAll) {
    Field field = seesAll ? table.type().find(name) : table.type().field(name);
    if (field == null) {
      throw Refusal.of(
          "INVALID_FIELD",
          "No such column '%s' on sobject of type %s".formatted(name, table.type().name()));
    }
    return field;
  }

  private String foreignKey(Field parent, ObjectNode key) {
    var pair =
        key.properties().stream()
            .filter(e -> !e.getKey().equals("attributes"))
            .findFirst()
            .orElseThrow(() -> Refusal.of("INVALID_FIELD", "Invalid foreign key relationship"));
    for (String name : parent.referenceTo()) {
      ObjectType type = schema.object(name);
      Field field = type == null ? null : type.field(pair.getKey());
      if (field != null && field.idLookup()) {
        int[] rows = table(type).rowsWith(field, pair.getValue().asText());
        if (rows.length == 1) {
          return table(type).id(rows[0]);
        }
      }
    }
    throw Refusal.of(
        "INVALID_FIELD",
        "Foreign key external ID: %s not found for field %s in entity %s"
            .formatted(
                pair.getValue().asText(), pair.getKey(), String.join(",", parent.referenceTo())));
  }

  private void checkParent(Field field, Object value) {
    if (field.type() != FieldType.REFERENCE || value == null) {
      return;
    }
    String id = (String) value;
    ObjectType parent = schema.ofId(id);
    boolean knowsParents = field.referenceTo().stream().anyMatch(n -> schema.find(n) != null);
    if (!knowsParents) {
      return;
    }
    if (parent == null || !field.referenceTo().contains(parent.name())) {
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION",
          "%s: id value of incorrect type: %s".formatted(field.label(), id),
          field.name());
    }
    int row = table(parent).row(id);
    if (row < 0) {
      throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    if (table(parent).isDeleted(row)) {
      throw Refusal.of("ENTITY_IS_DELETED", "entity is deleted");
    }
  }

  private static void requireAll(Table table, int row, Collection<Field> given, boolean creating) {
    List<String> missing =
        (creating ? table.type().fields() : given)
            .stream()
                .filter(f -> !f.nillable() && f.createable() && table.get(row, f) == null)
                .map(Field::name)
                .toList();
    if (!missing.isEmpty()) {
      throw Refusal.of(
          "REQUIRED_FIELD_MISSING",
          "Required fields are missing: " + missing,
          missing.toArray(String[]::new));
    }
  }

  private void checkWhole(Table table, int row, Map<Field, Object> values) {
    values.forEach(
        (field, value) -> {
          if (field.unique() && value != null) {
            for (int other : table.rowsWith(field, value.toString())) {
              if (other != row) {
                throw Refusal.of(
                    "DUPLICATE_VALUE",
                    "duplicate value found: %s duplicates value on record with id: %s"
                        .formatted(field.name(), table.id(other)));
              }
            }
          }
        });
  }
}
