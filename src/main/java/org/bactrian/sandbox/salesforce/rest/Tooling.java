package org.bactrian.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.RecordId;

/** The Tooling API, as far as it creates custom fields. */
final class Tooling {
  private final Org org;
  private int made;

  Tooling(Org org) {
    this.org = org;
  }

  Answer answer(Call call) {
    if (!call.method().equals("POST")
        || !call.step(1).equals("sobjects")
        || !call.step(2).equals("CustomField")) {
      throw Refusal.notFound();
    }
    String fullName = call.object().path("FullName").asText("");
    JsonNode metadata = call.object().path("Metadata");
    int dot = fullName.indexOf('.');
    ObjectType type = dot < 0 ? null : org.schema().object(fullName.substring(0, dot));
    String name = fullName.substring(dot + 1);
    if (type == null || !name.matches("[A-Za-z][A-Za-z0-9_]{0,39}__c")) {
      throw Refusal.of("FIELD_INTEGRITY_EXCEPTION", "Invalid fullName: " + fullName, "FullName");
    }
    if (type.find(name) != null) {
      throw Refusal.of(
          "DUPLICATE_DEVELOPER_NAME",
          "There is already a field named %s on %s.".formatted(name, type.label()),
          "DeveloperName");
    }
    String flags =
        (metadata.path("externalId").asBoolean() ? "external " : "")
            + (metadata.path("unique").asBoolean() ? "unique " : "")
            + (metadata.path("required").asBoolean() ? "required" : "");
    org.setup()
        .addField(
            org.table(type),
            name,
            metadata.path("label").asText(name),
            type(metadata),
            flags.trim());
    String id = RecordId.of("00N", made++);
    return Answer.created(
        json ->
            json.writePOJO(
                Map.of(
                    "id",
                    id,
                    "success",
                    true,
                    "errors",
                    List.of(),
                    "warnings",
                    List.of(),
                    "infos",
                    List.of())));
  }

  private static String type(JsonNode metadata) {
    String numbers =
        " %d %d".formatted(metadata.path("precision").asInt(18), metadata.path("scale").asInt(0));
    return switch (metadata.path("type").asText()) {
      case "Text" -> "string " + metadata.path("length").asInt(255);
      case "TextArea" -> "textarea 255";
      case "LongTextArea", "Html" -> "textarea " + metadata.path("length").asInt(32_768);
      case "Email" -> "email 80";
      case "Phone" -> "phone 40";
      case "Url" -> "url 255";
      case "Picklist" -> "picklist 255";
      case "MultiselectPicklist" -> "multipicklist 4099";
      case "Checkbox" -> "boolean";
      case "Number" -> "double" + numbers;
      case "Currency" -> "currency" + numbers;
      case "Percent" -> "percent" + numbers;
      case "Date" -> "date";
      case "DateTime" -> "datetime";
      default ->
          throw Refusal.of(
              "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
              "Type: bad value for restricted picklist field: " + metadata.path("type").asText(),
              "Type");
    };
  }
}
