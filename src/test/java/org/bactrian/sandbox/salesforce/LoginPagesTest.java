package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user connects an app in a browser, or doesn't get that far. */
class LoginPagesTest {
  private SalesforceSandbox sandbox;
  private App app;
  private Browser browser;

  @BeforeEach
  void start() {
    sandbox = SalesforceSandbox.start(Options.small(0));
    app = new App(sandbox);
    browser = app.browser;
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void leadsThroughLoginCodeAndConsentToTheCallback() {
    Browser.Page login = browser.open(App.authorize());
    assertThat(login.heading()).isEqualTo("Log In");
    Browser.Page verification = app.logIn(login);
    assertThat(verification.heading()).isEqualTo("Verify Your Identity");
    assertThat(verification.html()).contains("<strong>s*****@bactrian.example</strong>");
    Browser.Page consent = browser.press(verification, "verify", "code", app.mailedCode());
    assertThat(consent.heading()).isEqualTo("Allow Access?");
    assertThat(consent.html())
        .contains("Bactrian", "Manage user data via APIs", "Perform requests at any time")
        .doesNotContain("Full access");
    Browser.Page callback = browser.press(consent, "allow");
    assertThat(callback.url().toString()).startsWith(App.CALLBACK + "?code=aPrx");
    assertThat(callback.query()).containsEntry("state", "s 1&").containsOnlyKeys("code", "state");
    JsonNode tokens = app.exchange(callback.query().get("code"));
    assertThat(tokens.path("refresh_token").asText()).isNotEmpty();
    assertThat(tokens.path("scope").asText()).isEqualTo("api refresh_token");
    Client api = new Client(sandbox, tokens.path("access_token").asText());
    assertThat(api.count("User", "Username = 'sync@bactrian.example'")).isEqualTo(1);
  }

  @Test
  void knowsSalesforcesCommandLineAsEveryOrgDoes() {
    String[] asked = {
      "client_id", "PlatformCLI",
      "redirect_uri", "http://localhost:1717/OauthRedirect",
      "scope", "refresh_token api web",
      "prompt", "login"
    };
    Browser.Page consent = app.toConsent(asked);
    assertThat(consent.html()).contains("Salesforce CLI").doesNotContain("Bactrian ");
    String code = browser.press(consent, "allow").query().get("code");
    JsonNode tokens =
        app.token(
            "grant_type",
            "authorization_code",
            "client_id",
            "PlatformCLI",
            "client_secret",
            null,
            "code",
            code,
            "redirect_uri",
            "http://localhost:1717/OauthRedirect",
            "code_verifier",
            App.VERIFIER);
    String renewal = tokens.path("refresh_token").asText();
    assertThat(renewal).isNotEmpty();
    String[] asItself = {"client_id", "PlatformCLI", "client_secret", null};
    JsonNode renewed =
        app.token(with(asItself, "grant_type", "refresh_token", "refresh_token", renewal));
    assertThat(renewed.path("access_token").asText()).isNotEmpty();
    assertThat(App.said(app.token(with(asItself, "grant_type", "client_credentials"))))
        .as("it acts for people only")
        .startsWith("invalid_client");
    assertThat(App.said(app.token("grant_type", "refresh_token", "client_id", "PlatformCLI")))
        .as("it has no secret")
        .startsWith("invalid_client");
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void keepsWhatTheCallbackUrlAlreadySays() {
    String callback = App.CALLBACK + "?tenant=7";
    Browser.Page page = browser.press(app.toConsent("redirect_uri", callback), "allow");
    assertThat(page.url().toString()).startsWith(callback + "&code=");
  }

  @Test
  void remembersTheLoginAndTheApproval() {
    assertThat(app.exchange(app.code()).has("refresh_token")).isTrue();
    assertThat(browser.open(App.authorize()).query()).containsKey("code");
    assertThat(browser.open(App.authorize("scope", "api id refresh_token")).heading())
        .as("more than was allowed before")
        .isEqualTo("Allow Access?");
    app.client.post("/sandbox/oauth/revoke", "{}");
    assertThat(browser.open(App.authorize()).heading()).isEqualTo("Allow Access?");
  }

  @Test
  void asksAgainWhenTheAppWantsIt() {
    app.exchange(app.code());
    assertThat(browser.open(App.authorize("prompt", "consent")).heading())
        .isEqualTo("Allow Access?");
    Browser.Page login = browser.open(App.authorize("prompt", "login"));
    assertThat(login.heading()).isEqualTo("Log In");
    String consent = "/setup/secur/RemoteAccessAuthorizationPage.apexp?";
    assertThat(browser.open(consent + login.url().getRawQuery()).heading())
        .as("no way around the login")
        .isEqualTo("Log In");
    assertThat(app.logIn(login).query()).as("a trusted browser needs no code").containsKey("code");
  }

  @Test
  void asksForACodeOnlyInABrowserItDoesNotTrust() {
    app.code();
    app.advance(3 * 3600);
    Browser.Page login = browser.open(App.authorize());
    assertThat(login.heading()).as("sessions end").isEqualTo("Log In");
    assertThat(app.logIn(login).heading()).isEqualTo("Allow Access?");
    app.client.post("/sandbox/oauth/forget-browsers", "{}");
    assertThat(app.logIn(browser.open(App.authorize())).heading())
        .isEqualTo("Verify Your Identity");
    browser.forgetCookies();
    app.turn("verification", false);
    assertThat(app.logIn(browser.open(App.authorize())).heading()).isEqualTo("Allow Access?");
  }

  @Test
  void doesNotTrustABrowserThatIsNotToBeTrusted() {
    Browser.Page verification = app.logIn(browser.open(App.authorize()));
    browser.press(verification, "verify", "code", app.mailedCode());
    Browser.Page again = app.logIn(browser.open(App.authorize("prompt", "login")));
    assertThat(again.heading()).isEqualTo("Verify Your Identity");
  }

  @Test
  void answersImmediatelyIfAsked() {
    assertThat(browser.open(App.authorize("immediate", "true")).query())
        .containsEntry("error", "immediate_unsuccessful");
    app.exchange(app.code());
    assertThat(browser.open(App.authorize("immediate", "true")).query()).containsKey("code");
  }

  @Test
  void letsAnotherUserIn() {
    Browser.Page consent = app.toConsent();
    String notYou = consent.html().replaceFirst("(?s).*href=\"(/secur/logout[^\"]*)\".*", "$1");
    assertThat(browser.open(notYou).heading()).isEqualTo("Log In");
    assertThat(browser.open(App.authorize()).heading()).isEqualTo("Log In");
  }

  @ParameterizedTest
  @CsvSource({
    "sync@bactrian.example, wrong",
    "nobody@bactrian.example, sandbox",
    "'', ''",
  })
  void refusesAWrongPassword(String username, String password) {
    Browser.Page page =
        browser.press(
            browser.open(App.authorize()), "login", "username", username, "password", password);
    assertThat(page.heading()).isEqualTo("Log In");
    assertThat(page.trouble()).startsWith("Please check your username and password.");
    assertThat(app.client.get("/sandbox/mailbox.json")).isEmpty();
  }

  @Test
  void refusesAnInactiveUserAndEndsTheSession() {
    app.code();
    app.turn("userActive", false);
    Browser.Page login = browser.open(App.authorize());
    assertThat(login.heading()).isEqualTo("Log In");
    assertThat(app.logIn(login).trouble()).startsWith("Please check your username and password.");
  }

  @Test
  void takesFiveWrongCodesAndThenWantsANewLogin() {
    Browser.Page page = app.logIn(browser.open(App.authorize()));
    String right = app.mailedCode();
    String wrong = right.equals("123456") ? "654321" : "123456";
    for (int i = 1; i < 5; i++) {
      page = browser.press(page, "verify", "code", wrong);
      assertThat(page.heading()).isEqualTo("Verify Your Identity");
      assertThat(page.trouble()).contains("isn't the verification code");
    }
    page = browser.press(page, "verify", "code", wrong);
    assertThat(page.heading()).isEqualTo("Log In");
    assertThat(page.trouble()).contains("wrong too often");
    Browser.Page late =
        browser.post(
            "/identity/verification",
            Browser.form(Map.of("source", page.query().get("source"), "code", right)));
    assertThat(late.heading()).isEqualTo("Log In");
    page = browser.press(app.logIn(page), "verify", "code", app.mailedCode());
    assertThat(page.heading()).isEqualTo("Allow Access?");
  }

  @Test
  void sendsAnotherCodeInsteadOfAnOldOne() {
    app.turn("verificationSeconds", 60);
    Browser.Page page = app.logIn(browser.open(App.authorize()));
    String first = app.mailedCode();
    app.advance(61);
    page = browser.press(page, "verify", "code", first);
    assertThat(page.trouble()).contains("has expired");
    page = browser.press(page, "resend");
    page = browser.press(page, "verify", "code", app.mailedCode());
    assertThat(page.heading()).isEqualTo("Allow Access?");
  }

  @Test
  void endsAVisitAfterAnHour() {
    Browser.Page page = app.logIn(browser.open(App.authorize()));
    app.advance(3601);
    page = browser.press(page, "verify", "code", app.mailedCode());
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.heading()).startsWith("This login can").endsWith("t go on");
  }

  @Test
  void wantsAnExpiredPasswordChanged() {
    app.turn("passwordExpired", true);
    Browser.Page page = app.toConsent();
    assertThat(page.heading()).isEqualTo("Change Your Password");
    assertThat(browser.press(page, "change", "newpassword", "short").trouble())
        .contains("8 characters");
    page = browser.press(page, "change", "newpassword", "a longer one");
    assertThat(page.heading()).isEqualTo("Allow Access?");
    browser.forgetCookies();
    assertThat(app.logIn(browser.open(App.authorize())).trouble())
        .as("the old password")
        .isNotEmpty();
  }

  @Test
  void tellsTheAppThatTheUserDenied() {
    Browser.Page callback = browser.press(app.toConsent(), "deny");
    assertThat(callback.query())
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "end-user denied authorization")
        .containsEntry("state", "s 1&");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, other, error=invalid_client_id&error_description=client%20identifier%20invalid",
    "client_id, , error=invalid_client_id&error_description=client%20identifier%20invalid",
    "redirect_uri, , error=redirect_uri_missing&error_description=redirect_uri%20not%20provided",
    "redirect_uri, http://127.0.0.1.evil.example/, "
        + "error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration",
  })
  void saysOnAPageWhatItCanNotTellTheApp(String parameter, String value, String said) {
    Browser.Page page = browser.open(App.authorize(parameter, value));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.trouble()).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:1/x, true",
    "http://127.0.0.1/, true",
    "http://[::1]:8080/callback, true",
    "https://bactrian.example/callback?a=b, true",
    "http://bactrian.example/callback, false",
    "http://localhost.evil.example/, false",
    "http://127.0.0.1:80@evil.example/, false",
    "https://user@evil.example/, false",
    "https://bactrian.example/#fragment, false",
    "https:///callback, false",
    "javascript:alert(1), false",
    "/callback, false",
    "//evil.example/callback, false",
  })
  void knowsTheUsualCallbacks(String callback, boolean good) {
    assertThat(browser.open(App.authorize("redirect_uri", callback)).heading())
        .isEqualTo(good ? "Log In" : "OAuth Error");
  }

  @Test
  void takesOnlyRegisteredCallbacksIfThereAreAny() {
    app.turn("redirectUris", List.of("https://bactrian.example/oauth", "bactrian:done"));
    assertThat(browser.open(App.authorize()).trouble()).contains("redirect_uri_mismatch");
    assertThat(browser.open(App.authorize("redirect_uri", "bactrian:done")).headers().map())
        .containsEntry(
            "content-security-policy",
            List.of(
                "default-src 'none'; style-src 'self'; form-action 'self' bactrian:; frame-ancestors 'none'; base-uri 'none'"));
    Browser.Page done =
        browser.press(app.toConsent("redirect_uri", "https://bactrian.example/oauth"), "allow");
    assertThat(done.url().getHost()).isEqualTo("bactrian.example");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token, unsupported_response_type, response type not supported",
    "response_type, , unsupported_response_type, response type not supported",
    "code_challenge, , invalid_request, missing required code challenge",
    "code_challenge_method, plain, invalid_request, invalid code challenge method",
  })
  void tellsTheAppWhatIsWrong(String parameter, String value, String error, String description) {
    app.turn("pkceRequired", true);
    assertThat(browser.open(App.authorize(parameter, value)).query())
        .containsEntry("error", error)
        .containsEntry("error_description", description)
        .containsEntry("state", "s 1&");
  }

  @Test
  void saysThatTheAppMustBeInstalled() {
    app.turn("installed", false);
    Browser.Page page = app.toConsent();
    assertThat(page.url().getPath()).isEqualTo("/setup/secur/RemoteAccessErrorPage.apexp");
    assertThat(page.query())
        .containsEntry("error", "invalid_client")
        .containsEntry("error_description", "app must be installed into org");
    assertThat(page.trouble()).startsWith("OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error");
    app.turn("refusalsAtCallback", true);
    Browser.Page callback = browser.open(App.authorize());
    assertThat(callback.url().toString()).startsWith(App.CALLBACK);
    assertThat(callback.query())
        .containsEntry("error", "invalid_client")
        .containsEntry("state", "s 1&");
  }

  @ParameterizedTest
  @CsvSource({
    "api full refresh_token, the requested scope is not allowed",
    "'api everything', 'requested scope is invalid, unknown, or malformed'",
  })
  void refusesScopesTheAppDoesNotHave(String scope, String description) {
    app.turn("scopes", "api refresh_token id");
    Browser.Page page = app.toConsent("scope", scope);
    assertThat(page.query())
        .containsEntry("error", "invalid_scope")
        .containsEntry("error_description", description);
  }

  @Test
  void grantsAllScopesOfTheAppIfNoneIsNamed() {
    app.turn("scopes", "api id");
    JsonNode tokens = app.exchange(app.code("scope", null));
    assertThat(tokens.path("scope").asText()).isEqualTo("api id");
    assertThat(tokens.has("refresh_token")).isFalse();
  }

  @Test
  void isUsableByKeyboardAndScreenReader() {
    Browser.Page login = browser.open(App.authorize("login_hint", "sync@bactrian.example"));
    assertThat(login.html())
        .contains("<html lang=\"en\">", "<main>", "<label for=\"username\">")
        .contains("value=\"sync@bactrian.example\"")
        .containsPattern("id=\"password\"[^>]*autofocus");
    assertThat(browser.open(App.authorize()).html())
        .containsPattern("id=\"username\"[^>]*autofocus");
    assertThat(browser.open(App.authorize("display", "popup")).html()).contains("class=\"popup\"");
    assertThat(login.html()).contains("href=\"/sandbox/mailbox\"", "simulated");
    assertThat(browser.open("/sandbox/style.css").headers().firstValue("content-type"))
        .contains("text/css;charset=UTF-8");
  }

  @Test
  void showsTheNewestMailFirst() {
    assertThat(browser.open("/sandbox/mailbox").html()).contains("No e-mail has been sent yet");
    app.logIn(browser.open(App.authorize()));
    String first = app.mailedCode();
    app.logIn(browser.open(App.authorize()));
    String second = app.mailedCode();
    assertThat(browser.open("/sandbox/mailbox").html()).containsSubsequence(second, first);
    app.client.json("DELETE", "/sandbox/mailbox.json", null);
    assertThat(app.client.get("/sandbox/mailbox.json")).isEmpty();
  }
}
