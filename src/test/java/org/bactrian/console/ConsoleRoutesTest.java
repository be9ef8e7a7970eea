package org.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Nothing is served to browsers that does not pass the gate. */
class ConsoleRoutesTest {

  @Test
  void everyEndpointPassesTheGateWithoutHeaders() throws IOException {
    int endpoints = 0;
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        for (Map<?, ?> route : routes(file)) {
          Map<?, ?> from = (Map<?, ?>) route.get("from");
          if (!String.valueOf(from.get("uri")).startsWith("platform-http:")) continue;
          endpoints++;
          assertThat(route.get("routeConfigurationId"))
              .as("%s", route.get("id"))
              .isEqualTo("console");
          assertThat(((Map<?, ?>) from.get("parameters")).get("useBodyHandler"))
              .as("%s leaves the body to the gate", route.get("id"))
              .isEqualTo(false);
        }
      }
    }
    assertThat(endpoints).isGreaterThan(15);
    String text = Files.readString(Path.of("routes/console.camel.yaml"));
    assertThat(text.indexOf("removeHeaders")).isPositive().isLessThan(text.indexOf("ref: gate"));
  }

  private static List<Map<?, ?>> routes(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      List<?> parts = new Yaml().load(text);
      return parts.stream()
          .map(part -> ((Map<?, ?>) part).get("route"))
          .filter(route -> route != null)
          .<Map<?, ?>>map(route -> (Map<?, ?>) route)
          .toList();
    }
  }
}
