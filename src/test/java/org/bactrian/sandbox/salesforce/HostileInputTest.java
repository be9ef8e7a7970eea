package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to harm does none. */
class HostileInputTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static SalesforceSandbox sandbox;
  private App app;

  @BeforeAll
  static void start() {
    sandbox = SalesforceSandbox.start(Options.small(0));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void showsHtmlAsText() {
    app = new App(sandbox);
    String html = "\"><script>alert(1)</script>";
    Browser.Page login = app.browser.open(App.authorize("login_hint", html, "display", html));
    assertThat(login.html()).doesNotContain("<script").contains("&lt;script");
    Browser.Page again = app.browser.press(login, "login", "username", html, "password", html);
    assertThat(again.html()).doesNotContain("<script");
    Browser.Page mismatch = app.browser.open(App.authorize("redirect_uri", html));
    assertThat(mismatch.html()).doesNotContain("<script");
    Browser.Page refused =
        app.browser.open(
            "/setup/secur/RemoteAccessErrorPage.apexp?"
                + Browser.form(Map.of("error", html, "error_description", html)));
    assertThat(refused.html()).doesNotContain("<script");
    Browser.Page consent = app.toConsent("scope", "api " + html.replace(" ", ""));
    assertThat(consent.html()).doesNotContain("<script");
  }

  @Test
  void keepsScriptsFramesAndStrangeFormsOut() {
    app = new App(sandbox);
    for (String path :
        new String[] {App.authorize(), App.authorize("client_id", "x"), "/sandbox/mailbox"}) {
      var headers = app.browser.open(path).headers();
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'self'; form-action 'self'")
          .contains("frame-ancestors 'none'");
      assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
      assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
      assertThat(headers.firstValue("cache-control")).contains("no-store");
    }
  }

  @Test
  void givesCookiesThatNoScriptAndNoOtherSiteGets() {
    app = new App(sandbox);
    Browser.Page verification = app.logIn(app.browser.open(App.authorize()));
    Browser.Page consent =
        app.browser.press(verification, "verify", "code", app.mailedCode(), "remember", "true");
    assertThat(consent.cookies())
        .hasSize(2)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .containsIgnoringCase("; HttpOnly")
                    .contains("; SameSite=Lax", "; Path=/"));
  }

  @Test
  void lineBreaksMakeNoHeaders() {
    app = new App(sandbox);
    String breaking = "a\r\nSet-Cookie: b=c\r\n\r\n<html>";
    Browser.Page denied = app.browser.press(app.toConsent("state", breaking), "deny");
    assertThat(denied.query()).containsEntry("state", breaking);
    assertThat(denied.headers().firstValue("set-cookie")).isEmpty();
    Browser.Page mismatch =
        app.browser.open(App.authorize("redirect_uri", "https://a.example/" + breaking));
    assertThat(mismatch.trouble()).contains("redirect_uri_mismatch");
    Browser.Page wide =
        app.browser.open(
            App.authorize("redirect_uri", "https://a.example/ü", "response_type", "token"));
    assertThat(wide.url().toString()).startsWith("https://a.example/%C3%BC?error=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/identity/verification", "/services/oauth2/authorize"})
  void refusesLongBodies(String path) {
    app = new App(sandbox);
    Browser.Page page = app.browser.post(path, "username=" + "x".repeat(100_000));
    assertThat(page.status()).isEqualTo(413);
    assertThat(page.html()).contains("<h1>");
  }

  @Test
  void refusesLongBodiesAtTheTokenEndpoint() throws IOException {
    app = new App(sandbox);
    String body = "grant_type=" + "x".repeat(100_000);
    var answer = app.client.send("POST", "/services/oauth2/token", body, "Content-Type", FORM);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"error\":\"invalid_request\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, "multipart/form-data; boundary=x", "application/json", "text/html"})
  void survivesBinaryBodies(String type) {
    app = new App(sandbox);
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    for (String path :
        new String[] {"/login", "/services/oauth2/token", "/identity/verification"}) {
      HttpRequest request =
          app.browser
              .request(path)
              .header("Content-Type", type)
              .POST(BodyPublishers.ofByteArray(noise))
              .build();
      assertThat(app.browser.send(request).status()).as(path).isBetween(400, 499);
    }
    assertThat(app.browser.open(App.authorize()).status()).as("it goes on").isEqualTo(200);
  }

  @Test
  void aStrangersSourceLeadsNowhere() {
    app = new App(sandbox);
    for (String path :
        new String[] {
          "/login?source=x",
          "/login",
          "/identity/verification?source=x",
          "/secur/password?source=x",
          "/setup/secur/RemoteAccessAuthorizationPage.apexp?source=x"
        }) {
      assertThat(app.browser.open(path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void noStepCanBeLeftOut() {
    app = new App(sandbox);
    String source = app.browser.open(App.authorize()).query().get("source");
    for (String path :
        new String[] {
          "/identity/verification",
          "/secur/password",
          "/setup/secur/RemoteAccessAuthorizationPage.apexp"
        }) {
      assertThat(app.browser.open(path + "?source=" + source).heading()).isEqualTo("Log In");
      Browser.Page sent =
          app.browser.post(
              path,
              Browser.form(
                  Map.of(
                      "source",
                      source,
                      "decision",
                      "allow",
                      "code",
                      "",
                      "newpassword",
                      "stolen123")));
      assertThat(sent.heading()).as(path).isEqualTo("Log In");
    }
  }
}
