package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console answers to browsers, and to those that only pretend to be ours. */
class ConsoleOverHttpTest {

  @TempDir static Path folder;
  private static Served served;
  private static DeadLetters letters;
  private Visitor visitor;

  @BeforeAll
  static void start() {
    served = new Served(folder, 60);
    for (int i = 0; i < 350; i++) bad("Bad" + i, "not an address " + i);
    served.systems.raw(
        "Lead", Map.of("LastName", "=cmd|' /C calc'!A1", "Email", "=1+2", "Company", "Acme;=3+4"));
    served.start().flows().once();
    letters = served.bactrian().deadLetters();
  }

  @AfterAll
  static void stop() {
    if (served != null) served.close();
  }

  @BeforeEach
  void visit() {
    visitor = new Visitor(served.url());
    visitor.get("/");
  }

  private static String bad(String name, String email) {
    return served.systems.raw("Lead", Map.of("LastName", name, "Email", email, "Company", "Acme"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live/status",
        "/live/plots",
        "/dead-letters",
        "/dead-letters?cause=invalid-email&text=bad",
        "/dead-letters.csv",
        "/dead-letters/discard?cause=invalid-email",
        "/mappings",
        "/mappings/lead",
        "/why",
        "/why?id=1",
        "/why?id=nobody",
        "/consent.csv",
        "/connect",
        "/live/plan",
        "/connect/callback",
        "/login",
        "/no-such-page",
        "/mappings/no-such-mapping",
        "/dead-letters/0",
        "/?%zz",
        "/dead-letters?text=%ff"
      })
  void everyAnswerTellsTheBrowserToBeStrict(String path) {
    HttpResponse<String> answer = path.contains("%") ? null : visitor.get(path);
    String headers =
        answer == null ? visitor.raw(plain("GET", path)) : answer.headers().map().toString();
    assertThat(headers)
        .contains("default-src 'none'; script-src 'self'; style-src 'self'")
        .contains("frame-ancestors 'none'")
        .contains("nosniff")
        .contains("same-origin")
        .doesNotContain("unsafe");
  }

  private String plain(String method, String path) {
    return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
        .formatted(method, path, URI.create(served.url()).getAuthority());
  }

  @Test
  void itSaysWhereAPersonsValuesComeFrom() {
    assertPage(visitor.get("/why?id=1"), 200, "the first sync brought it");
    assertPage(visitor.get("/why?id=nobody"), 404, "Nothing is remembered of “nobody”");
    DeadLetter letter = letters.list(Optional.empty()).get(0);
    assertThat(visitor.get("/dead-letters/" + letter.id()).body())
        .contains("/why?id=" + letter.salesforceId());
    assertThat(visitor.get("/why?id=" + letter.salesforceId()).body())
        .contains("/dead-letters/" + letter.id());
    assertThat(visitor.get("/mappings").body()).contains("action=\"/why\"");
    assertThat(visitor.get("/consent.csv").body()).startsWith("at,saidAt,salesforceId,");
  }

  @Test
  void whatIsNotThereOrNotMeantIsSaidOnAPage() {
    assertPage(visitor.get("/no-such-page"), 404, "There is no such page");
    assertPage(visitor.get("/mappings/none"), 404, "There is no such page");
    assertPage(visitor.get("/dead-letters/99999999"), 404, "There is no such page");
    assertPage(visitor.get("/assets/000000000000/console.css"), 404, "There is no such page");
    for (String method : List.of("PUT", "DELETE", "PATCH", "POST")) {
      HttpResponse<String> answer =
          visitor.send(
              HttpRequest.newBuilder(URI.create(served.url() + "/mappings/lead"))
                  .method(method, HttpRequest.BodyPublishers.ofString("x")));
      assertPage(answer, 405, "can’t be done here");
      assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }
    assertThat(visitor.raw(plain("HEAD", "/mappings")))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("<");
    String byNumber = plain("GET", "/connect").replace("Host: localhost", "Host: 127.0.0.1");
    assertThat(visitor.raw(byNumber)).as("nobody logs in through it").startsWith("HTTP/1.1 200");
    assertThat(visitor.raw(plain("HEAD", "/no-such-page"))).startsWith("HTTP/1.1 404");
    assertThat(visitor.raw(plain("GET", "/?%zz"))).startsWith("HTTP/1.1 400").contains("</html>");
    assertThat(visitor.raw(plain("GET", "/dead-letters?text=%ff")))
        .startsWith("HTTP/1.1 400")
        .contains("</html>");
  }

  private static void assertPage(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(title(answer)).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).contains(words, "<!doctype html>");
  }

  private static String title(HttpResponse<String> answer) {
    return answer.uri() + " " + answer.body().replaceAll("(?s).*<title>(.*)</title>.*", "$1");
  }

  @Test
  void aFormNeedsItsToken() {
    String before = value("Bad1");
    visitor.token = "";
    assertPage(edit("Bad1", "x@example.com"), 403, "This page is too old");
    visitor.token = "forged";
    assertPage(edit("Bad1", "x@example.com"), 403, "This page is too old");
    Visitor other = new Visitor(served.url());
    other.get("/");
    visitor.token = other.token;
    assertPage(edit("Bad1", "x@example.com"), 403, "This page is too old");
    visitor.cookies.clear();
    assertPage(edit("Bad1", "x@example.com"), 403, "This page is too old");
    assertThat(value("Bad1")).isEqualTo(before);
  }

  @Test
  void aFormComesFromAPageOfOurs() {
    for (String origin :
        Arrays.asList(
            "https://evil.example", "null", served.systems.salesforce.url(), "http://[", null)) {
      visitor.origin = origin;
      assertPage(edit("Bad2", "x@example.com"), 403, "did not come from a page of ours");
    }
    assertThat(letter("Bad2").edits()).isEmpty();
  }

  @Test
  void aForeignNameForThisMachineIsRefused() {
    int port = URI.create(served.url()).getPort();
    for (String host :
        List.of(
            "evil.example", "evil.example:" + port, "127.0.0.1.evil.example", "localhost.", "")) {
      assertThat(
              visitor.raw(
                  "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
          .as(host)
          .startsWith("HTTP/1.1 4")
          .doesNotContain("dead-letters");
    }
    for (String host : List.of("localhost:" + port, "LOCALHOST", "[::1]:9", "127.0.0.1")) {
      assertThat(
              visitor.raw(
                  "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
          .as(host)
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyThatIsTooLongIsRefusedAndALongOneTaken() {
    byte[] body = new byte[700 * 1024];
    Arrays.fill(body, (byte) 'a');
    assertPage(visitor.postBody("/dead-letters/" + letter("Bad3").id(), body), 413, "too long");
    String text = "字".repeat(30_000);
    HttpResponse<String> saved =
        visitor.post("/dead-letters/" + letter("Bad3").id(), "field", "Street", "value", text);
    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(letter("Bad3").edits()).containsEntry("Street", text);
  }

  @Test
  void aBodyThatIsNoFormIsRefused() {
    String path = "/dead-letters/" + letter("Bad4").id();
    for (byte[] body :
        List.of(
            new byte[] {0, 1, 2, (byte) 0xFF, (byte) 0xFE},
            "field=Email&value=%zz".getBytes(StandardCharsets.US_ASCII),
            "field=Email&value=%ff%fe".getBytes(StandardCharsets.US_ASCII),
            "field=Email&value=%00".getBytes(StandardCharsets.US_ASCII),
            "field=Email&field=Phone".getBytes(StandardCharsets.US_ASCII),
            "&&&".getBytes(StandardCharsets.US_ASCII),
            "value=é".getBytes(StandardCharsets.UTF_8))) {
      assertPage(visitor.postBody(path, body), 400, "could not be read");
    }
    HttpRequest.Builder json =
        HttpRequest.newBuilder(URI.create(served.url() + path))
            .header("Origin", served.url())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertPage(visitor.send(json), 400, "could not be read");
    HttpRequest.Builder file =
        HttpRequest.newBuilder(URI.create(served.url() + path))
            .header("Origin", served.url())
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(HttpRequest.BodyPublishers.ofString("--x\r\n\r\n--x--"));
    assertPage(visitor.send(file), 400, "could not be read");
  }

  @Test
  void nothingThatAVisitorSendsBecomesAHeader() {
    for (String to :
        List.of(
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/%0d%0aSet-Cookie: x=y",
            "/\r\nSet-Cookie: x=y",
            "javascript:alert(1)")) {
      HttpResponse<String> answer = visitor.post("/language", "language", "en", "to", to);
      String location = answer.headers().firstValue("Location").orElseThrow();
      assertThat(location).isIn("/", "/%0d%0aSet-Cookie: x=y").doesNotContain("evil");
      assertThat(answer.headers().allValues("Set-Cookie"))
          .allMatch(c -> c.startsWith("language=en"));
    }
    HttpResponse<String> answer =
        visitor.get("/mappings?X-Evil=1&Set-Cookie=x&Content-Type=text/plain&name=n");
    assertThat(answer.headers().map().keySet())
        .doesNotContain("X-Evil", "x-evil", "name")
        .noneMatch(name -> name.equalsIgnoreCase("Set-Cookie"));
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
  }

  @Test
  void headersNeverReachSalesforce() {
    String id = letters.before(DeadLetters.Selection.ALL, Long.MAX_VALUE, 1).get(0).salesforceId();
    DeadLetter letter = letters.before(DeadLetters.Selection.ALL, Long.MAX_VALUE, 1).get(0);
    String body =
        Visitor.encoded(Map.of("id", String.valueOf(letter.id()), "token", visitor.token));
    HttpResponse<String> answer =
        visitor.send(
            visitor
                .request(
                    "/dead-letters/replay?sObjectQuery=x", body.getBytes(StandardCharsets.UTF_8))
                .header("sObjectQuery", "SELECT Evil FROM Nothing")
                .header("CamelSalesforceSObjectQuery", "SELECT Evil FROM Nothing")
                .header("apexUrl", "evil")
                .header("rawPath", "/evil"));
    assertThat(answer.statusCode()).isEqualTo(303);
    Awaitility.await()
        .untilAsserted(() -> assertThat(visitor.get("/dead-letters").body()).contains("1 tried"));
    assertThat(letters.find(letter.id()).orElseThrow().attempts()).isGreaterThan(1);
    assertThat(letters.find(letter.id()).orElseThrow().salesforceId()).isEqualTo(id);
  }

  @Test
  void cookiesAreOutOfReachOfScriptsAndOfOtherSites() {
    HttpResponse<String> first = new Visitor(served.url()).get("/");
    assertThat(first.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure", "Domain");
    assertThat(visitor.get("/mappings").headers().allValues("Set-Cookie")).isEmpty();
    String asset = first.body().replaceAll("(?s).*href=\"(/assets/[^\"]+console.css)\".*", "$1");
    HttpResponse<String> css = new Visitor(served.url()).get(asset);
    assertThat(css.headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(css.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void thereMayBeMoreThanAPageOfThem() {
    HttpResponse<String> first = visitor.get("/dead-letters?cause=invalid-email");
    assertThat(first.body()).contains("rel=\"next\"").doesNotContain("rel=\"prev\"");
    String next = link(first.body(), "next");
    HttpResponse<String> second = visitor.get(next);
    assertThat(second.body()).contains("rel=\"next\"", "rel=\"prev\"");
    assertThat(ids(second.body())).doesNotContainAnyElementsOf(ids(first.body()));
    HttpResponse<String> back = visitor.get(link(second.body(), "prev"));
    assertThat(ids(back.body())).isEqualTo(ids(first.body()));
    int seen = ids(first.body()).size();
    HttpResponse<String> page = first;
    while (page.body().contains("rel=\"next\"")) {
      page = visitor.get(link(page.body(), "next"));
      seen += ids(page.body()).size();
    }
    assertThat(seen)
        .isEqualTo(
            letters.count(new DeadLetters.Selection("invalid-email", null, null, Long.MAX_VALUE)));
  }

  @Test
  void allOfThemAreReplayedHoweverMany() {
    long all = letters.count(DeadLetters.Selection.ALL);
    visitor.post("/dead-letters/replay");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(visitor.get("/dead-letters").body())
                    .contains(
                        "%d tried: 0 delivered or no longer needed, %d parked"
                            .formatted(all, all)));
  }

  private static String link(String html, String rel) {
    return html.replaceAll("(?s).*href=\"([^\"]+)\" rel=\"" + rel + "\".*", "$1")
        .replace("&amp;", "&");
  }

  private static List<String> ids(String html) {
    return java.util.regex.Pattern.compile("href=\"/dead-letters/(\\d+)\"")
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void aSearchFindsByNameAndIdAndTakesWildcardsAsTheyAre() {
    assertThat(ids(visitor.get("/dead-letters?text=Bad77").body())).hasSize(1);
    assertThat(ids(visitor.get("/dead-letters?text=" + letter("Bad77").salesforceId()).body()))
        .hasSize(1);
    assertThat(ids(visitor.get("/dead-letters?text=B%25d77").body())).isEmpty();
    assertThat(visitor.get("/dead-letters?text=%3Cscript%3E").body())
        .doesNotContain("<script>")
        .contains("No dead letters match");
  }

  @Test
  void theCsvIsWholeAndHoldsNoFormula() {
    HttpResponse<String> answer = visitor.get("/dead-letters.csv");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"dead-letters.csv\"");
    assertThat(answer.body()).startsWith("\uFEFFid,mapping,salesforceId,marketoId,code,");
    assertThat(answer.body().lines().count())
        .isEqualTo(letters.count(DeadLetters.Selection.ALL) + 1);
    assertThat(answer.body().lines()).noneMatch(line -> line.matches(".*(^|[,;\t])\"*[=+@-].*"));
  }

  @Test
  void theLanguageIsTheReaders() {
    HttpRequest.Builder chinese =
        HttpRequest.newBuilder(URI.create(served.url() + "/"))
            .header("Accept-Language", "zh-TW,zh;q=0.9,en;q=0.8");
    assertThat(new Visitor(served.url()).send(chinese).body())
        .contains("<html lang=\"zh-TW\">", "最近的執行");
    HttpRequest.Builder simplified =
        HttpRequest.newBuilder(URI.create(served.url() + "/"))
            .header("Accept-Language", "de;q=0.9, zh-CN");
    assertThat(new Visitor(served.url()).send(simplified).body()).contains("<html lang=\"en\">");
    visitor.post("/language", "language", "zh-TW", "to", "/mappings");
    assertThat(visitor.get("/mappings").body()).contains("<html lang=\"zh-TW\">");
    assertPage(visitor.post("/language", "language", "xx", "to", "/"), 400, "無法讀取");
  }

  @Test
  void whatSaysWhichRecordItIsCanNotBeEdited() {
    String path = "/dead-letters/" + letter("Bad5").id();
    for (String field : List.of("Id", "SystemModstamp", "IsDeleted", "attributes", "NoSuchField")) {
      assertPage(visitor.post(path, "field", field, "value", "x"), 400, "could not be read");
    }
    assertThat(letter("Bad5").edits()).isEmpty();
  }

  @Test
  void manyAreDiscardedOnlyAfterSomebodySawHowMany() {
    bad("Doomed1", "no address");
    bad("Doomed2", "no address");
    served.bactrian().flows().once();
    assertPage(visitor.post("/dead-letters/discard", "text", "Doomed"), 400, "could not be read");
    HttpResponse<String> question = visitor.get("/dead-letters/discard?text=Doomed");
    assertThat(question.body()).contains("Discard 2 dead letters?");
    String upTo = question.body().replaceAll("(?s).*name=\"upto\" value=\"(\\d+)\".*", "$1");
    bad("Doomed3", "no address");
    served.bactrian().flows().once();
    visitor.post("/dead-letters/discard", "text", "Doomed", "upto", upTo);
    assertThat(letters.count(new DeadLetters.Selection(null, null, "doomed", Long.MAX_VALUE)))
        .isEqualTo(1);
    visitor.post("/dead-letters/discard", "id", String.valueOf(letter("Doomed3").id()));
    assertThat(letters.count(new DeadLetters.Selection(null, null, "doomed", Long.MAX_VALUE)))
        .isZero();
  }

  @Test
  void aPlanSaysWhatARunWouldWrite() {
    String id = served.systems.create("Lead", Map.of("LastName", "Planned", "Company", "Acme"));
    visitor.get("/mappings");
    assertThat(visitor.post("/plan").statusCode()).isEqualTo(303);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(visitor.get("/mappings").body())
                    .matches("(?s).*create\\w* " + id + ".*"));
    served.bactrian().flows().once();
  }

  private HttpResponse<String> edit(String lastName, String email) {
    return visitor.post("/dead-letters/" + letter(lastName).id(), "field", "Email", "value", email);
  }

  private static String value(String lastName) {
    return String.valueOf(letter(lastName).edits().get("Email"));
  }

  private static DeadLetter letter(String lastName) {
    return letters.list(Optional.empty()).stream()
        .filter(letter -> lastName.equals(letter.record().get("LastName")))
        .filter(letter -> letter.mapping().equals("lead"))
        .findFirst()
        .orElseThrow();
  }
}
