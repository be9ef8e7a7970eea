package org.bactrian.sandbox.marketo.rest.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.CustomType;
import org.bactrian.sandbox.marketo.log.CustomType.Attribute;
import org.bactrian.sandbox.marketo.log.CustomType.Version;
import org.bactrian.sandbox.marketo.log.CustomTypes;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Kinds of activity that administrators make: drafted, given attributes, approved. */
public final class CustomTypeEndpoints {
  private static final Set<DataType> ALLOWED =
      Set.of(
          DataType.STRING,
          DataType.BOOLEAN,
          DataType.INTEGER,
          DataType.FLOAT,
          DataType.LINK,
          DataType.EMAIL,
          DataType.CURRENCY,
          DataType.DATE,
          DataType.DATETIME,
          DataType.PHONE,
          DataType.TEXT);

  private final CustomTypes types;

  /** The doors of an instance's custom activity types. */
  public CustomTypeEndpoints(Instance instance) {
    this.types = instance.log().customTypes();
  }

  private interface Deed {
    void with(CustomType type, JsonNode body) throws Refusal;
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    String one = "/rest/v1/activities/external/type/{api}";
    endpoints
        .get("/rest/v1/activities/external/types.json", this::list)
        .post("/rest/v1/activities/external/type.json", this::create)
        .get(one + "/describe.json", this::describe)
        .post(one + ".json", doing(this::update))
        .post(one + "/approve.json", doing((type, body) -> types.approve(type)))
        .post(one + "/discardDraft.json", doing((type, body) -> types.discard(type)))
        .post(one + "/delete.json", doing((type, body) -> types.delete(type)))
        .post(
            one + "/attributes/create.json",
            doing((type, body) -> types.add(type, attributes(body))))
        .post(
            one + "/attributes/update.json",
            doing((type, body) -> types.replace(type, attributes(body))))
        .post(
            one + "/attributes/delete.json",
            doing((type, body) -> types.remove(type, attributes(body))));
  }

  private Endpoints.Answer doing(Deed deed) {
    return call -> {
      CustomType type = types.need(call.path().get("api"));
      deed.with(type, call.json());
      return Reply.result(out -> full(out, type, type.latest()));
    };
  }

  private Reply list(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (CustomType type : types.all()) {
            head(out, type, type.approved().orElse(type.latest()));
            out.writeEndObject();
          }
        });
  }

  private Reply describe(Exchange call) throws Refusal {
    CustomType type = types.need(call.path().get("api"));
    boolean draft = "true".equals(call.text("draft"));
    Optional<Version> version = draft ? type.draft() : type.approved();
    if (version.isEmpty()) {
      throw new Refusal(
          "1013",
          "Activity type '"
              + type.apiName()
              + "' has no "
              + (draft ? "draft" : "approved version"));
    }
    return Reply.result(out -> full(out, type, version.get()));
  }

  private Reply create(Exchange call) throws Refusal {
    JsonNode body = call.json();
    for (String name :
        List.of("apiName", "name", "triggerName", "filterName", "primaryAttribute")) {
      if (!body.hasNonNull(name)) {
        throw new Refusal("1002", "Missing value for required parameter '" + name + "'");
      }
    }
    CustomType type = types.create(body.get("apiName").asText(), version(body, null));
    return Reply.result(out -> full(out, type, type.latest()));
  }

  private void update(CustomType type, JsonNode body) throws Refusal {
    types.change(type, version(body, type.latest()));
  }

  private static Version version(JsonNode body, Version old) throws Refusal {
    return new Version(
        text(body, "name", old == null ? null : old.name()),
        text(body, "description", old == null ? null : old.description()),
        text(body, "triggerName", old == null ? null : old.triggerName()),
        text(body, "filterName", old == null ? null : old.filterName()),
        body.has("primaryAttribute") ? attribute(body.get("primaryAttribute")) : old.primary(),
        old == null ? List.of() : old.attributes());
  }

  private static String text(JsonNode body, String name, String otherwise) {
    return body.hasNonNull(name) ? body.get(name).asText() : otherwise;
  }

  private static List<Attribute> attributes(JsonNode body) throws Refusal {
    List<Attribute> attributes = new ArrayList<>();
    for (JsonNode each : body.path("attributes")) {
      attributes.add(attribute(each));
    }
    if (attributes.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'attributes'");
    }
    return attributes;
  }

  private static Attribute attribute(JsonNode json) throws Refusal {
    if (!json.hasNonNull("apiName")) {
      throw new Refusal("1002", "Missing value for required parameter 'apiName'");
    }
    DataType type = DataType.named(json.path("dataType").asText("string"));
    if (!ALLOWED.contains(type)) {
      throw new Refusal("1003", "Invalid value '" + type.apiName() + "' for dataType");
    }
    String apiName = json.get("apiName").asText();
    return new Attribute(
        apiName, text(json, "name", apiName), text(json, "description", null), type);
  }

  private static void full(JsonGenerator out, CustomType type, Version version) throws IOException {
    head(out, type, version);
    out.writeFieldName("primaryAttribute");
    print(out, version.primary());
    out.writeArrayFieldStart("attributes");
    for (Attribute attribute : version.attributes()) {
      print(out, attribute);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void head(JsonGenerator out, CustomType type, Version version) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", type.id());
    out.writeStringField("apiName", type.apiName());
    out.writeStringField("name", version.name());
    describe(out, version.description());
    out.writeStringField("triggerName", version.triggerName());
    out.writeStringField("filterName", version.filterName());
    out.writeStringField("createdAt", DataType.printInstant(type.createdAt()));
    out.writeStringField("updatedAt", DataType.printInstant(type.updatedAt()));
    out.writeStringField("status", type.status());
  }

  private static void print(JsonGenerator out, Attribute attribute) throws IOException {
    out.writeStartObject();
    out.writeStringField("apiName", attribute.apiName());
    out.writeStringField("name", attribute.name());
    describe(out, attribute.description());
    out.writeStringField("dataType", attribute.type().apiName());
    out.writeEndObject();
  }

  private static void describe(JsonGenerator out, String description) throws IOException {
    if (description != null) {
      out.writeStringField("description", description);
    }
  }
}
