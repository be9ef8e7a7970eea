package org.bactrian.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bactrian.console.access.Guard;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is open to people who have not logged in, and that no page gets HTTP headers. */
class ConsoleRoutesTest {

  /** Whoever adds one must say here why a stranger may have it. */
  private static final Map<String, String> WITHOUT_LOGIN =
      Map.of(
          "console-login", "asks for the password",
          "console-login-enter", "takes the password",
          "console-language", "the login page has a language, too",
          "console-assets", "the login page has its looks; no file is about the sync",
          "console-connect-callback", "Salesforce's redirect brings no Strict cookie, but a state");

  @Test
  void nothingElseIsServedWithoutALogin() throws IOException {
    Map<Object, Object> open = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        for (Map<?, ?> route : routes(file)) {
          if (Guard.of((String) route.get("group")) != Guard.LOGIN) {
            open.put(route.get("id"), route.get("group"));
          }
        }
      }
    }
    assertThat(open.keySet()).isEqualTo(WITHOUT_LOGIN.keySet());
    assertThat(open.values()).containsOnly("without-login");
  }

  @Test
  void everyEndpointTakesFormsOnlyAndNoHeaders() throws IOException {
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
    assertThat(Files.readString(Path.of("routes/console.camel.yaml"))).contains("removeHeaders");
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
