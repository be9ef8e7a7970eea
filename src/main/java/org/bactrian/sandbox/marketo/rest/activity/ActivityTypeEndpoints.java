package org.bactrian.sandbox.marketo.rest.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.CustomType;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The kinds of activity that there are, standard ones and those of administrators. */
public final class ActivityTypeEndpoints {
  private final ActivityLog log;

  /** The door of an instance's kinds of activity. */
  public ActivityTypeEndpoints(Instance instance) {
    this.log = instance.log();
  }

  /** Registers it. */
  public void mount(Endpoints endpoints) {
    endpoints.get("/rest/v1/activities/types.json", this::types);
  }

  private Reply types(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (ActivityType type : ActivityType.standard()) {
            out.writeStartObject();
            out.writeNumberField("id", type.id());
            out.writeStringField("name", type.apiName());
            out.writeStringField("description", type.apiName());
            out.writeObjectFieldStart("primaryAttribute");
            out.writeStringField("name", log.rules().named(type.primary()));
            out.writeStringField("dataType", type.primary().endsWith("ID") ? "integer" : "string");
            out.writeEndObject();
            out.writeArrayFieldStart("attributes");
            for (String attribute : type.attributes()) {
              out.writeStartObject();
              out.writeStringField("name", log.rules().named(attribute));
              out.writeStringField("dataType", "string");
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
          }
          for (CustomType type : log.customTypes().all()) {
            if (type.approved().isPresent()) {
              custom(out, type, type.approved().get());
            }
          }
        });
  }

  private static void custom(JsonGenerator out, CustomType type, CustomType.Version version)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", type.id());
    out.writeStringField("name", version.name());
    out.writeStringField("description", String.valueOf(version.description()));
    out.writeObjectFieldStart("primaryAttribute");
    out.writeStringField("name", version.primary().name());
    out.writeStringField("dataType", version.primary().type().apiName());
    out.writeEndObject();
    out.writeArrayFieldStart("attributes");
    for (CustomType.Attribute attribute : version.attributes()) {
      out.writeStartObject();
      out.writeStringField("name", attribute.name());
      out.writeStringField("dataType", attribute.type().apiName());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
