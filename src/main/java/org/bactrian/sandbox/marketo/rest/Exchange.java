package org.bactrian.sandbox.marketo.rest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.marketo.store.Refusal;

/** One call as an endpoint sees it: its parameters, its body, and what shall go wrong with it. */
public record Exchange(
    HttpServerRequest request,
    MultiMap query,
    Map<String, String> path,
    Buffer body,
    Map<Integer, Refusal> injected) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The most records of one call. */
  public static final int MOST = 300;

  private static final String PLACE = "P";

  /** The body as JSON; an empty body is an empty node. */
  public JsonNode json() throws Refusal {
    if (body.length() == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body.getBytes());
    } catch (IOException e) {
      throw new Refusal("609", "Invalid JSON");
    }
  }

  /** The records of the body, 1 to 300. */
  public JsonNode input(JsonNode json) throws Refusal {
    JsonNode input = json.path("input");
    if (input.isMissingNode()) {
      throw new Refusal("1002", "Missing value for required parameter 'input'");
    }
    if (!input.isArray()) {
      throw new Refusal("1001", "Invalid value for 'input'. Required of type 'array'");
    }
    if (input.isEmpty()) {
      throw new Refusal("702", "No data in 'input'");
    }
    if (input.size() > MOST) {
      throw new Refusal("1003", "Number of records " + input.size() + " exceeds the limit of 300");
    }
    return input;
  }

  /** The only value of a parameter, or null. */
  public String text(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A parameter that must be there. */
  public String need(String name) throws Refusal {
    String value = text(name);
    if (value == null) {
      throw new Refusal("1002", "Missing value for required parameter '" + name + "'");
    }
    return value;
  }

  /** The values of a parameter, given with commas or several times. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (String all : query.getAll(name)) {
      for (String one : all.split(",")) {
        if (!one.isBlank()) {
          values.add(one.strip());
        }
      }
    }
    return values;
  }

  /** The values of a parameter as numbers. */
  public List<Long> numbers(String name) throws Refusal {
    List<Long> numbers = new ArrayList<>();
    for (String value : values(name)) {
      numbers.add(number(name, value));
    }
    return numbers;
  }

  /** A number in the path. */
  public long pathNumber(String name) throws Refusal {
    return number(name, path.get(name));
  }

  /** The page size asked for, at most 300. */
  public int batchSize() throws Refusal {
    String size = text("batchSize");
    long number = size == null ? MOST : number("batchSize", size);
    if (number < 1 || number > MOST) {
      throw new Refusal("1003", "Invalid value '" + size + "' for parameter 'batchSize'");
    }
    return (int) number;
  }

  /** A number as text, or the refusal of the parameter that holds it. */
  public static long number(String name, String value) throws Refusal {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new Refusal(
          "1001", "Invalid value '" + value + "' for '" + name + "'. Required of type 'integer'");
    }
  }

  /** The place that a paging token stands for; no token is the beginning. */
  public int offset() throws Refusal {
    String token = text("nextPageToken");
    if (token == null) {
      return 0;
    }
    try {
      if (token.startsWith(PLACE)) return Integer.parseInt(token.substring(PLACE.length()), 36);
      throw new NumberFormatException(token);
    } catch (NumberFormatException e) {
      throw new Refusal("1003", "Invalid value '" + token + "' for parameter 'nextPageToken'");
    }
  }

  /** The paging token that stands for a place. */
  public static String token(int offset) {
    return PLACE + Integer.toString(offset, 36).toUpperCase();
  }
}
