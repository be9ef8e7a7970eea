package org.bactrian.sandbox.salesforce.rest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bactrian.sandbox.salesforce.org.Refusal;

/**
 * A call of the data API.
 *
 * @param path decoded, without {@code /services/data} and the version
 * @param version as in the URL, {@code v62.0}; empty for the list of versions
 * @param headers values by name
 */
public record Call(
    String method,
    String version,
    List<String> path,
    Map<String, String> query,
    JsonNode body,
    UnaryOperator<String> headers) {

  private static final String ROOT = "/services/data";

  /** The call of a URL, which may be absolute within the host or start with the version. */
  public static Call of(String method, String url, JsonNode body, UnaryOperator<String> headers) {
    int mark = url.indexOf('?');
    String path = mark < 0 ? url : url.substring(0, mark);
    if (path.startsWith(ROOT)) {
      path = path.substring(ROOT.length());
    }
    List<String> steps =
        Arrays.stream(path.split("/"))
            .filter(s -> !s.isEmpty())
            .map(s -> decoded(s.replace("+", "%2B")))
            .toList();
    Map<String, String> query = mark < 0 ? Map.of() : query(url.substring(mark + 1));
    return new Call(
        query.getOrDefault("_HttpMethod", method),
        steps.isEmpty() ? "" : steps.get(0),
        steps.isEmpty() ? steps : steps.subList(1, steps.size()),
        query,
        body,
        headers);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Its path, decoded: {@code /services/data/v62.0/query}. */
  public String where() {
    return "%s/%s/%s".formatted(ROOT, version, String.join("/", path));
  }

  /** The same call by another method. */
  public Call by(String otherMethod) {
    return new Call(otherMethod, version, path, query, body, headers);
  }

  /**
   * Its URL without the host, decoded: {@code /services/data/v62.0/query?q=SELECT Id FROM Lead}.
   */
  public String url() {
    String parameters =
        query.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    return where() + "?" + parameters;
  }

  /** The step of the path at this place, or an empty text. */
  public String step(int at) {
    return at < path.size() ? path.get(at) : "";
  }

  /** The value of a header, or the given one. */
  public String header(String name, String otherwise) {
    String value = headers.apply(name);
    return value == null ? otherwise : value;
  }

  /** The JSON object in the body. */
  public ObjectNode object() {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.of("JSON_PARSER_ERROR", "Unexpected end-of-input at [line:1, column:1]");
  }

  /** The refusal of this call's method. */
  public Refusal methodNotAllowed(String allowed) {
    return new Refusal(
        405,
        "METHOD_NOT_ALLOWED",
        "HTTP Method '%s' not allowed. Allowed are %s".formatted(method, allowed));
  }
}
