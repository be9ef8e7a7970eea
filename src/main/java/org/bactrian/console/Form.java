package org.bactrian.console;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a person filled in, read strictly: it is a form, in UTF-8, and not too long. */
public final class Form {

  /** Nothing filled in. */
  static final Form EMPTY = new Form(Map.of());

  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final int SECONDS = 10;
  private static final int MOST_DRAINED = 16;

  private final Map<String, String> values;

  private Form(Map<String, String> values) {
    this.values = values;
  }

  /** What was filled in; empty where there is no such field. */
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** What was filled in, if there is such a field. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Reads a request's body, which Vert.x holds back until now. One that is too long is read to its
   * end, within reason, because a browser shows no answer before it has sent everything.
   *
   * @throws Refused with 413 if it is longer than so many bytes, 400 if it is no form
   */
  static Form read(HttpServerRequest request, int mostBytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<Long> end = new CompletableFuture<>();
    long[] read = new long[1];
    request.exceptionHandler(end::completeExceptionally);
    request.handler(
        part -> {
          read[0] += part.length();
          if (read[0] <= mostBytes) body.writeBytes(part.getBytes());
          if (read[0] > (long) mostBytes * MOST_DRAINED) end.complete(read[0]);
        });
    request.endHandler(nothing -> end.complete(read[0]));
    request.resume();
    try {
      if (end.get(SECONDS, TimeUnit.SECONDS) > mostBytes) throw new Refused(413, "too-long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(400, "no-form");
    } catch (ExecutionException | TimeoutException e) {
      throw new Refused(400, "no-form");
    }
    String type = request.getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      throw new Refused(400, "no-form");
    }
    return new Form(parse(text(body.toByteArray())));
  }

  /**
   * Takes apart {@code a=1&b=2}.
   *
   * @throws Refused with 400 if it is malformed
   */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    if (text.isEmpty()) return values;
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) throw new Refused(400, "no-form");
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) throw new Refused(400, "no-form");
      String name = decode(pair.substring(0, equals));
      if (values.put(name, decode(pair.substring(equals + 1))) != null) {
        throw new Refused(400, "no-form");
      }
    }
    return values;
  }

  private static String decode(String encoded) {
    try {
      byte[] bytes =
          URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      return text(bytes);
    } catch (IllegalArgumentException e) {
      throw new Refused(400, "no-form");
    }
  }

  private static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) throw new Refused(400, "no-form");
      return text;
    } catch (CharacterCodingException e) {
      throw new Refused(400, "no-form");
    }
  }
}
