package org.bactrian.marketo.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked of Marketo.
 *
 * @param target path and query
 * @param contentType of the body, or null without one
 * @param body what is sent, or null
 * @param rows how many rows the answer must have, or {@link #ANY}, or {@link #NONE}
 * @param range which bytes of a file are wanted, as HTTP says it, or null
 * @param key the field that names the record of each row of the answer, or null
 */
public record Call(
    String method,
    String target,
    String contentType,
    byte[] body,
    int rows,
    Repeat repeat,
    String range,
    String key) {

  /** The answer has a result, with any number of rows. */
  public static final int ANY = -1;

  /** The answer need not have a result. */
  public static final int NONE = -2;

  static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  // Marketo refuses a URI of 8 KB; the host is part of it.
  private static final int LONGEST_TARGET = 7_500;

  /** Reads; a query too long for a URI travels as a form. */
  public static Call get(String path, Map<String, String> query) {
    String encoded = encode(query);
    return path.length() + encoded.length() < LONGEST_TARGET
        ? safe("GET", encoded.isEmpty() ? path : path + "?" + encoded, null, null, ANY)
        : form(path + "?_method=GET", query);
  }

  /** Reads; the query is in the URI however long it is, as where Marketo takes no form (605). */
  public static Call getAlways(String path, Map<String, String> query) {
    return safe("GET", path + "?" + encode(query), null, null, ANY);
  }

  /** Posts a form. */
  public static Call form(String target, Map<String, String> fields) {
    return safe("POST", target, FORM, encode(fields).getBytes(StandardCharsets.UTF_8), ANY);
  }

  /** Posts JSON. */
  public static Call post(String target, byte[] json, int rows) {
    return safe("POST", target, JSON, json, rows);
  }

  /** Posts a map as JSON. */
  public static Call post(String target, Map<String, ?> json, int rows) {
    try {
      return post(target, Wire.JSON.writeValueAsBytes(json), rows);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a call holds what JSON can't: " + e.getMessage(), e);
    }
  }

  /** Calls with everything in the target: no body. */
  public static Call bare(String method, String target, int rows) {
    return safe(method, target, null, null, rows);
  }

  private static Call safe(String method, String target, String type, byte[] body, int rows) {
    return new Call(method, target, type, body, rows, Repeat.SAFE, null, null);
  }

  /** The same, to be sent again or not. */
  public Call with(Repeat instead) {
    return new Call(method, target, contentType, body, rows, instead, range, key);
  }

  /** The same, without asking for a result. */
  public Call withoutResult() {
    return new Call(method, target, contentType, body, NONE, repeat, range, key);
  }

  /** The same for some bytes of a file, the last one included. */
  public Call bytes(long from, long to) {
    return new Call(
        method, target, contentType, body, rows, repeat, "bytes=%d-%d".formatted(from, to), key);
  }

  /** The same, each row of whose answer must have this field. */
  public Call named(String by) {
    return new Call(method, target, contentType, body, rows, repeat, range, by);
  }

  /** Whether it may change something: a query that is posted as a form does not. */
  public boolean mayWrite() {
    return !method.equals("GET") && !target.contains("_method=GET");
  }

  /** Method and path, for messages: a query may hold what is nobody's business. */
  public String endpoint() {
    return method + " " + target.replaceFirst("\\?.*", "");
  }

  /** A query that gives one name to each of several values, as in {@code id=1&id=2}. */
  public static String repeated(String name, Collection<String> values) {
    return values.stream()
        .map(value -> encode(Map.of(name, value)))
        .collect(Collectors.joining("&"));
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .replace("+", "%20");
  }
}
