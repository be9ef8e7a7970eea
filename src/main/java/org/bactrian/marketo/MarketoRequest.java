package org.bactrian.marketo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.bactrian.marketo.client.MarketoClient;

/** A message at an endpoint: its body, and its headers where the endpoint's option is not set. */
record MarketoRequest(MarketoEndpoint endpoint, Message in) {

  MarketoClient client() {
    return endpoint.client();
  }

  Object header(String name) {
    return in.getHeader(name);
  }

  /** The option, or else the header, or null. */
  String option(String configured, String header) {
    return configured != null ? configured : in.getHeader(header, String.class);
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
    Object header = in.getHeader(headerName);
    Stream<?> names =
        configured == null && header instanceof Collection<?> collection
            ? collection.stream()
            : Arrays.stream(
                String.valueOf(configured != null ? configured : header == null ? "" : header)
                    .split(","));
    return names.map(each -> each.toString().strip()).filter(each -> !each.isEmpty()).toList();
  }

  /** Whether there is nothing in the body. */
  boolean isEmpty() {
    return in.getBody() == null || in.getBody() instanceof Collection<?> all && all.isEmpty();
  }

  List<?> list() {
    if (in.getBody() instanceof Collection<?> collection) return new ArrayList<>(collection);
    if (in.getBody() instanceof Map<?, ?> record) return List.of(record);
    throw new IllegalArgumentException(
        "the body must be a list, and is "
            + (in.getBody() == null ? "null" : in.getBody().getClass().getName()));
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
