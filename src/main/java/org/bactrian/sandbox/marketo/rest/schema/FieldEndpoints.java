package org.bactrian.sandbox.marketo.rest.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.rest.Descriptions;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** The fields of people, of program members and of the CRM's objects. */
public final class FieldEndpoints {
  private final Instance instance;
  private final Leads leads;

  /** The doors of an instance's fields. */
  public FieldEndpoints(Instance instance) {
    this.instance = instance;
    this.leads = instance.leads();
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    endpoints
        .get("/rest/v1/leads/describe.json", this::describe)
        .get("/rest/v1/leads/describe2.json", this::describe2)
        .get("/rest/v1/program/members/describe.json", this::members)
        .get("/rest/v1/programs/members/describe.json", this::members);
    new SchemaEndpoints("leads", leads.schema())
        .reads(endpoints)
        .writes(endpoints, instance::addLeadField);
    new SchemaEndpoints("programs/members", instance.programs().members().fields())
        .reads(endpoints)
        .writes(endpoints, instance::addMemberField);
    for (String path : List.of("companies", "opportunities")) {
      new SchemaEndpoints(path, instance.standard().get(path).type().schema()).reads(endpoints);
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
              Descriptions.alone(out, field.name());
            }
          }
          out.writeEndArray();
          fields(out, leads.schema());
          out.writeEndObject();
        });
  }

  private Reply members(Exchange call) throws Refusal {
    Schema schema = instance.programs().members().fields();
    return Reply.result(
        out -> {
          out.writeStartObject();
          out.writeStringField("name", "API Program Membership");
          out.writeStringField("description", "Map for API program membership fields");
          out.writeStringField("createdAt", "2024-01-01T00:00:00Z");
          out.writeStringField("updatedAt", "2024-01-01T00:00:00Z");
          Descriptions.texts(out, "dedupeFields", List.of("leadId", "programId"));
          out.writeArrayFieldStart("searchableFields");
          for (String name : List.of("leadId", "reachedSuccess", "statusName")) {
            Descriptions.alone(out, name);
          }
          for (Field field : schema.fields()) {
            if (field.custom()
                && List.of(DataType.STRING, DataType.INTEGER).contains(field.type())) {
              Descriptions.alone(out, field.name());
            }
          }
          out.writeEndArray();
          fields(out, schema);
          out.writeEndObject();
        });
  }

  private static void fields(JsonGenerator out, Schema schema) throws IOException {
    out.writeArrayFieldStart("fields");
    for (Field field : schema.fields()) {
      if (field.usable()) {
        Descriptions.field(out, field);
      }
    }
    out.writeEndArray();
  }
}
