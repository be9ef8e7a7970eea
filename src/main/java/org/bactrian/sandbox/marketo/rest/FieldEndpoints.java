package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** The fields of people: Describe, Describe2 and the schema API. */
final class FieldEndpoints {
  private final Instance instance;
  private final Leads leads;

  FieldEndpoints(Instance instance) {
    this.instance = instance;
    this.leads = instance.leads();
  }

  void mount(Endpoints endpoints) {
    endpoints
        .get("/rest/v1/leads/describe.json", this::describe)
        .get("/rest/v1/leads/describe2.json", this::describe2)
        .get(
            "/rest/v1/leads/schema/fields.json", call -> Rows.fields(call, leads.schema().fields()))
        .post("/rest/v1/leads/schema/fields.json", this::create)
        .get("/rest/v1/leads/schema/fields/{name}.json", this::one)
        .post("/rest/v1/leads/schema/fields/{name}.json", this::change);
    for (String path : List.of("companies", "opportunities")) {
      Schema schema = instance.standard().get(path).type().schema();
      endpoints.get(
          "/rest/v1/" + path + "/schema/fields.json", call -> Rows.fields(call, schema.fields()));
      endpoints.get(
          "/rest/v1/" + path + "/schema/fields/{name}.json",
          call -> {
            Field field = schema.field(schema.need(call.path().get("name")));
            return Reply.result(out -> Rows.field(out, field));
          });
    }
  }

  private Reply describe(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (Field field : leads.schema().fields()) {
            if (field.usable()) {
              described(out, field);
            }
          }
        });
  }

  private static void described(JsonGenerator out, Field field) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", field.id());
    out.writeStringField("displayName", field.displayName());
    out.writeStringField("dataType", field.describedType());
    if (field.length() > 0) {
      out.writeNumberField("length", field.length());
    }
    api(out, "rest", field.name(), field);
    if (field.soap() != null) {
      api(out, "soap", field.soap(), field);
    }
    out.writeEndObject();
  }

  private static void api(JsonGenerator out, String api, String name, Field field)
      throws IOException {
    out.writeObjectFieldStart(api);
    out.writeStringField("name", name);
    out.writeBooleanField("readOnly", field.readOnly());
    out.writeEndObject();
  }

  private Reply describe2(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          out.writeStartObject();
          out.writeStringField("name", "API Lead");
          out.writeArrayFieldStart("searchableFields");
          for (Field field : leads.schema().fields()) {
            if (field.usable() && leads.searchable(field)) {
              out.writeStartArray();
              out.writeString(field.name());
              out.writeEndArray();
            }
          }
          out.writeEndArray();
          out.writeArrayFieldStart("fields");
          for (Field field : leads.schema().fields()) {
            if (field.usable()) {
              ObjectEndpoints.field(out, field);
            }
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private Reply one(Exchange call) throws Refusal {
    Field field = leads.schema().known(call.path().get("name"));
    return Reply.result(out -> Rows.field(out, field));
  }

  private Reply create(Exchange call) throws Refusal {
    JsonNode input = call.input(call.json());
    for (JsonNode wanted : input) {
      instance.addLeadField(
          wanted.path("name").asText(null),
          wanted.path("displayName").asText(null),
          wanted.path("description").asText(null),
          DataType.named(wanted.path("dataType").asText("")));
    }
    return named(input, "created");
  }

  private Reply change(Exchange call) throws Refusal {
    JsonNode json = call.json();
    JsonNode wanted = call.input(json).get(0);
    Field old = leads.schema().known(call.path().get("name"));
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
    leads
        .schema()
        .replace(
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

  private static Reply named(JsonNode input, String status) throws Refusal {
    return Reply.result(
        out -> {
          for (JsonNode wanted : input) {
            status(out, wanted.path("name").asText(), status);
          }
        });
  }

  private static void status(JsonGenerator out, String name, String status) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeStringField("status", status);
    out.writeEndObject();
  }
}
