package org.bactrian.marketo;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.wire.Wire;

/** A message at an endpoint: its body, and its headers, which go before the endpoint's options. */
record MarketoRequest(MarketoEndpoint endpoint, Message in) {

  MarketoClient client() {
    return endpoint.client();
  }

  Object header(String name) {
    return in.getHeader(name);
  }

  /** The header, or else the option, or null. */
  String option(String configured, String header) {
    String own = in.getHeader(header, String.class);
    return own == null ? configured : own;
  }

  /** The option or header that must be there. */
  String need(String what, String configured, String header) {
    String value = option(configured, header);
    if (value == null || value.isBlank()) throw lacks(what);
    return value;
  }

  IllegalArgumentException lacks(String what) {
    return new IllegalArgumentException(endpoint.getEndpointUri() + " needs " + what);
  }

  String token() {
    return need(
        "nextPageToken, where to begin",
        endpoint.getNextPageToken(),
        MarketoConstants.NEXT_PAGE_TOKEN);
  }

  String tokenOrNull() {
    return option(endpoint.getNextPageToken(), MarketoConstants.NEXT_PAGE_TOKEN);
  }

  int pages() {
    Integer header = in.getHeader(MarketoConstants.PAGES, Integer.class);
    int pages = header == null ? endpoint.getPages() : header;
    if (pages < 1) throw lacks("pages of 1 or more, and not " + pages);
    return pages;
  }

  List<String> fields() {
    return names(endpoint.getFields(), MarketoConstants.FIELDS);
  }

  /** Names separated by commas, or a collection of them in the header. */
  List<String> names(String configured, String headerName) {
    Stream<?> names =
        in.getHeader(headerName) instanceof Collection<?> collection
            ? collection.stream()
            : Arrays.stream(Objects.toString(option(configured, headerName), "").split(","));
    return names.map(each -> each.toString().strip()).filter(each -> !each.isEmpty()).toList();
  }

  /** Whether there is nothing in the body. */
  boolean isEmpty() {
    return in.getBody() == null || in.getBody() instanceof Collection<?> all && all.isEmpty();
  }

  /**
   * What the body holds: a collection, an iterator, a map for one record; or JSON of an array or an
   * object, as text, bytes or a stream.
   */
  List<?> list() {
    Object body = in.getBody();
    if (body instanceof Collection<?> collection) return new ArrayList<>(collection);
    if (body instanceof Map<?, ?> record) return List.of(record);
    if (body instanceof Iterator<?> iterator) {
      List<Object> all = new ArrayList<>();
      iterator.forEachRemaining(all::add);
      return all;
    }
    byte[] json = body instanceof Number ? null : in.getBody(byte[].class);
    if (json == null)
      throw new IllegalArgumentException(
          "the body must be a list or JSON, and is "
              + (body == null ? "null" : body.getClass().getName()));
    try {
      Object read = Wire.JSON.readValue(json, Object.class);
      if (read instanceof List<?> list) return list;
      if (read instanceof Map<?, ?> record) return List.of(record);
      throw new IllegalArgumentException("the body's JSON must be an array or an object");
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is neither a list nor JSON: " + where(e), e);
    }
  }

  /** Where JSON breaks off, without quoting it. */
  private static String where(IOException e) {
    return e instanceof JsonProcessingException json && json.getLocation() != null
        ? "line %d, column %d"
            .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
        : e.getMessage();
  }

  List<String> texts() {
    return list().stream().map(each -> each == null ? null : each.toString()).toList();
  }

  /** Ids, be they values or maps that have an {@code id}. */
  List<String> ids() {
    return list().stream()
        .map(each -> String.valueOf(each instanceof Map<?, ?> record ? record.get("id") : each))
        .toList();
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> records() {
    List<?> records = list();
    for (Object each : records) {
      if (!(each instanceof Map))
        throw new IllegalArgumentException(
            "the body must be a list of maps, and has a "
                + (each == null ? "null" : each.getClass().getName()));
    }
    return (List<Map<String, Object>>) records;
  }
}
