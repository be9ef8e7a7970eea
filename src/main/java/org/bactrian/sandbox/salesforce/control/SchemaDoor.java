package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.Picklist;
import org.bactrian.sandbox.salesforce.shape.AddressPicklists;
import org.bactrian.sandbox.salesforce.shape.Countries;

/** What an administrator does to fields while the org runs, below {@code fields/Object/Field}. */
final class SchemaDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);
  private static final List<String> FLAGS =
      List.of("encrypted", "external", "unique", "required", "restricted", "readonly");

  private final Org org;

  SchemaDoor(Org org) {
    this.org = org;
  }

  /** What to answer, or nothing if the call is about something else. */
  Optional<Map<String, ?>> answer(String method, String path, JsonNode body) {
    if ((method + " " + path).equals("POST state-and-country-picklists")) {
      AddressPicklists.enable(org, Countries.usual());
      return Optional.of(DONE);
    }
    String[] steps = path.split("/");
    if (steps.length != 3 || !steps[0].equals("fields")) {
      return Optional.empty();
    }
    Table table = org.schema().find(steps[1]) == null ? null : org.table(steps[1]);
    Field field = table == null ? null : table.type().find(steps[2]);
    if (field == null || !List.of("POST", "DELETE").contains(method)) {
      return Optional.empty();
    }
    if (method.equals("DELETE")) {
      requireCustom(field, "deleted");
      org.schema().removeField(table.type(), field);
    } else {
      org.changeField(table, field, changed(table, field, body));
    }
    return Optional.of(DONE);
  }

  private Field changed(Table table, Field field, JsonNode body) {
    Field fresh = field;
    if (body.has("type")) {
      requireCustom(field, "given another type");
      fresh = retyped(fresh, body.path("type").asText());
    }
    if (body.has("length")) {
      fresh = fresh.sized(body.path("length").asInt());
    }
    for (String flag : FLAGS) {
      if (body.has(flag)) {
        fresh = fresh.flagged(flag, body.path(flag).asBoolean());
      }
    }
    if (body.has("values")) {
      List<String> values =
          StreamSupport.stream(body.path("values").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      String preset = body.path("default").asText(fresh.defaultValue());
      fresh = fresh.listing(Picklist.of(values, values.contains(preset) ? preset : null));
    }
    if (body.hasNonNull("name")) {
      requireCustom(field, "renamed");
      String name = body.path("name").asText();
      if (table.type().find(name) != null) {
        throw Refusal.of(
            "DUPLICATE_DEVELOPER_NAME",
            "There is already a field named %s on %s.".formatted(name, table.type().label()));
      }
      fresh = fresh.named(name);
    }
    return fresh;
  }

  private Field retyped(Field field, String type) {
    try {
      return org.schema().retyped(field, type);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw Refusal.of(
          "INVALID_FIELD",
          "No type '%s'; types are written as 'string 80', 'double 18 2', 'date' or 'reference Account as Account__r'"
              .formatted(type),
          field.name());
    }
  }

  private static void requireCustom(Field field, String deed) {
    if (!field.custom()) {
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION",
          "Standard fields can't be %s: %s".formatted(deed, field.name()),
          field.name());
    }
  }
}
