package org.bactrian.sandbox.marketo.rest.activity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.CustomType.Attribute;
import org.bactrian.sandbox.marketo.log.CustomType.Version;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Activities that programs add; they are written once, and nothing keeps them from doubling. */
public final class CustomActivityEndpoints {
  private static final int MOST_BYTES = 65_536;

  private final Instance instance;

  /** The door through which activities come. */
  public CustomActivityEndpoints(Instance instance) {
    this.instance = instance;
  }

  /** Registers it. */
  public void mount(Endpoints endpoints) {
    endpoints.post("/rest/v1/activities/external.json", this::add);
  }

  private Reply add(Exchange call) throws Refusal {
    JsonNode input = call.input(call.json());
    return Reply.result(
        out -> {
          for (int i = 0; i < input.size(); i++) {
            out.writeStartObject();
            try {
              if (call.injected().containsKey(i)) {
                throw call.injected().get(i);
              }
              int place = add(input.get(i));
              out.writeNumberField("id", place + 1);
              out.writeStringField("marketoGUID", String.valueOf(place + 1));
              out.writeStringField("status", "added");
            } catch (Refusal refusal) {
              out.writeStringField("status", "skipped");
              out.writeArrayFieldStart("errors");
              Reply.reason(out, refusal);
              out.writeEndArray();
            }
            out.writeEndObject();
          }
        });
  }

  private int add(JsonNode row) throws Refusal {
    for (String name :
        new String[] {"leadId", "activityDate", "activityTypeId", "primaryAttributeValue"}) {
      if (!row.hasNonNull(name)) {
        throw new Refusal("1002", "Missing value for required parameter '" + name + "'");
      }
    }
    int typeId = row.get("activityTypeId").asInt();
    Version type = instance.log().customTypes().approved(typeId);
    long lead = row.get("leadId").asLong();
    if (!instance.leads().table().has(lead)) {
      throw new Refusal("1004", "Lead not found");
    }
    Detail detail =
        new Detail.Custom(
            typeId,
            date(row.get("activityDate").asText()),
            row.get("primaryAttributeValue").asText(),
            attributes(type, row.path("attributes")));
    return instance.log().add(ActivityType.CUSTOM, (int) lead, detail);
  }

  private static long date(String text) throws Refusal {
    try {
      return DataType.instant(text);
    } catch (DateTimeException e) {
      throw new Refusal("1003", "Invalid value '" + text + "' for 'activityDate'");
    }
  }

  private static Map<String, Object> attributes(Version type, JsonNode given) throws Refusal {
    if (given.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new Refusal("1049", "Failed to Create Activity: attributes array too long");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (JsonNode each : given) {
      String name = each.path("apiName").asText(each.path("name").asText());
      Attribute attribute =
          type.attribute(name)
              .orElseThrow(() -> new Refusal("1003", "Invalid attribute '" + name + "'"));
      Field field =
          new Field(
              0,
              attribute.apiName(),
              name,
              null,
              attribute.type(),
              attribute.type().length(),
              Set.of());
      Object value = field.type().print(field.type().read(each.get("value"), field));
      if (value != null) {
        values.put(attribute.name(), value);
      }
    }
    return values;
  }
}
