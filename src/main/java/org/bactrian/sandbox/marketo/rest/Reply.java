package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bactrian.sandbox.marketo.store.Refusal;

/** One answer: status, content type, further headers and bytes. */
public record Reply(int status, String type, Map<String, String> headers, byte[] bytes) {
  private static final JsonFactory JSON = new JsonFactory();

  /** What Marketo says its JSON is. */
  public static final String JSON_TYPE = "application/json;charset=UTF-8";

  /** Something that prints JSON. */
  public interface Content {
    void print(JsonGenerator out) throws IOException, Refusal;
  }

  /** An answer of plain text. */
  public static Reply text(int status, String text) {
    return new Reply(status, "text/plain", Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer of JSON without Marketo's envelope. */
  public static Reply json(int status, Content content) throws Refusal {
    return new Reply(status, JSON_TYPE, Map.of(), print(content));
  }

  /** Marketo's envelope around what {@code fields} print, which is fields of the envelope. */
  public static Reply success(Content fields) throws Refusal {
    return json(
        200,
        out -> {
          out.writeStartObject();
          out.writeStringField("requestId", Requests.next());
          out.writeBooleanField("success", true);
          fields.print(out);
          out.writeEndObject();
        });
  }

  /** Marketo's envelope around a result array whose elements {@code elements} print. */
  public static Reply result(Content elements) throws Refusal {
    return success(
        out -> {
          out.writeArrayFieldStart("result");
          elements.print(out);
          out.writeEndArray();
        });
  }

  /** Marketo's envelope around a refusal; HTTP 200, as nearly always. */
  public static Reply failure(Refusal refusal) {
    try {
      return json(
          200,
          out -> {
            out.writeStartObject();
            out.writeStringField("requestId", Requests.next());
            out.writeBooleanField("success", false);
            out.writeArrayFieldStart("errors");
            reason(out, refusal);
            out.writeEndArray();
            out.writeEndObject();
          });
    } catch (Refusal impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Prints a code and its words. */
  public static void reason(JsonGenerator out, Refusal refusal) throws IOException {
    out.writeStartObject();
    out.writeStringField("code", refusal.code());
    out.writeStringField("message", refusal.getMessage());
    out.writeEndObject();
  }

  private static byte[] print(Content content) throws Refusal {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      content.print(out);
    } catch (IOException e) {
      throw new UncheckedIOException("printing an answer", e);
    }
    return bytes.toByteArray();
  }
}
