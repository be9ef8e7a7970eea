package org.bactrian.sandbox.marketo.rest.activity;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.log.Origin;

/** How activities are printed, by the rules of the log. */
final class ActivityRows {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final Instance instance;
  private final ActivityLog log;

  ActivityRows(Instance instance) {
    this.instance = instance;
    this.log = instance.log();
  }

  private void head(JsonGenerator out, int at) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", at + 1);
    out.writeStringField("marketoGUID", String.valueOf(at + 1));
    if (log.rules().hasLeadIdAsText(at)) {
      out.writeStringField("leadId", String.valueOf(log.lead(at)));
    } else {
      out.writeNumberField("leadId", log.lead(at));
    }
    if (!log.rules().isWithoutDate(at)) {
      String date = DATE.format(Instant.ofEpochSecond(log.date(at)).atOffset(ZoneOffset.UTC));
      out.writeStringField("activityDate", date + log.rules().zone(at));
    }
    out.writeNumberField("activityTypeId", log.typeId(at));
  }

  /** An activity as any page shows it. */
  void activity(JsonGenerator out, int at) throws IOException {
    head(out, at);
    Detail detail = log.detail(at);
    if (detail.primaryId() != null) {
      out.writeNumberField("primaryAttributeValueId", detail.primaryId());
    }
    String primary = primary(detail);
    if (primary != null) {
      out.writeStringField("primaryAttributeValue", primary);
    }
    attributes(out, detail.attributes(log.seconds(at)));
    out.writeEndObject();
  }

  private String primary(Detail detail) {
    return detail instanceof Detail.NewLead created
        ? instance.leads().name(created.lead())
        : detail.primary();
  }

  /** A change tells the name that its field has now, whatever it was then. */
  void change(JsonGenerator out, int at, Map<Integer, String> names) throws IOException {
    head(out, at);
    Origin origin = Origin.API;
    out.writeArrayFieldStart("fields");
    if (log.detail(at) instanceof Detail.DataValue value) {
      origin = value.origin();
      out.writeStartObject();
      out.writeNumberField("id", value.field().id());
      out.writeStringField("name", names.get(value.field().id()));
      out.writeStringField("newValue", value.after());
      out.writeStringField("oldValue", value.before());
      out.writeEndObject();
    } else if (log.detail(at) instanceof Detail.NewLead created) {
      origin = created.origin();
    }
    out.writeEndArray();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("Reason", origin.reason());
    attributes.put("Source", origin.source());
    attributes.put("Lead ID", log.lead(at));
    if (origin.method() != null) {
      attributes.put("Api Method Name", origin.method());
    }
    if (origin.user() != null) {
      attributes.put("Modifying User", origin.user());
    }
    attributes(out, attributes);
    out.writeEndObject();
  }

  private void attributes(JsonGenerator out, Map<String, Object> attributes) throws IOException {
    out.writeArrayFieldStart("attributes");
    for (var attribute : attributes.entrySet()) {
      out.writeStartObject();
      out.writeStringField("name", log.rules().named(attribute.getKey()));
      out.writeFieldName("value");
      if (attribute.getValue() instanceof Number number) {
        out.writeNumber(number.toString());
      } else if (attribute.getValue() instanceof Boolean flag) {
        out.writeBoolean(flag);
      } else {
        out.writeString((String) attribute.getValue());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
