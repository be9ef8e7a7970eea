package org.bactrian.sandbox.marketo.rest.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.rest.Rows;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** The schema API of one object's fields. */
final class SchemaEndpoints {
  /** Adds a custom field. */
  interface Maker {
    void make(String name, String display, String description, DataType type) throws Refusal;
  }

  private final String path;
  private final Schema schema;

  SchemaEndpoints(String object, Schema schema) {
    this.path = "/rest/v1/" + object + "/schema/fields";
    this.schema = schema;
  }

  /** Registers reading. */
  SchemaEndpoints reads(Endpoints endpoints) {
    endpoints
        .get(path + ".json", call -> Rows.fields(call, schema.fields()))
        .get(path + "/{field}.json", this::one);
    return this;
  }

  /** Registers making and changing of fields. */
  void writes(Endpoints endpoints, Maker maker) {
    endpoints
        .post(path + ".json", call -> create(call, maker))
        .post(path + "/{field}.json", this::change);
  }

  private Reply one(Exchange call) throws Refusal {
    Field field = schema.known(call.path().get("field"));
    return Reply.result(out -> Rows.field(out, field));
  }

  /** Makes all of the fields that a call names, or none. */
  private Reply create(Exchange call, Maker maker) throws Refusal {
    JsonNode input = call.input(call.json());
    int before = schema.size();
    try {
      for (JsonNode wanted : input) {
        maker.make(
            wanted.path("name").asText(null),
            wanted.path("displayName").asText(null),
            wanted.path("description").asText(null),
            DataType.named(wanted.path("dataType").asText("")));
      }
    } catch (Refusal refusal) {
      schema.keep(before);
      throw refusal;
    }
    return Reply.result(
        out -> {
          for (JsonNode wanted : input) {
            status(out, wanted.path("name").asText(), "created");
          }
        });
  }

  private Reply change(Exchange call) throws Refusal {
    JsonNode wanted = call.input(call.json()).get(0);
    Field old = schema.known(call.path().get("field"));
    if (!old.custom()) {
      throw new Refusal("1003", "Field '" + old.name() + "' can not be changed by the API");
    }
    Set<String> flags = new HashSet<>(old.flags());
    if (wanted.has("isHidden")) {
      flags.remove("hidden");
      if (wanted.get("isHidden").asBoolean()) {
        flags.add("hidden");
      }
    }
    schema.replace(
        new Field(
            old.id(),
            old.name(),
            wanted.path("displayName").asText(old.displayName()),
            wanted.path("description").asText(old.description()),
            old.type(),
            old.length(),
            Set.copyOf(flags),
            old.soap()));
    return Reply.result(out -> status(out, old.name(), "updated"));
  }

  private static void status(JsonGenerator out, String name, String status) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeStringField("status", status);
    out.writeEndObject();
  }
}
