package org.bactrian.sandbox.marketo.rest;

import java.util.List;
import org.bactrian.sandbox.marketo.instance.CustomObjects;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Records;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The list of custom objects and their schema API. */
final class CustomObjectEndpoints {
  private static final List<String> TYPES =
      List.of(
          "string",
          "boolean",
          "integer",
          "float",
          "link",
          "email",
          "currency",
          "date",
          "datetime",
          "phone",
          "text");

  private final CustomObjects objects;

  CustomObjectEndpoints(Instance instance) {
    this.objects = instance.customObjects();
  }

  private interface Deed {
    void with(Exchange call) throws Refusal;
  }

  void mount(Endpoints endpoints) {
    String schema = "/rest/v1/customobjects/schema";
    endpoints
        .get("/rest/v1/customobjects.json", this::list)
        .get(schema + ".json", this::list)
        .get(schema + "/{name}/describe.json", this::describe)
        .get(
            schema + "/fieldDataTypes.json",
            call -> Reply.success(out -> ObjectEndpoints.texts(out, "result", TYPES)))
        .get(schema + "/linkableObjects.json", this::linkable)
        .post(schema + ".json", doing(call -> objects.define(call.json())))
        .post(
            schema + "/{name}/addField.json",
            doing(call -> objects.addFields(name(call), call.input(call.json()))))
        .post(schema + "/{name}/approve.json", doing(call -> objects.approve(name(call))))
        .post(schema + "/{name}/discardDraft.json", doing(call -> objects.discard(name(call))))
        .post(schema + "/{name}/delete.json", doing(call -> objects.delete(name(call))));
  }

  private static Endpoints.Answer doing(Deed deed) {
    return call -> {
      deed.with(call);
      return Reply.result(out -> {});
    };
  }

  private static String name(Exchange call) {
    return call.path().get("name");
  }

  private Reply list(Exchange call) throws Refusal {
    List<String> names = call.values("names");
    return Reply.result(
        out -> {
          for (Records records : objects.approved().values()) {
            if (names.isEmpty() || names.contains(records.type().name())) {
              ObjectEndpoints.describe(out, records.type());
            }
          }
        });
  }

  private Reply describe(Exchange call) throws Refusal {
    Records records = objects.named(name(call));
    return Reply.result(out -> ObjectEndpoints.describe(out, records.type()));
  }

  private Reply linkable(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (String name : List.of("lead", "company")) {
            out.writeStartObject();
            out.writeStringField("name", name);
            out.writeArrayFieldStart("fields");
            for (String field : List.of("id", name.equals("lead") ? "email" : "company")) {
              out.writeStartObject();
              out.writeStringField("name", field);
              out.writeStringField("dataType", field.equals("id") ? "integer" : "string");
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
          }
        });
  }
}
