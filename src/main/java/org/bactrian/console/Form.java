package org.bactrian.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a person filled in, read strictly: it is a form, in UTF-8. */
public final class Form {

  /** Nothing filled in. */
  static final Form EMPTY = new Form(Map.of());

  private static final String TYPE = "application/x-www-form-urlencoded";

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

  /** Whether a request's body says that it is one. */
  public static boolean isOne(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
  }

  /**
   * What a request's body holds, after it was read.
   *
   * @throws Refused with 400 if it is no form
   */
  public static Form of(RoutingContext context) {
    if (!isOne(context)) throw new Refused(400, "no-form");
    Buffer body = context.body().buffer();
    return new Form(parse(text(body == null ? new byte[0] : body.getBytes())));
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
