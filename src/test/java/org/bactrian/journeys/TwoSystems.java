package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.bactrian.Bactrian;
import org.bactrian.local.Http;
import org.bactrian.local.Postgres;
import org.bactrian.sandbox.marketo.MarketoSandbox;
import org.bactrian.sandbox.salesforce.SalesforceSandbox;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Run;

/** The two simulated systems on free ports, and Bactrian between them, all over HTTP. */
public final class TwoSystems implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static {
    // A wait ends as soon as there is what it waits for; a busy machine only takes longer.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  private final HttpClient http = Http.client();
  final SalesforceSandbox salesforce;
  final MarketoSandbox marketo;
  private final Optional<ContractWatch> contract;
  private final Properties settings = new Properties();
  private final boolean lasting;
  private Bactrian bactrian;
  private Properties ofBactrian;
  private String token;
  private Duration later = Duration.ZERO;

  TwoSystems(Path data, int leads) {
    this(data, leads, ContractWatch.possible(), false);
  }

  /** The two systems, and between them one Bactrian that lasts from run to run. */
  static TwoSystems lasting(Path data, int leads) {
    return new TwoSystems(data, leads, ContractWatch.possible(), true);
  }

  /** Two empty systems, Marketo's answers not held against its contract. */
  public static TwoSystems unwatched(Path data) {
    return new TwoSystems(data, 0, false, false);
  }

  private TwoSystems(Path data, int leads, boolean watched, boolean lasting) {
    this.lasting = lasting;
    this.salesforce =
        SalesforceSandbox.start(
            new org.bactrian.sandbox.salesforce.Options(
                0, leads, 7, 0, Clock.systemUTC(), "127.0.0.1"));
    this.marketo =
        MarketoSandbox.start(
            new org.bactrian.sandbox.marketo.Options(
                0,
                "127.0.0.1",
                Clock.systemUTC(),
                7,
                new org.bactrian.sandbox.marketo.Limits(0, 0, 0),
                Duration.ofHours(1)));
    this.contract = watched ? Optional.of(new ContractWatch(marketo.url())) : Optional.empty();
    set("salesforce.login-url", salesforce.url());
    set("salesforce.client-id", "sandbox-consumer-key");
    set("salesforce.client-secret", "sandbox-consumer-secret");
    set("marketo.url", contract.map(ContractWatch::url).orElse(marketo.url()));
    set("marketo.client-id", "sandbox-client-id");
    set("marketo.client-secret", "sandbox-client-secret");
    set("marketo.calls-per-20-seconds", "0");
    set("marketo.poll-extracts-every", "50ms");
    set("data-directory", data.toString());
  }

  public String salesforceUrl() {
    return salesforce.url();
  }

  public String marketoUrl() {
    return marketo.url();
  }

  /** The settings of a process between the two, which has the database to itself. */
  public Properties settings() {
    letGo();
    return settings;
  }

  void set(String setting, String value) {
    settings.setProperty("bactrian." + setting, value);
  }

  /** Lets Bactrian remember in PostgreSQL, in a database of its own. */
  public void usePostgres() {
    set("database.url", Postgres.database());
    set("database.username", Postgres.USER);
  }

  /** Starts Bactrian between the two, as its commands do, where no other is. */
  public Bactrian bactrian() {
    letGo();
    Bactrian bactrian = unprepared();
    bactrian.syncFields();
    return bactrian;
  }

  /** As {@link #bactrian}, before the field sync. */
  Bactrian unprepared() {
    letGo();
    return Bactrian.start(read(), Clock.offset(Clock.systemUTC(), later));
  }

  private Settings read() {
    return Settings.read(Path.of("").toAbsolutePath(), settings, Map.of());
  }

  /** Lets time go by for Bactrian, not for the two systems. */
  public void later(Duration more) {
    letGo();
    later = later.plus(more);
  }

  /** What {@code run --once} does; where Bactrian lasts, what {@code run} does once. */
  Run once() {
    return with(bactrian -> bactrian.flows().once().orElseThrow());
  }

  /** Works with the Bactrian that lasts, or with a brief one. */
  <T> T with(Function<Bactrian, T> work) {
    if (lasting) return work.apply(lasting());
    try (Bactrian brief = bactrian()) {
      return work.apply(brief);
    }
  }

  /** The one that lasts, unless it was set up otherwise. */
  private Bactrian lasting() {
    if (bactrian != null && ofBactrian.equals(settings)) return bactrian;
    Bactrian started = bactrian();
    ofBactrian = (Properties) settings.clone();
    bactrian = started;
    return started;
  }

  private void letGo() {
    if (bactrian != null) bactrian.close();
    bactrian = null;
  }

  /** Creates or changes a Salesforce record past all its rules; returns its id. */
  String raw(String object, Map<String, Object> record) {
    return post(salesforce.url() + "/sandbox/records/" + object, record).path("id").asText();
  }

  /** Changes a Salesforce record as a client of its API does. */
  void patch(String object, String id, Map<String, Object> record) {
    send(
        HttpRequest.newBuilder(
                URI.create(salesforce.url() + "/services/data/v62.0/sobjects/" + object + "/" + id))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(text(record))));
  }

  /** Creates a Salesforce record as a client of its API does; returns its id. */
  String create(String object, Map<String, Object> record) {
    return send(HttpRequest.newBuilder(
                URI.create(salesforce.url() + "/services/data/v62.0/sobjects/" + object))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text(record))))
        .path("id")
        .asText();
  }

  /** Deletes a Salesforce record as a client of its API does. */
  void delete(String object, String id) {
    send(
        HttpRequest.newBuilder(
                URI.create(salesforce.url() + "/services/data/v62.0/sobjects/" + object + "/" + id))
            .header("Authorization", "Bearer " + token())
            .DELETE());
  }

  private String token() {
    if (token != null) return token;
    token =
        send(HttpRequest.newBuilder(URI.create(salesforce.url() + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=sandbox-consumer-key"
                            + "&client_secret=sandbox-consumer-secret")))
            .path("access_token")
            .asText();
    return token;
  }

  /** Has mappings of its own: the shipped ones, with one text of a file replaced by another. */
  void mapping(String file, String before, String after) {
    edit("mappings", Path.of("config/mappings"), file, before, after);
  }

  /** Has routes of its own: the shipped ones, with a step put before a text of a file. */
  void route(String file, String before, String step) {
    edit("routes", Path.of("routes"), file, before, step + before);
  }

  /** Has routes of its own: the shipped ones, with one text of a file replaced by another. */
  void routeText(String file, String before, String after) {
    edit("routes", Path.of("routes"), file, before, after);
  }

  private void edit(String setting, Path shipped, String file, String before, String after) {
    letGo();
    Path own = Path.of(settings.getProperty("bactrian.data-directory"), setting);
    try (var files = Files.list(shipped)) {
      Files.createDirectories(own);
      for (Path each : files.toList()) {
        Path copy = own.resolve(each.getFileName());
        if (!Files.exists(copy)) Files.copy(each, copy);
      }
      Path changed = own.resolve(file);
      String text = Files.readString(changed);
      if (!text.contains(before)) throw new AssertionError(file + " has no " + before);
      Files.writeString(changed, text.replace(before, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    set(setting, own.toString());
  }

  /** Has a mapping more than the shipped ones. */
  void anotherMapping(String file, String text) {
    mapping("account.yaml", "salesforce:", "salesforce:");
    try {
      Files.writeString(Path.of(settings.getProperty("bactrian.mappings")).resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a custom field of Marketo's people, as an administrator does. */
  void marketoField(String name, String type) {
    inMarketo("leads/schema/fields", Map.of("name", name, "displayName", name, "dataType", type));
  }

  /** Sends something to a resource of Marketo's API, as another client of it does. */
  void inMarketo(String resource, Map<String, Object> row) {
    String identity =
        "/identity/oauth/token?grant_type=client_credentials&client_id=sandbox-client-id"
            + "&client_secret=sandbox-client-secret";
    String access = get(marketo.url() + identity).path("access_token").asText();
    send(
        HttpRequest.newBuilder(URI.create(marketo.url() + "/rest/v1/" + resource + ".json"))
            .header("Authorization", "Bearer " + access)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text(Map.of("input", List.of(row))))));
  }

  /** All dead letters. */
  List<DeadLetter> letters() {
    if (bactrian != null) return letters(bactrian.database());
    try (Database database = Bactrian.database(read())) {
      return letters(database);
    }
  }

  private static List<DeadLetter> letters(Database database) {
    return new DeadLetters(database).list(Optional.empty());
  }

  /** Tries dead letters again, as an operator does. */
  Run replay(List<DeadLetter> letters) {
    return with(bactrian -> bactrian.flows().replay(letters).orElseThrow());
  }

  /** How far Marketo's log is behind. */
  void lag(long millis) {
    post(marketo.url() + "/sandbox/lag", Map.of("millis", millis));
  }

  /** Makes a person as a marketer does; returns their id. */
  int newPerson(Map<String, Object> values) {
    return post(marketo.url() + "/sandbox/leads", values).path("id").asInt();
  }

  /** Changes a person as a marketer does. */
  void marketer(int id, Map<String, Object> values) {
    send(
        HttpRequest.newBuilder(URI.create(marketo.url() + "/sandbox/leads/" + id))
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(text(values))));
  }

  /** A Salesforce record as a client of its API sees it. */
  JsonNode record(String object, String id) {
    return send(
        HttpRequest.newBuilder(
                URI.create(salesforce.url() + "/services/data/v62.0/sobjects/" + object + "/" + id))
            .header("Authorization", "Bearer " + token()));
  }

  /** The Marketo people with this value of a field. */
  JsonNode people(String field, String value) {
    return get(
        marketo.url()
            + "/sandbox/leads?"
            + field
            + "="
            + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  /** The one Marketo person of a Salesforce record. */
  JsonNode person(String salesforceId) {
    JsonNode people = people("salesforceId", salesforceId);
    if (people.size() != 1) throw new AssertionError(salesforceId + " has " + people);
    return people.get(0);
  }

  /** How many live records an object has. */
  int live(String object) {
    return live(object, "IsDeleted = false");
  }

  /** How many live records of an object meet a condition. */
  int live(String object, String condition) {
    String soql = "SELECT COUNT() FROM " + object + " WHERE " + condition;
    return send(HttpRequest.newBuilder(
                URI.create(
                    salesforce.url()
                        + "/services/data/v62.0/query?q="
                        + URLEncoder.encode(soql, StandardCharsets.UTF_8)))
            .header("Authorization", "Bearer " + token()))
        .path("totalSize")
        .asInt();
  }

  /** How many people's changes are parked. */
  int parked() {
    return (int)
        letters().stream()
            .filter(letter -> letter.mapping().equals("lead") || letter.mapping().equals("contact"))
            .count();
  }

  /** What a page says. */
  String text(String url) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public JsonNode get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  public JsonNode post(String url, Object body) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text(body))));
  }

  public void http(String method, String url) {
    send(
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Makes a Marketo call go wrong. */
  void marketoFault(Map<String, Object> fault) {
    post(marketo.url() + "/sandbox/faults", fault);
  }

  /** Makes a Salesforce call go wrong. */
  void salesforceFault(Map<String, Object> fault) {
    post(salesforce.url() + "/sandbox/faults", fault);
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(
              request.timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() >= 300) {
        throw new AssertionError(
            answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
      }
      return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    letGo();
    contract.ifPresent(ContractWatch::close);
    salesforce.close();
    marketo.close();
    contract.ifPresent(
        watch ->
            assertThat(watch.violations()).as("answers that break Adobe's contract").isEmpty());
  }
}
