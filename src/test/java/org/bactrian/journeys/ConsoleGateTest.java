package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bactrian.journeys.RawHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Nobody gets at any route without the password, however its path is spelled. */
class ConsoleGateTest {

  private static final String PASSWORD = Served.PASSWORD;

  /** What an engineer adds in a file of their own. */
  private static final String OWN_ROUTES =
      """
      - route:
          id: own-page
          from:
            uri: platform-http:/own
            steps: [ { setBody: { constant: "what only people who logged in may see" } } ]
      - route:
          id: own-page-written
          group: something-else
          from:
            uri: platform-http:/own/written
            parameters: { httpMethodRestrict: "POST,PUT" }
            steps: [ { setBody: { simple: "written: ${body}" } } ]
      - route:
          id: own-webhook
          group: webhook
          from:
            uri: platform-http:/own/webhook
            parameters: { httpMethodRestrict: POST }
            steps: [ { setBody: { simple: "taken: ${body} ${header.X-Proof}" } } ]
      """;

  private static final Set<String> OPEN =
      Set.of("/login", "/language", "/assets/{hash}/{name}", "/connect/callback", "/own/webhook");

  @TempDir static Path folder;
  private static Served served;
  private static RawHttp console;
  private static List<Endpoint> endpoints;
  private static String before;

  /** A route that is served. */
  private record Endpoint(String method, String path) {}

  @BeforeAll
  static void start() throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) Files.copy(file, routes.resolve(file.getFileName()));
    }
    Files.writeString(routes.resolve("own.camel.yaml"), OWN_ROUTES);
    endpoints = endpoints(routes);
    served = new Served(folder.resolve("data"), 5);
    served.systems.set("routes", routes.toString());
    served.askPassword();
    served.start().flows().once();
    before = served.bactrian().setup().standing().kind().name();
    console = new RawHttp(Integer.parseInt(served.local().replaceFirst(".*:", "")));
  }

  @AfterAll
  static void stop() {
    if (served != null) served.close();
  }

  private static List<Endpoint> endpoints(Path routes) throws IOException {
    List<Endpoint> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(routes)) {
      for (Path file : files.sorted().toList()) {
        try (Reader text = Files.newBufferedReader(file)) {
          List<?> parts = new Yaml().load(text);
          for (Object part : parts) addTo(all, (Map<?, ?>) ((Map<?, ?>) part).get("route"));
        }
      }
    }
    return all;
  }

  private static void addTo(List<Endpoint> all, Map<?, ?> route) {
    Map<?, ?> from = route == null ? Map.of() : (Map<?, ?>) route.get("from");
    String uri = String.valueOf(from.get("uri"));
    if (!uri.startsWith("platform-http:")) return;
    Map<?, ?> parameters = from.get("parameters") instanceof Map<?, ?> given ? given : Map.of();
    Object methods = parameters.get("httpMethodRestrict");
    for (String method : String.valueOf(methods == null ? "GET" : methods).split(",")) {
      all.add(new Endpoint(method, uri.substring("platform-http:".length())));
    }
  }

  private static List<String> spellings(String path, int port) {
    String tail = path.substring(1);
    String host = "localhost:" + port;
    List<String> all =
        new ArrayList<>(
            List.of(
                path,
                path + "/",
                "/" + path,
                "//" + path,
                path + "//",
                "/." + path,
                path + "/.",
                path + "/x/..",
                path.toUpperCase(Locale.ROOT),
                path + ";",
                path + ";a=/login",
                "/;" + path,
                "/login;" + path,
                path + "%00",
                path + "%20",
                path + "%2f",
                path + "?/login",
                path + "#/login",
                path + "%23/login",
                path + "%3f/login",
                path.replace("/", "%2f"),
                path.replace("/", "\\"),
                "/%2f" + tail,
                "\\" + tail,
                "/%5c" + tail,
                "%2f" + tail,
                "http://" + host + path,
                "//" + host + path,
                "http://" + host + "/login/.." + path,
                host + path,
                tail,
                "*"));
    if (!tail.isEmpty()) {
      all.add("/%" + Integer.toHexString(tail.charAt(0)) + tail.substring(1));
      all.add("/login/%2e%2e/%" + Integer.toHexString(tail.charAt(0)) + tail.substring(1));
    }
    for (String open : List.of("/login", "/language", "/assets/x", "/connect/callback")) {
      String up = "/..".repeat((int) open.chars().filter(c -> c == '/').count());
      for (String dots :
          List.of(
              up,
              up.replace("..", "%2e%2e"),
              up.replace("..", "%2E."),
              up.replace("..", ".%2e"),
              up.replace("..", "%252e%252e"),
              up.replace("/..", "%2f.."),
              up.replace("/..", "\\.."),
              up.replace("/..", "%5c.."),
              up.replace("/..", ";/.."),
              up.replace("..", "..;"),
              up.replace("/..", "//.."),
              up.replace("..", "..%00"))) {
        all.add(open + dots + path);
      }
      all.add(open + path);
      all.add(open + "?" + path);
      all.add(open + "#/.." + path);
    }
    return all;
  }

  private static String example(String path) {
    return path.replace("{id}", "1")
        .replace("{name}", "lead")
        .replace("{deed}", "pause")
        .replace("{hash}", "0");
  }

  /** Asks for every route in every spelling, as a stranger who did all that a stranger can. */
  private static void walk(RawHttp door) {
    Visitor stranger = new Visitor("http://localhost:" + door.port());
    stranger.get("/login");
    String cookie = stranger.cookies.entrySet().iterator().next().toString();
    String body = "token=" + stranger.token + "&password=x&links=forget&host=sandbox";
    Set<String> got = new TreeSet<>();
    for (Endpoint endpoint : endpoints) {
      if (OPEN.contains(endpoint.path())) continue;
      for (String target : spellings(example(endpoint.path()), door.port())) {
        String method = endpoint.method();
        // That would be a try at the password, which is slowed down.
        if (method.equals("GET") || !target.startsWith("/login?")) {
          String head =
              "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\nCookie: %s\r\n"
                  .formatted(method, target, door.port(), cookie);
          String form =
              method.equals("GET")
                  ? ""
                  : "Origin: http://localhost:%d\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n"
                      .formatted(door.port(), body.length());
          Answer answer = door.send(head + form + "\r\n" + (method.equals("GET") ? "" : body));
          if (!isRefusal(answer)) {
            got.add("%s %s: %d %s".formatted(method, target, answer.status(), answer.head()));
          }
        }
      }
    }
    assertThat(got).as("what a stranger got").isEmpty();
  }

  /** Whether an answer is the login page, the way to it, or a page that says no. */
  private static boolean isRefusal(Answer answer) {
    return switch (answer.status()) {
      case 0 -> true;
      case 200 -> answer.body().contains("type=\"password\"");
      case 204 -> answer.header("hx-redirect").isPresent();
      case 303 -> answer.header("location").orElse("").startsWith("/login");
      case 400, 401, 403, 404, 405 -> !answer.body().contains("may see");
      default -> false;
    };
  }

  private static void assertNothingHappened() {
    assertThat(served.bactrian().setup().standing().kind().name()).isEqualTo(before);
  }

  @Test
  void everyRouteIsKnown() {
    assertThat(endpoints).hasSizeGreaterThan(30);
    assertThat(endpoints.stream().map(Endpoint::path)).containsAll(OPEN);
  }

  @Test
  void aStrangerGetsNothingInAnySpelling() {
    walk(console);
    assertNothingHappened();
  }

  @Test
  @Nginx.Needed
  void norThroughNginx() throws IOException {
    try (Nginx nginx =
        new Nginx(Files.createDirectories(folder.resolve("nginx")), console.port())) {
      walk(new RawHttp(nginx.plain));
      walk(new RawHttp(nginx.tidy));
      Visitor person = new Visitor("http://localhost:" + nginx.plain);
      person.get("/login");
      assertThat(person.post("/login", "password", PASSWORD, "next", "/").statusCode())
          .isEqualTo(303);
      assertThat(person.get("/own").body()).contains("may see");
    }
    assertNothingHappened();
  }

  @Test
  void aRouteOfAnEngineersOwnIsBehindTheGate() {
    Visitor person = new Visitor(served.url());
    assertThat(person.get("/own").headers().firstValue("Location")).contains("/login?next=%2Fown");
    person.get("/login");
    assertThat(person.post("/own/written").headers().firstValue("Location")).contains("/login");
    person.post("/login", "password", PASSWORD, "next", "/");
    person.get("/mappings");
    assertThat(person.get("/own").body()).contains("may see");
    assertThat(person.post("/own/written", "a", "b").statusCode()).isEqualTo(200);
    String token = person.token;
    person.token = "forged";
    assertThat(person.post("/own/written", "a", "b").statusCode()).isEqualTo(403);
    person.token = token;
    person.origin = "https://evil.example";
    assertThat(person.post("/own/written", "a", "b").statusCode()).isEqualTo(403);
  }

  @Test
  void whoOnlyLooksChangesNothing() {
    Visitor person = new Visitor(served.url());
    person.get("/login");
    person.post("/login", "password", PASSWORD, "next", "/");
    assertThat(person.get("/").statusCode()).isEqualTo(200);
    Map<String, String> tables = tables();
    for (Endpoint endpoint : endpoints) {
      if (!endpoint.method().equals("GET")) continue;
      String path = example(endpoint.path());
      for (String query :
          List.of("", "?id=1&upto=9&done=edited&links=forget&host=sandbox&next=/&seen=x")) {
        assertThat(person.get(path + query).statusCode())
            .as(path + query)
            .isIn(200, 204, 303, 400, 404);
      }
      assertThat(tables()).as("after " + path).isEqualTo(tables);
    }
  }

  /** All rows, by their tables. */
  private static Map<String, String> tables() {
    return served
        .bactrian()
        .database()
        .jdbi()
        .withHandle(
            h -> {
              Map<String, String> tables = new TreeMap<>();
              for (String table :
                  h.createQuery(
                          "SELECT table_name FROM information_schema.tables WHERE"
                              + " LOWER(table_schema) = 'public'")
                      .mapTo(String.class)
                      .list()) {
                List<String> rows = new ArrayList<>();
                h.createQuery("SELECT * FROM \"" + table + '"')
                    .mapToMap()
                    .forEach(row -> rows.add(row.toString()));
                tables.put(table, String.join("\n", rows));
              }
              assertThat(tables).hasSizeGreaterThan(20);
              return tables;
            });
  }

  @Test
  void aWebhookTakesWhatAProgramSends() {
    Answer answer =
        console.send(
            "POST /own/webhook HTTP/1.1\r\nHost: localhost\r\nX-Proof: signed\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("taken: {\"a\":1} signed");
  }

  @Test
  void aRequestNamesOneHost() {
    for (String hosts :
        List.of(
            "Host: localhost\r\nHost: localhost\r\n",
            "Host: localhost\r\nHost: evil.example\r\n",
            "Host: evil.example\r\nhost: localhost\r\n")) {
      Answer answer = console.send("GET /login HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
      assertThat(answer.status()).as(hosts).isEqualTo(400);
      assertThat(answer.body()).contains("Too many names");
    }
    assertThat(console.send("GET /login HTTP/1.0\r\n\r\n").status()).isEqualTo(403);
  }

  @Test
  void aStrangerIsAnsweredBeforeTheirBodyIsThere() throws IOException {
    for (String path : List.of("/plan", "/connect/pause", "/own/written", "/dead-letters/1")) {
      try (Socket socket = console.connect()) {
        RawHttp.write(
            socket,
            "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\nContent-Length: 1000\r\n\r\nx"
                .formatted(path, console.port(), console.port()));
        byte[] begin = socket.getInputStream().readNBytes(12);
        assertThat(new String(begin, java.nio.charset.StandardCharsets.UTF_8))
            .as(path)
            .isEqualTo("HTTP/1.1 303");
      }
    }
  }

  @Test
  void aStrangersFormIsShort() {
    Visitor stranger = new Visitor(served.url());
    stranger.get("/login");
    HttpResponse<String> answer =
        stranger.post("/login", "password", "x".repeat(20_000), "next", "/");
    assertThat(answer.statusCode()).isEqualTo(413);
  }
}
