package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;

/** How records and what became of them are printed. */
public final class Rows {
  private Rows() {}

  /** Does something with the record at a place of the input, as the whole call was not refused. */
  public interface Deed {
    Result with(int place) throws Refusal;
  }

  /** What becomes of each record of the input, in input order, with {@code seq} or without. */
  public static Reply results(Exchange call, int size, String idField, boolean seq, Deed deed)
      throws Refusal {
    return Reply.result(
        out -> {
          for (int place = 0; place < size; place++) {
            Refusal injected = call.injected().get(place);
            Result result = injected == null ? deed.with(place) : Result.skipped(null, injected);
            out.writeStartObject();
            if (seq) {
              out.writeNumberField("seq", place);
            }
            if (result.id() != null) {
              out.writePOJOField(idField, result.id());
            }
            out.writeStringField("status", result.status());
            if (result.reason() != null) {
              out.writeArrayFieldStart("reasons");
              Reply.reason(out, result.reason());
              out.writeEndArray();
            }
            out.writeEndObject();
          }
        });
  }

  /** One value by its name. */
  public static void value(JsonGenerator out, String name, Object value) throws IOException {
    out.writeFieldName(name);
    if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else {
      out.writeString((String) value);
    }
  }

  /** What the schema endpoints say of a field. */
  public static void field(JsonGenerator out, Field field) throws IOException {
    out.writeStartObject();
    out.writeStringField("displayName", field.displayName());
    out.writeStringField("name", field.name());
    out.writeStringField("description", field.description());
    out.writeStringField(
        "dataType",
        field.type() == DataType.SCORE ? field.type().apiName() : field.describedType());
    if (field.length() > 0) {
      out.writeNumberField("length", field.length());
    }
    out.writeBooleanField("isHidden", field.hidden());
    out.writeBooleanField("isHtmlEncodingInEmail", true);
    out.writeBooleanField("isSensitive", false);
    out.writeBooleanField("isCustom", field.custom());
    out.writeBooleanField("isApiCreated", field.custom());
    out.writeEndObject();
  }

  /** A page of fields: 300 unless asked for fewer. */
  public static Reply fields(Exchange call, List<Field> all) throws Refusal {
    List<Field> shown = all.stream().filter(field -> !field.internal()).toList();
    int from = Math.min(call.offset(), shown.size());
    int to = Math.min(from + call.batchSize(), shown.size());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (Field field : shown.subList(from, to)) {
            field(out, field);
          }
          out.writeEndArray();
          if (to < shown.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
            out.writeBooleanField("moreResult", true);
          }
        });
  }
}
