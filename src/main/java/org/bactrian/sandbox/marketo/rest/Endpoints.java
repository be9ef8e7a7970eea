package org.bactrian.sandbox.marketo.rest;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Which answer belongs to which method and path; braces in a path are its parameters. */
public final class Endpoints {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  /** What an endpoint does with a call. */
  public interface Answer {
    Reply to(Exchange call) throws Refusal;
  }

  /** An endpoint that fits a call, with the values of its path's parameters. */
  public record Found(String name, Answer answer, Map<String, String> path) {}

  private record Endpoint(
      String method, String template, Pattern pattern, List<String> names, Answer answer) {}

  private final Map<String, Endpoint> exact = new HashMap<>();
  private final List<Endpoint> templates = new ArrayList<>();

  /** A GET at a path. */
  public Endpoints get(String template, Answer answer) {
    return on("GET", template, answer);
  }

  /** A POST at a path. */
  public Endpoints post(String template, Answer answer) {
    return on("POST", template, answer);
  }

  /** A DELETE at a path. */
  public Endpoints delete(String template, Answer answer) {
    return on("DELETE", template, answer);
  }

  private Endpoints on(String method, String template, Answer answer) {
    List<String> names = PARAMETER.matcher(template).results().map(r -> r.group(1)).toList();
    Pattern pattern =
        Pattern.compile(PARAMETER.matcher(template.replace(".", "\\.")).replaceAll("([^/]+?)"));
    Endpoint endpoint = new Endpoint(method, template, pattern, names, answer);
    if (names.isEmpty()) {
      exact.put(method + " " + template, endpoint);
    } else {
      templates.add(endpoint);
    }
    return this;
  }

  /** The endpoint for a call; 610 when there is no such path, 605 when it has other methods. */
  public Found find(String method, String path) throws Refusal {
    Endpoint known = exact.get(method + " " + path);
    if (known != null) {
      return new Found(method + " " + known.template(), known.answer(), Map.of());
    }
    boolean literal =
        exact.containsKey(HttpMethod.GET + " " + path)
            || exact.containsKey(HttpMethod.POST + " " + path)
            || exact.containsKey(HttpMethod.DELETE + " " + path);
    boolean other = literal;
    for (Endpoint endpoint : templates) {
      Matcher matcher = endpoint.pattern().matcher(path);
      if (!matcher.matches()) {
        continue;
      }
      if (endpoint.method().equals(method) && !literal) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < endpoint.names().size(); i++) {
          values.put(endpoint.names().get(i), matcher.group(i + 1));
        }
        return new Found(method + " " + endpoint.template(), endpoint.answer(), values);
      }
      other = true;
    }
    throw other
        ? new Refusal("605", "HTTP Method not supported")
        : new Refusal("610", "Requested resource not found");
  }
}
