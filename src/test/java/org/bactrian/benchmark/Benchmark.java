package org.bactrian.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.local.Http;

/**
 * The first sync of 10,000, 100,000 and 1,000,000 leads, and the same by two stock Camel routes:
 * {@code mvn -B -Pbenchmark verify}. The simulated systems run in a process of their own with their
 * limits lifted; every contender in one with {@code -Xmx384m}. {@code -Dsizes=10000,100000} chooses
 * others.
 */
public final class Benchmark {

  /** Above this the route with one record per request only takes time. */
  private static final int MOST_ONE_BY_ONE = 100_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = Http.client();

  /**
   * @param salesforce calls that Salesforce counted, those of the field sync included
   * @param marketo calls that Marketo counted, those of the field sync included
   * @param fieldSync how many of both read or made fields, which is done once, not per record
   */
  private record Figures(
      int leads,
      double seconds,
      double cpu,
      long peak,
      long live,
      long salesforce,
      long marketo,
      long fieldSync) {
    double perSecond() {
      return leads / seconds;
    }

    double callsPerThousand() {
      return (salesforce + marketo - fieldSync) * 1000.0 / leads;
    }

    double cpuPerMillion() {
      return cpu * 1_000_000 / leads;
    }

    String line(String contender) {
      return "%,11d  %-24s  %,11.0f  %11.2f  %10d  %13.1f  %9d  %9d%n"
          .formatted(
              leads,
              contender,
              perSecond(),
              callsPerThousand(),
              fieldSync,
              cpuPerMillion(),
              peak,
              live);
    }
  }

  private final List<String> missed = new ArrayList<>();

  private Benchmark() {}

  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = new Benchmark();
    System.out.printf(
        "%11s  %-24s  %11s  %11s  %10s  %13s  %9s  %9s%n",
        "leads",
        "",
        "records/s",
        "calls/1,000",
        "field sync",
        "CPU s/million",
        "peak MiB",
        "live MiB");
    for (String size : System.getProperty("sizes", "10000,100000,1000000").split(",")) {
      benchmark.compare(Integer.parseInt(size.strip()));
    }
    benchmark.missed.forEach(target -> System.out.println("MISSED: " + target));
    if (!benchmark.missed.isEmpty()) System.exit(1);
    System.out.println("All targets are reached.");
  }

  private void compare(int size) throws Exception {
    Figures ours = bactrian(size);
    System.out.print(ours.line("Bactrian"));
    if (size <= MOST_ONE_BY_ONE) {
      System.out.print(stock(size, "stock-1").line("stock, 1 per request"));
    } else {
      System.out.printf(
          "%,11d  stock, 1 per request      not run above %,d: its rate does not change%n",
          size, MOST_ONE_BY_ONE);
    }
    Figures stock = stock(size, "stock-300");
    System.out.print(stock.line("stock, 300 per request"));
    if (size >= 10_000 && ours.callsPerThousand() > 3.9) {
      missed.add("at most 3.9 calls per 1,000 at " + size);
    }
    System.out.printf(
        "%,11d  Bactrian reaches %.0f %% of the rate of that route (to reach: 50 %%)%n",
        size, 100 * ours.perSecond() / stock.perSecond());
    if (ours.perSecond() * 2 < stock.perSecond()) {
      missed.add("half the records/s of the stock route with 300 per request, at " + size);
    }
  }

  private Figures bactrian(int size) throws Exception {
    Path data = Files.createTempDirectory("bactrian-benchmark");
    try (Systems systems = new Systems(size)) {
      List<String> settings = new ArrayList<>(systems.settings());
      settings.add("-Dbactrian.data-directory=" + data);
      settings.add("-Dbactrian.fields.create-missing=true");
      settings.add("-Dbactrian.mappings=" + folder("mappings"));
      Figures first = run(size, systems, settings, "bactrian");
      Figures second = run(size, systems, settings, "bactrian");
      if (second.salesforce() > 3 || second.marketo() > 3) {
        missed.add("at most 3 calls to each system in a second run, at " + size);
      }
      System.out.printf(
          "%,11d  a second run with nothing changed: %d calls to Salesforce, %d to Marketo%n",
          size, second.salesforce(), second.marketo());
      return first;
    } finally {
      try (Stream<Path> files = Files.walk(data)) {
        files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static Figures stock(int size, String route) throws Exception {
    try (Systems systems = new Systems(size)) {
      systems.makeField();
      return run(size, systems, systems.settings(), folder(route).toString());
    }
  }

  private static Path folder(String name) throws Exception {
    return Path.of(Benchmark.class.getResource("/benchmark/" + name).toURI());
  }

  private static Figures run(int leads, Systems systems, List<String> settings, String contender)
      throws Exception {
    systems.forgetCalls();
    List<String> command = java("384m");
    command.addAll(settings);
    command.addAll(List.of("org.bactrian.benchmark.Contender", contender));
    Path said = Files.createTempFile("contender", ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    int code = process.waitFor();
    String out = Files.readString(said);
    if (code != 0) throw new IllegalStateException(contender + " ended with " + code + ":\n" + out);
    Map<String, Double> measured = numbers(out, "measured: ");
    Map<String, Double> summary = numbers(out, "summary: ");
    return new Figures(
        leads,
        summary.getOrDefault("seconds", measured.get("seconds")),
        measured.get("cpu"),
        measured.get("peak").longValue(),
        measured.get("live").longValue(),
        total(systems.salesforceCalls()),
        total(systems.marketoCalls()),
        aboutFields(systems.salesforceCalls()) + aboutFields(systems.marketoCalls()));
  }

  private static long total(JsonNode calls) {
    return calls.path("total").asLong();
  }

  private static long aboutFields(JsonNode calls) {
    long about = 0;
    for (var endpoint : calls.path("endpoints").properties()) {
      String name = endpoint.getKey();
      if (name.contains("describe") || name.contains("/schema/")) {
        about += endpoint.getValue().asLong();
      }
    }
    return about;
  }

  private static Map<String, Double> numbers(String out, String prefix) {
    Map<String, Double> numbers = new java.util.HashMap<>();
    out.lines()
        .filter(line -> line.startsWith(prefix))
        .flatMap(line -> Stream.of(line.substring(prefix.length()).split(" ")))
        .forEach(pair -> numbers.put(pair.split("=")[0], Double.valueOf(pair.split("=")[1])));
    return numbers;
  }

  private static List<String> java(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  /** The two simulated systems in a process of their own. */
  private static final class Systems implements AutoCloseable {
    private final Process process;
    private final String salesforce;
    private final String marketo;

    Systems(int leads) throws Exception {
      List<String> command = java("6g");
      command.addAll(
          List.of(
              "org.bactrian.cli.Commands",
              "sandbox",
              "--salesforce-port",
              "0",
              "--marketo-port",
              "0",
              "--leads",
              String.valueOf(leads)));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var lines = process.inputReader();
      salesforce = url(lines.readLine());
      marketo = url(lines.readLine());
      call("POST", marketo + "/sandbox/limits", "{}");
    }

    private static String url(String line) {
      return Stream.of(line.split(" "))
          .filter(word -> word.startsWith("http://"))
          .findFirst()
          .orElseThrow();
    }

    List<String> settings() {
      return List.of(
          "-Dbactrian.salesforce.login-url=" + salesforce,
          "-Dbactrian.salesforce.client-id=sandbox-consumer-key",
          "-Dbactrian.salesforce.client-secret=sandbox-consumer-secret",
          "-Dbactrian.marketo.url=" + marketo,
          "-Dbactrian.marketo.client-id=sandbox-client-id",
          "-Dbactrian.marketo.client-secret=sandbox-client-secret",
          "-Dbactrian.marketo.calls-per-20-seconds=0");
    }

    void makeField() throws Exception {
      String token =
          call(
                  "GET",
                  marketo
                      + "/identity/oauth/token?grant_type=client_credentials"
                      + "&client_id=sandbox-client-id&client_secret=sandbox-client-secret",
                  null)
              .path("access_token")
              .asText();
      HTTP.send(
          HttpRequest.newBuilder(URI.create(marketo + "/rest/v1/leads/schema/fields.json"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"input\":[{\"name\":\"salesforceId\",\"displayName\":\"Salesforce Id\","
                          + "\"dataType\":\"string\"}]}"))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }

    void forgetCalls() throws Exception {
      call("DELETE", marketo + "/sandbox/calls", null);
      call("DELETE", salesforce + "/sandbox/calls", null);
    }

    JsonNode marketoCalls() throws Exception {
      return call("GET", marketo + "/sandbox/calls", null);
    }

    JsonNode salesforceCalls() throws Exception {
      return call("GET", salesforce + "/sandbox/calls", null);
    }

    private static JsonNode call(String method, String url, String body)
        throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body))
              .build();
      return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
