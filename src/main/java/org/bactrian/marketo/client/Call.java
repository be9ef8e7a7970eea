package org.bactrian.marketo.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked of Marketo.
 *
 * @param target path and query
 * @param contentType of the body
 * @param body what is posted; a call without one is a GET
 * @param rows how many rows the answer must have, or {@link #ANY}
 */
record Call(String target, String contentType, byte[] body, int rows) {

  static final int ANY = -1;
  static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  // Marketo refuses a URI of 8 KB; the host is part of it.
  private static final int LONGEST_TARGET = 7_500;

  static Call get(String path, Map<String, String> query) {
    String encoded = encode(query);
    return path.length() + encoded.length() < LONGEST_TARGET
        ? new Call(encoded.isEmpty() ? path : path + "?" + encoded, null, null, ANY)
        : form(path + "?_method=GET", query);
  }

  static Call form(String target, Map<String, String> fields) {
    return new Call(target, FORM, encode(fields).getBytes(StandardCharsets.UTF_8), ANY);
  }

  static Call post(String target, byte[] json, int rows) {
    return new Call(target, JSON, json, rows);
  }

  /** Method and path, for messages: a query may hold what is nobody's business. */
  String endpoint() {
    return (body == null ? "GET " : "POST ") + target.replaceFirst("\\?.*", "");
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .replace("+", "%20");
  }
}
