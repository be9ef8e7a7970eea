package org.bactrian.sandbox.salesforce.shape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.SaveRule;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordTypeInfo;

/** The record types of an org: new records have their object's preset one. */
public final class RecordTypes implements SaveRule {
  private static final String FIELD = "RecordTypeId";

  private final Org org;

  /** The record types of this org. */
  public RecordTypes(Org org) {
    this.org = org;
    org.onSave(this);
  }

  /**
   * Adds a record type.
   *
   * @return its id
   */
  public String add(Table table, String name, String developerName, boolean preset) {
    ObjectType type = table.type();
    if (type.find(FIELD) == null) {
      org.setup()
          .addField(table, FIELD, "Record Type ID", "reference RecordType as RecordType", "");
    }
    Table all = org.table("RecordType");
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields
        .put("Name", name)
        .put("DeveloperName", developerName)
        .put("SobjectType", type.name())
        .put("IsActive", true);
    String id = all.id(org.putRaw(all, fields));
    org.schema().addRecordType(type, new RecordTypeInfo(id, name, developerName, preset));
    return id;
  }

  @Override
  public void apply(Table table, int row, Map<Field, Object> given) {
    Field field = table.type().find(FIELD);
    if (field == null) {
      return;
    }
    Object id = table.get(row, field);
    if (id == null) {
      table.type().recordTypes().stream()
          .filter(RecordTypeInfo::preset)
          .findFirst()
          .ifPresent(type -> org.put(table, row, field, type.id()));
    } else if (table.type().recordTypes().stream().noneMatch(type -> type.id().equals(id))) {
      throw Refusal.of(
          "INVALID_CROSS_REFERENCE_KEY",
          "Record Type ID: this ID value isn't valid for the user: " + id,
          FIELD);
    }
  }
}
