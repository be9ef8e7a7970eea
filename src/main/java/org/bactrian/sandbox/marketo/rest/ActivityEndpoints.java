package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.log.ActivityLog;
import org.bactrian.sandbox.marketo.log.ActivityType;
import org.bactrian.sandbox.marketo.log.Detail;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** What happened, page by page: the change log of a program that keeps in step. */
final class ActivityEndpoints {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'", Locale.ROOT);

  /** How many activities one call looks at; Marketo too answers with short pages now and then. */
  private static final int LOOKED_AT = 5_000;

  private final Instance instance;
  private final ActivityLog log;

  ActivityEndpoints(Instance instance) {
    this.instance = instance;
    this.log = instance.log();
  }

  void mount(Endpoints endpoints) {
    endpoints
        .get("/rest/v1/activities/pagingtoken.json", this::token)
        .get("/rest/v1/activities/types.json", this::types)
        .get("/rest/v1/activities.json", this::activities)
        .get("/rest/v1/activities/leadchanges.json", this::changes)
        .get("/rest/v1/activities/deletedleads.json", this::deleted);
  }

  private Reply token(Exchange call) throws Refusal {
    String since = call.need("sinceDatetime");
    long seconds;
    try {
      seconds = DataType.instant(since);
    } catch (java.time.DateTimeException e) {
      throw new Refusal("1001", "Invalid value '" + since + "' for 'sinceDatetime'");
    }
    int place = log.from(seconds * 1000);
    return Reply.success(out -> out.writeStringField("nextPageToken", Exchange.token(place)));
  }

  private Reply types(Exchange call) throws Refusal {
    return Reply.result(
        out -> {
          for (ActivityType type : ActivityType.values()) {
            out.writeStartObject();
            out.writeNumberField("id", type.id());
            out.writeStringField("name", type.apiName());
            out.writeStringField("description", type.apiName());
            out.writeObjectFieldStart("primaryAttribute");
            out.writeStringField("name", type.primary());
            out.writeStringField("dataType", type.primary().endsWith("ID") ? "integer" : "string");
            out.writeEndObject();
            out.writeArrayFieldStart("attributes");
            for (String attribute : type.attributes()) {
              out.writeStartObject();
              out.writeStringField("name", attribute);
              out.writeStringField("dataType", "string");
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
          }
        });
  }

  private Reply activities(Exchange call) throws Refusal {
    List<Long> types = call.numbers("activityTypeIds");
    List<Long> leads = call.numbers("leadIds");
    if (types.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'activityTypeIds'");
    }
    if (types.size() > 10 || leads.size() > 30) {
      throw new Refusal("1003", "No more than 10 activityTypeIds and 30 leadIds");
    }
    return page(
        call,
        at ->
            types.contains((long) log.type(at).id())
                && (leads.isEmpty() || leads.contains((long) log.lead(at))),
        this::activity);
  }

  private Reply deleted(Exchange call) throws Refusal {
    return page(call, at -> log.type(at) == ActivityType.DELETE, this::activity);
  }

  private Reply changes(Exchange call) throws Refusal {
    call.need("fields");
    List<String> fields = call.values("fields");
    for (String field : fields) {
      instance.leads().schema().need(field);
    }
    return page(
        call,
        at ->
            log.type(at) == ActivityType.NEW_LEAD
                || log.detail(at) instanceof Detail.DataValue value
                    && fields.contains(value.field().name()),
        this::change);
  }

  private interface Print {
    void at(JsonGenerator out, int place) throws IOException;
  }

  private Reply page(Exchange call, IntPredicate wanted, Print print) throws Refusal {
    call.need("nextPageToken");
    int from = call.offset();
    int most = call.batchSize();
    int end = log.visible();
    return Reply.success(
        out -> {
          int found = 0;
          int at = Math.max(0, from);
          int last = Math.min(end, at + LOOKED_AT);
          // Where there is nothing to tell, Marketo leaves the result out.
          for (; at < last && found < most; at++) {
            if (wanted.test(at) && log.isKept(at)) {
              if (found++ == 0) {
                out.writeArrayFieldStart("result");
              }
              print.at(out, at);
            }
          }
          if (found > 0) {
            out.writeEndArray();
          }
          out.writeStringField("nextPageToken", Exchange.token(Math.max(at, from)));
          out.writeBooleanField("moreResult", at < end);
        });
  }

  private void head(JsonGenerator out, int at) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", at + 1);
    out.writeStringField("marketoGUID", String.valueOf(at + 1));
    out.writeNumberField("leadId", log.lead(at));
    out.writeStringField(
        "activityDate",
        DATE.format(Instant.ofEpochSecond(log.seconds(at)).atOffset(ZoneOffset.UTC)));
    out.writeNumberField("activityTypeId", log.type(at).id());
  }

  private void activity(JsonGenerator out, int at) throws IOException {
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

  private void change(JsonGenerator out, int at) throws IOException {
    head(out, at);
    Origin origin = Origin.API;
    out.writeArrayFieldStart("fields");
    if (log.detail(at) instanceof Detail.DataValue value) {
      origin = value.origin();
      out.writeStartObject();
      out.writeNumberField("id", value.field().id());
      out.writeStringField("name", value.field().name());
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

  private static void attributes(JsonGenerator out, Map<String, Object> attributes)
      throws IOException {
    out.writeArrayFieldStart("attributes");
    for (var attribute : attributes.entrySet()) {
      out.writeStartObject();
      out.writeStringField("name", attribute.getKey());
      out.writeFieldName("value");
      if (attribute.getValue() instanceof Integer number) {
        out.writeNumber(number);
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
