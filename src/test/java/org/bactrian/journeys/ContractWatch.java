package org.bactrian.journeys;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.bactrian.local.Http;

/**
 * Stands between Bactrian and the simulated Marketo, and holds every answer that passes against
 * Adobe's own OpenAPI document, where that is at hand.
 */
public final class ContractWatch implements AutoCloseable {

  private static final Path CONTRACT =
      Path.of("../shared/contracts/marketo/swagger-mapi.json").toAbsolutePath();
  private static final Optional<OpenApiInteractionValidator> VALIDATOR = validator();

  /** What Adobe's own samples do too, although the document says otherwise. */
  private static final List<Deviation> ADOBES_OWN =
      List.of(
          new Deviation(
              "^Object has missing required properties \\(\\[(\"(errors|result|warnings)\",?)+\\]\\)",
              "errors, result and warnings are required in every answer; the samples carry only"
                  + " those that there are"),
          new Deviation(
              "result/\\d+'\\] Object instance has properties which are not allowed",
              "a record's own fields and its reasons, Describe's name: the document lists only some"
                  + " of what the samples show"),
          new Deviation(
              "result/\\d+'\\] Object has missing required properties \\(\\[\"(id|marketoGUID|leadId)\"\\]\\)",
              "a record that was skipped has no id in the samples"),
          new Deviation(
              "description'\\] Instance type \\(null\\)",
              "the field sample shows a null description"),
          new Deviation(
              "attributes/\\d+/value'\\] Instance type",
              "attribute values are objects in the document, and texts and numbers in the samples"),
          new Deviation(
              "fields/\\d+/(new|old)Value'\\] Instance type \\(null\\)",
              "a field that was empty before has no old value"),
          new Deviation(
              "status'\\] Instance value \\(\"created\"\\)",
              "the sample of member status shows created beside updated and skipped"),
          new Deviation(
              "result/\\d+'\\] Object has missing required properties \\(\\[\"activityDate\"",
              "an added activity carries only its number and status in the sample"),
          new Deviation("date'\\] String \"[\\d-]+\" is invalid", "the usage sample shows a day"),
          new Deviation("activityDate'\\] String", "the activity sample shows the zone as +0000"));

  private record Deviation(Pattern message, String reason) {
    Deviation(String message, String reason) {
      this(Pattern.compile(message, Pattern.DOTALL), reason);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(12);
  private final HttpClient http = Http.client();
  private final String target;
  private final Set<String> violations = Collections.synchronizedSet(new TreeSet<>());

  /** Passes on to this base URL. */
  public ContractWatch(String target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Whether Adobe's document is here, and answers can be held against it. */
  public static boolean possible() {
    return VALIDATOR.isPresent();
  }

  /** Where to call instead. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What answers broke the contract, and how. */
  public Set<String> violations() {
    return violations;
  }

  private static Optional<OpenApiInteractionValidator> validator() {
    return Files.exists(CONTRACT)
        ? Optional.of(
            OpenApiInteractionValidator.createForSpecificationUrl(CONTRACT.toString()).build())
        : Optional.empty();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
              .method(
                  exchange.getRequestMethod(),
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      for (String name : List.of("Authorization", "Content-Type")) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) request.header(name, value);
      }
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      check(exchange, answer);
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(HttpExchange exchange, HttpResponse<byte[]> answer) {
    String path = exchange.getRequestURI().getPath();
    String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    // What a fault made of an answer is not Marketo's.
    if (!path.startsWith("/rest/v1/")
        || !body.startsWith("{\"requestId\"")
        || !body.endsWith("}")) {
      return;
    }
    boolean reading = String.valueOf(exchange.getRequestURI().getQuery()).contains("_method=GET");
    Request.Method method =
        reading ? Request.Method.GET : Request.Method.valueOf(exchange.getRequestMethod());
    ValidationReport report =
        VALIDATOR
            .orElseThrow()
            .validateResponse(
                path,
                method,
                SimpleResponse.Builder.status(answer.statusCode())
                    .withContentType("application/json")
                    .withBody(body)
                    .build());
    for (ValidationReport.Message message : report.getMessages()) {
      String said = message.getMessage();
      // A refused call is one that the document need not know.
      if (said.startsWith("No API path") || said.contains("operation not allowed")) continue;
      if (ADOBES_OWN.stream().noneMatch(known -> known.message().matcher(said).find())) {
        violations.add(method + " " + path + ": " + message);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
