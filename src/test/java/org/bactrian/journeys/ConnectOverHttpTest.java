package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.connection.Step;
import org.bactrian.connection.StepReport;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Connect page answers to those who want to take a login, or the page, for their own. */
class ConnectOverHttpTest {

  @TempDir static Path folder;
  private static Connecting connecting;
  private static Bactrian bactrian;
  private static int port;
  private Visitor visitor;

  @BeforeAll
  static void start() {
    connecting = new Connecting(folder, 0);
    port = Ports.free();
    connecting.systems.set("console.port", String.valueOf(port));
    connecting.systems.set("management.port", String.valueOf(Ports.free()));
    bactrian = Bactrian.serve(connecting.settings());
    bactrian.setup().chooseLoginHost(connecting.systems.salesforce.url());
  }

  @AfterAll
  static void stop() {
    if (bactrian != null) bactrian.close();
    if (connecting != null) connecting.close();
  }

  @BeforeEach
  void visit() {
    bactrian.setup().saveApp(Connecting.KEY + System.nanoTime(), Connecting.SECRET);
    bactrian.setup().saveApp(Connecting.KEY, Connecting.SECRET);
    visitor = new Visitor(bactrian.consoleUrl());
    visitor.get("/connect");
  }

  /** Begins a login; what Salesforce would send the browser back with. */
  private String begun() {
    assertThat(visitor.get("/connect/login").headers().allValues("Set-Cookie")).isEmpty();
    HttpResponse<String> answer = visitor.post("/connect/login");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(String.join(" ", answer.headers().allValues("Set-Cookie")))
        .contains("Path=/connect/callback", "HttpOnly", "SameSite=Lax");
    Map<String, String> callback = connecting.allowed(URI.create(page(answer)));
    return "/connect/callback?" + Visitor.encoded(callback);
  }

  /** Where the answer sends the browser to. */
  private static String page(HttpResponse<String> answer) {
    return answer.headers().firstValue("Refresh").orElseThrow().replaceFirst("^0;url=", "");
  }

  private static boolean isLoggedIn() {
    return bactrian.setup().steps().get(Step.LOGIN.ordinal()).state() == StepReport.State.DONE;
  }

  private static void assertRefused(HttpResponse<String> answer, String words) {
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.body()).contains(words, "<!doctype html>");
    assertThat(isLoggedIn()).isFalse();
  }

  @Test
  void aCallbackIsGoodOnceAndForItsBrowserOnly() {
    String callback = begun();
    assertRefused(new Visitor(bactrian.consoleUrl()).get(callback), "does not belong to a login");
    assertRefused(
        visitor.get(callback.replaceFirst("state=[^&]+", "state=guessed")),
        "does not belong to a login");
    HttpResponse<String> answer = visitor.get(callback);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Logged in.");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(isLoggedIn()).isTrue();
    assertThat(visitor.get(callback).body()).contains("was used before");
  }

  @Test
  void aCallbackWithoutALoginIsRefused() {
    assertRefused(visitor.get("/connect/callback"), "There is no login under way");
    assertRefused(visitor.get("/connect/callback?code=x"), "There is no login under way");
    assertRefused(visitor.get("/connect/callback?code=x&state=a&state=b"), "could not be read");
    assertRefused(
        visitor.get("/connect/callback?state=" + "x".repeat(3_000) + "&code=y"), "<!doctype");
  }

  @Test
  void whatSalesforceSaysIsShownAsText() {
    String state = begun().replaceFirst(".*state=([^&]+).*", "$1");
    HttpResponse<String> answer =
        visitor.get(
            "/connect/callback?state="
                + state
                + "&error=%3Cscript%3E&error_description=%0D%0ASet-Cookie:%20a=b%3Cimg%20src=x%3E");
    assertRefused(answer, "Salesforce refused the login");
    assertThat(answer.body()).doesNotContain("<script>", "<img src=x");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void nothingLeadsElsewhere() {
    for (String query : List.of("?next=https://evil.example", "?to=//evil.example", "?host=evil")) {
      visitor.get("/connect");
      assertThat(page(visitor.post("/connect/login" + query)))
          .startsWith(connecting.systems.salesforce.url() + "/services/oauth2/authorize?");
    }
    String answer =
        visitor.raw(
            "GET /connect HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                .formatted(port));
    assertThat(answer).startsWith("HTTP/1.1 303").contains("http://localhost:" + port + "/connect");
    for (String host :
        List.of("evil.example", "localhost@evil.example", "127.0.0.1.evil.example")) {
      assertThat(
              visitor.raw(
                  "GET /connect HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
          .startsWith("HTTP/1.1 4")
          .doesNotContain("ocation: ");
    }
    assertThat(
            visitor.raw(
                "GET /connect/login%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("Set-Cookie: a=b");
  }

  @Test
  void toLookIsNotToLogIn() {
    String waiting = visitor.get("/live/connect?seen=").headers().toString();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> asked = visitor.get("/connect/login");
      assertThat(asked.statusCode()).isEqualTo(200);
      assertThat(asked.headers().map()).doesNotContainKeys("refresh", "location", "set-cookie");
      assertThat(asked.body()).contains("action=\"/connect/login\"", "method=\"post\"");
    }
    assertRefused(visitor.get("/connect/callback?code=x&state=y"), "There is no login under way");
    visitor.token = "forged";
    assertThat(visitor.post("/connect/login").statusCode()).isEqualTo(403);
    assertThat(visitor.get("/live/connect?seen=").headers().toString()).isEqualTo(waiting);
  }

  @Test
  void everyDeedNeedsAFormOfOurs() {
    String before = bactrian.setup().entered().toString();
    for (String deed :
        List.of(
            "app",
            "key",
            "marketo",
            "look",
            "confirm",
            "compare",
            "create",
            "forecast",
            "enable",
            "start",
            "pause",
            "resume",
            "disconnect",
            "reset")) {
      String path = "/connect/" + deed;
      Visitor forger = new Visitor(bactrian.consoleUrl());
      assertThat(forger.post(path, "host", "sandbox").statusCode()).as(deed).isEqualTo(403);
      visitor.origin = "https://evil.example";
      assertThat(visitor.post(path, "host", "sandbox").statusCode()).as(deed).isEqualTo(403);
      visitor.origin = bactrian.consoleUrl();
      assertThat(visitor.get(path).statusCode()).as(deed).isEqualTo(405);
      visitor.get("/connect");
    }
    assertThat(visitor.post("/connect/callback").statusCode()).isEqualTo(404);
    visitor.get("/connect");
    assertThat(visitor.post("/connect/no-such-deed").statusCode()).isEqualTo(404);
    assertThat(bactrian.setup().entered().toString()).isEqualTo(before);
    assertThat(bactrian.setup().standing().kind().name()).isEqualTo("SETTING_UP");
  }

  @Test
  void whatIsNoFormIsRefused() {
    byte[] long_ = new byte[700 * 1024];
    Arrays.fill(long_, (byte) 'a');
    assertThat(visitor.postBody("/connect/key", long_).statusCode()).isEqualTo(413);
    byte[] binary = {0, (byte) 0xff, (byte) 0xfe, '=', 0, '&', (byte) 0x80};
    assertThat(visitor.postBody("/connect/key", binary).statusCode()).isEqualTo(400);
    assertThat(
            visitor
                .send(
                    HttpRequest.newBuilder(URI.create(bactrian.consoleUrl() + "/connect/key"))
                        .header("Origin", bactrian.consoleUrl())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"x\"}")))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aSecretNeverComesBack() {
    for (String path : List.of("/connect", "/", "/live/connect")) {
      assertThat(visitor.get(path).body()).doesNotContain(Connecting.SECRET, Connecting.KEY);
    }
    visitor.get("/connect");
    visitor.post("/connect/key", "key", "a b", "secret", "another-secret");
    assertThat(visitor.get("/connect").body())
        .contains("has a blank")
        .doesNotContain("another-secret", "value=\"a b\"");
  }

  @Test
  void aStepThatIsNotYetIsExplained() {
    HttpResponse<String> answer = visitor.post("/connect/start");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("has to be done first");
  }
}
