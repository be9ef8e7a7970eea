package org.bactrian.sandbox.marketo.rest.schema;

import java.util.List;
import java.util.Optional;
import org.bactrian.sandbox.marketo.instance.CustomObjects;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.ObjectType;
import org.bactrian.sandbox.marketo.instance.Records;
import org.bactrian.sandbox.marketo.rest.Descriptions;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The list of custom objects and their schema API. */
public final class CustomObjectEndpoints {
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

  /** The doors of an instance's custom objects. */
  public CustomObjectEndpoints(Instance instance) {
    this.objects = instance.customObjects();
  }

  private interface Deed {
    void with(Exchange call) throws Refusal;
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    String schema = "/rest/v1/customobjects/schema";
    String one = schema + "/{name}";
    endpoints
        .get("/rest/v1/customobjects.json", this::list)
        .get(schema + ".json", this::types)
        .get(one + "/describe.json", this::describe)
        .get(one + "/dependentAssets.json", this::dependents)
        .get(
            schema + "/fieldDataTypes.json",
            call -> Reply.success(out -> Descriptions.texts(out, "result", TYPES)))
        .get(schema + "/linkableObjects.json", this::linkable)
        .post(schema + ".json", doing(call -> objects.define(call.json())))
        .post(
            one + "/addField.json",
            doing(call -> objects.addFields(name(call), call.input(call.json()))))
        .post(
            one + "/deleteField.json",
            doing(call -> objects.deleteFields(name(call), call.input(call.json()))))
        .post(
            one + "/{field}/updateField.json",
            doing(call -> objects.updateField(name(call), call.path().get("field"), call.json())))
        .post(one + "/approve.json", doing(call -> objects.approve(name(call))))
        .post(one + "/discardDraft.json", doing(call -> objects.discard(name(call))))
        .post(one + "/delete.json", doing(call -> objects.delete(name(call))));
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
              Descriptions.object(out, records.type(), "approved", "approved");
            }
          }
        });
  }

  private Reply types(Exchange call) throws Refusal {
    List<String> names = call.values("names");
    String state = call.text("state");
    return Reply.result(
        out -> {
          for (String name : objects.names()) {
            Optional<ObjectType> type = objects.version(name, state);
            if (type.isPresent() && (names.isEmpty() || names.contains(name))) {
              Descriptions.object(out, type.get(), objects.state(name), version(name, state));
            }
          }
        });
  }

  private Reply describe(Exchange call) throws Refusal {
    String name = name(call);
    String state = call.text("state");
    ObjectType type =
        objects
            .version(name, state)
            .orElseThrow(() -> new Refusal("1013", "Object '" + name + "' not found"));
    return Reply.result(
        out -> Descriptions.object(out, type, objects.state(name), version(name, state)));
  }

  private String version(String name, String state) {
    boolean draft = "draft".equals(state) || !objects.approved().containsKey(name);
    return draft ? "draft" : "approved";
  }

  /** No asset here uses custom objects. */
  private Reply dependents(Exchange call) throws Refusal {
    if (!objects.names().contains(name(call))) {
      throw new Refusal("1013", "Object '" + name(call) + "' not found");
    }
    return Reply.result(out -> {});
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
