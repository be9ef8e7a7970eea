package org.bactrian.docs;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What the files in {@code routes/} say of who calls whom, with a chart for each file. */
final class RouteCharts {

  private record Route(String id, String description, String from, Set<String> calls) {}

  private final Map<Path, List<Route>> files = new TreeMap<>();
  private final Map<String, String> idOf = new LinkedHashMap<>();

  /** The shipped routes but the console's pages. */
  RouteCharts() {
    try (Stream<Path> folder = Files.list(Path.of("routes"))) {
      for (Path file : folder.sorted().toList()) {
        List<Route> routes = routes(file);
        if (!routes.isEmpty()) files.put(file, routes);
        routes.forEach(route -> idOf.put(route.from(), route.id()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Route> routes(Path file) throws IOException {
    List<Route> routes = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file)) {
      for (Object part : (List<?>) new Yaml().load(text)) {
        if (!(((Map<?, ?>) part).get("route") instanceof Map<?, ?> route)) continue;
        Map<?, ?> from = (Map<?, ?>) route.get("from");
        String uri = (String) from.get("uri");
        if (uri.startsWith("platform-http:")) continue;
        Set<String> calls = new LinkedHashSet<>();
        collect(from.get("steps"), calls);
        routes.add(
            new Route((String) route.get("id"), (String) route.get("description"), uri, calls));
      }
    }
    return routes;
  }

  /** Endpoints as a step names them, or as the constant of an enrich does. */
  private static void collect(Object node, Set<String> calls) {
    if (node instanceof List<?> list) {
      list.forEach(each -> collect(each, calls));
    } else if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value instanceof String text && isCall(key, text)) calls.add(text);
            else collect(value, calls);
          });
    }
  }

  private static boolean isCall(Object key, String text) {
    return key.equals("uri") || text.matches("(direct|salesforce|marketo):.*");
  }

  /** The routes that a route calls, in the order of its steps. */
  List<String> calledBy(String id) {
    return files.values().stream()
        .flatMap(List::stream)
        .filter(route -> route.id().equals(id))
        .flatMap(route -> route.calls().stream())
        .filter(idOf::containsKey)
        .map(idOf::get)
        .toList();
  }

  /** For each file a heading, its routes and a Mermaid flow chart. */
  String markdown() {
    StringBuilder page = new StringBuilder();
    files.forEach(
        (file, routes) -> {
          String name = file.getFileName().toString();
          page.append("\n### [%s](../../../routes/%s)\n\n".formatted(name, name));
          page.append("| route | does |\n|---|---|\n");
          for (Route each : routes) {
            page.append("| `%s` | %s |\n".formatted(each.id(), each.description()));
          }
          page.append("\n```mermaid\nflowchart LR\n");
          Set<String> lines = new LinkedHashSet<>();
          for (Route each : routes) lines.addAll(arrows(each, routes));
          lines.forEach(line -> page.append("  ").append(line).append("\n"));
          page.append("```\n");
        });
    return page.append("\n").toString();
  }

  private List<String> arrows(Route route, List<Route> ofItsFile) {
    String id = route.id();
    List<String> lines = new ArrayList<>();
    if (!route.from().startsWith("direct:")) {
      lines.add("%s([%s]) --> %s".formatted(route.from().split(":")[0], route.from(), id));
    }
    for (String uri : route.calls()) {
      String system = uri.split(":")[0];
      String operation = uri.substring(system.length() + 1).replaceAll("\\$\\{[^}]*}", "…");
      if (idOf.containsKey(uri)) {
        String called = idOf.get(uri);
        boolean here = ofItsFile.stream().anyMatch(each -> each.id().equals(called));
        lines.add("%s --> %s".formatted(id, here ? called : called + "([" + called + "])"));
      } else if (system.equals("direct")) {
        lines.add("%s -.-> any([the route that the body names])".formatted(id));
      } else {
        lines.add("%s -- \"%s\" --> %s[(%s)]".formatted(id, operation, system, system));
      }
    }
    if (lines.isEmpty()) lines.add(id);
    return lines;
  }
}
