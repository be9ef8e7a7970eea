package org.bactrian.sandbox.salesforce.rest.describe;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.salesforce.schema.ChildRelationship;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordTypeInfo;
import org.bactrian.sandbox.salesforce.schema.Schema;

/** Writes describes. */
final class DescribeJson {
  private final Schema schema;

  DescribeJson(Schema schema) {
    this.schema = schema;
  }

  void global(JsonGenerator json, String version) throws IOException {
    json.writeStartObject();
    json.writeStringField("encoding", "UTF-8");
    json.writeNumberField("maxBatchSize", 200);
    json.writeArrayFieldStart("sobjects");
    for (ObjectType type : shown()) {
      json.writeStartObject();
      summary(json, version, type);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private List<ObjectType> shown() {
    return schema.objects().stream().filter(type -> type.permissions().mayRead()).toList();
  }

  void summary(JsonGenerator json, String version, ObjectType type) throws IOException {
    boolean editable = type.permissions().mayEdit() && type.editable();
    boolean deletable = type.permissions().mayEdit() && type.deletable();
    boolean custom = type.custom();
    json.writeStringField("name", type.name());
    json.writeStringField("label", type.label());
    json.writeStringField("labelPlural", type.plural());
    json.writeStringField("keyPrefix", type.prefix());
    json.writeBooleanField("custom", custom);
    json.writeBooleanField("createable", editable);
    json.writeBooleanField("updateable", editable);
    json.writeBooleanField("deletable", deletable);
    json.writeBooleanField("undeletable", deletable);
    json.writeBooleanField(
        "mergeable", List.of("Lead", "Contact", "Account").contains(type.name()));
    for (String yes :
        List.of(
            "queryable",
            "retrieveable",
            "searchable",
            "layoutable",
            "replicateable",
            "triggerable")) {
      json.writeBooleanField(yes, true);
    }
    for (String no :
        List.of(
            "activateable",
            "customSetting",
            "deepCloneable",
            "deprecatedAndHidden",
            "feedEnabled",
            "hasSubtypes",
            "isInterface",
            "isSubtype",
            "mruEnabled")) {
      json.writeBooleanField(no, false);
    }
    String url = "/services/data/" + version + "/sobjects/" + type.name();
    json.writeObjectFieldStart("urls");
    json.writeStringField("sobject", url);
    json.writeStringField("describe", url + "/describe");
    json.writeStringField("rowTemplate", url + "/{ID}");
    json.writeEndObject();
  }

  void describe(JsonGenerator json, String version, ObjectType type) throws IOException {
    json.writeStartObject();
    summary(json, version, type);
    json.writeArrayFieldStart("actionOverrides");
    json.writeEndArray();
    json.writeArrayFieldStart("childRelationships");
    for (ChildRelationship each : schema.children(type)) {
      if (each.child().permissions().mayRead()
          && each.child().permissions().mayRead(each.field())) {
        child(json, each);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("fields");
    for (Field field : type.shown()) {
      field(json, type, field);
    }
    json.writeEndArray();
    recordTypes(json, type);
    json.writeArrayFieldStart("supportedScopes");
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void child(JsonGenerator json, ChildRelationship each) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("cascadeDelete", false);
    json.writeStringField("childSObject", each.child().name());
    json.writeBooleanField("deprecatedAndHidden", false);
    json.writeStringField("field", each.field().name());
    json.writeArrayFieldStart("junctionIdListNames");
    json.writeEndArray();
    json.writeArrayFieldStart("junctionReferenceTo");
    json.writeEndArray();
    json.writeStringField("relationshipName", each.name());
    json.writeBooleanField("restrictedDelete", false);
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, ObjectType type, Field field) throws IOException {
    FieldType kind = field.type();
    boolean editable = type.permissions().mayEdit(field);
    json.writeStartObject();
    json.writeStringField("name", field.name());
    json.writeStringField("label", field.label());
    json.writeStringField("type", kind.apiName());
    json.writeStringField("soapType", kind.soapType());
    json.writeNumberField("length", field.length());
    json.writeNumberField("byteLength", field.length() * 3);
    json.writeNumberField("precision", field.precision());
    json.writeNumberField("scale", field.scale());
    json.writeNumberField("digits", kind == FieldType.INT ? 8 : 0);
    json.writeBooleanField("nillable", field.nillable());
    json.writeBooleanField("createable", editable && field.createable());
    json.writeBooleanField("updateable", editable && field.updateable());
    json.writeBooleanField("defaultedOnCreate", field.defaulted() || field.defaultValue() != null);
    json.writeBooleanField("calculated", field.calculated());
    json.writeBooleanField("custom", field.custom());
    json.writeBooleanField("externalId", field.externalId());
    json.writeBooleanField("unique", field.unique());
    json.writeBooleanField("idLookup", field.idLookup());
    json.writeBooleanField("caseSensitive", false);
    json.writeBooleanField("restrictedPicklist", field.restricted());
    String controller = field.picklist().controller();
    json.writeBooleanField("dependentPicklist", controller != null);
    json.writeStringField("controllerName", controller);
    json.writeBooleanField("nameField", field.nameField());
    json.writeBooleanField("namePointing", field.referenceTo().size() > 1);
    json.writeBooleanField("polymorphicForeignKey", field.referenceTo().size() > 1);
    json.writeBooleanField("filterable", field.filterable());
    json.writeBooleanField("groupable", field.groupable());
    json.writeBooleanField("sortable", field.sortable());
    json.writeBooleanField("encrypted", field.encrypted());
    json.writeBooleanField("aggregatable", field.aggregatable());
    json.writeBooleanField("permissionable", field.nillable() && field.createable());
    for (String no :
        List.of(
            "aiPredictionField",
            "autoNumber",
            "cascadeDelete",
            "deprecatedAndHidden",
            "displayLocationInDecimal",
            "formulaTreatNullNumberAsZero",
            "highScaleNumber",
            "htmlFormatted",
            "queryByDistance",
            "restrictedDelete",
            "searchPrefilterable",
            "writeRequiresMasterRead")) {
      json.writeBooleanField(no, false);
    }
    json.writeStringField("calculatedFormula", field.formula());
    compound(json, type, field);
    picklist(json, type, field);
    json.writeArrayFieldStart("referenceTo");
    for (String name : field.referenceTo()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeStringField("relationshipName", field.relationshipName());
    json.writeEndObject();
  }

  private static void compound(JsonGenerator json, ObjectType type, Field field)
      throws IOException {
    String compound = null;
    for (Field other : type.fields()) {
      if (other.type() == FieldType.ADDRESS && field.type() != FieldType.ADDRESS) {
        String prefix = other.name().substring(0, other.name().length() - "Address".length());
        if (List.of(
                "Street",
                "City",
                "State",
                "PostalCode",
                "Country",
                "Latitude",
                "Longitude",
                "GeocodeAccuracy")
            .stream()
            .anyMatch(p -> field.name().equals(prefix + p))) {
          compound = other.name();
        }
      }
    }
    if (compound == null
        && type.field("LastName") != null
        && List.of("FirstName", "LastName", "Salutation", "MiddleName", "Suffix")
            .contains(field.name())) {
      compound = "Name";
    }
    if (field.name().endsWith("__s")) {
      compound = field.name().replaceFirst("__(Latitude|Longitude)__s$", "__c");
    }
    json.writeStringField("compoundFieldName", compound);
  }

  private static void picklist(JsonGenerator json, ObjectType type, Field field)
      throws IOException {
    if (field.type() == FieldType.BOOLEAN) {
      json.writeBooleanField("defaultValue", false);
    } else {
      json.writeStringField("defaultValue", null);
    }
    json.writeArrayFieldStart("picklistValues");
    for (String value : field.values()) {
      json.writeStartObject();
      json.writeBooleanField("active", true);
      json.writeBooleanField("defaultValue", value.equals(field.defaultValue()));
      json.writeStringField("label", value);
      validFor(json, type, field, value);
      json.writeStringField("value", value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void validFor(JsonGenerator json, ObjectType type, Field field, String value)
      throws IOException {
    String name = field.picklist().controller();
    Field controller = name == null ? null : type.find(name);
    if (controller == null) {
      json.writeNullField("validFor");
    } else {
      json.writeBinaryField("validFor", field.picklist().validFor(value, controller.values()));
    }
  }

  private static void recordTypes(JsonGenerator json, ObjectType type) throws IOException {
    json.writeArrayFieldStart("recordTypeInfos");
    for (RecordTypeInfo each : type.recordTypes()) {
      recordType(json, each, false);
    }
    if (!type.recordTypes().isEmpty()) {
      boolean only = type.recordTypes().stream().noneMatch(RecordTypeInfo::preset);
      recordType(json, new RecordTypeInfo("012000000000000AAA", "Master", "Master", only), true);
    }
    json.writeEndArray();
  }

  private static void recordType(JsonGenerator json, RecordTypeInfo info, boolean master)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("active", true);
    json.writeBooleanField("available", true);
    json.writeBooleanField("defaultRecordTypeMapping", info.preset());
    json.writeStringField("developerName", info.developerName());
    json.writeBooleanField("master", master);
    json.writeStringField("name", info.name());
    json.writeStringField("recordTypeId", info.id());
    json.writeEndObject();
  }
}
