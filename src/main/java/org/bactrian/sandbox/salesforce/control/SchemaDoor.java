package org.bactrian.sandbox.salesforce.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.shape.NewField;

/** What an administrator does to fields while the org runs, below {@code fields/Object/Field}. */
final class SchemaDoor {
  private static final Map<String, Object> DONE = Map.of("ok", true);
  private static final Set<String> KEYS =
      Set.of("name", "type", "length", "values", "default", "controller", "validFor");

  private final Org org;

  SchemaDoor(Org org) {
    this.org = org;
  }

  /** What to answer, or nothing if the call is about something else. */
  Optional<Map<String, ?>> answer(String method, String path, JsonNode body) {
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
      org.setup().changeField(table, field, changed(table, field, body));
    }
    return Optional.of(DONE);
  }

  private Field changed(Table table, Field field, JsonNode body) {
    NewField.requireKnown(body, KEYS);
    Field fresh = field;
    if (body.has("type")) {
      requireCustom(field, "given another type");
      fresh = org.setup().retyped(fresh, body.path("type").asText());
    }
    if (body.has("length")) {
      fresh = fresh.sized(body.path("length").asInt());
    }
    for (String flag : NewField.FLAGS) {
      if (body.has(flag)) {
        fresh = fresh.flagged(flag, body.path(flag).asBoolean());
      }
    }
    if (body.has("values")) {
      fresh = NewField.listing(table, fresh, body);
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

  private static void requireCustom(Field field, String deed) {
    if (!field.custom()) {
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION",
          "Standard fields can't be %s: %s".formatted(deed, field.name()),
          field.name());
    }
  }
}
