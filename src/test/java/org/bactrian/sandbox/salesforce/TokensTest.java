package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bactrian.sandbox.salesforce.App.said;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app gets for a code, keeps, and loses. */
class TokensTest {
  private static final String LATE = "invalid_grant: expired access/refresh token";

  private SalesforceSandbox sandbox;
  private App app;

  @BeforeEach
  void start() {
    sandbox = SalesforceSandbox.start(Options.small(0));
    app = new App(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Client with(JsonNode tokens) {
    return new Client(sandbox, tokens.path("access_token").asText());
  }

  private String refusal(JsonNode tokens) {
    return with(tokens).get(API + "limits").path(0).path("errorCode").asText();
  }

  private JsonNode introspected(String token) {
    return app.form(
        "/services/oauth2/introspect",
        Map.of(
            "token", token,
            "client_id", "sandbox-consumer-key",
            "client_secret", "sandbox-consumer-secret"));
  }

  @Test
  void aCodeIsGoodOnce() {
    String code = app.code();
    JsonNode tokens = app.exchange(code);
    assertThat(said(app.exchange(code))).isEqualTo("invalid_grant: expired authorization code");
    assertThat(refusal(tokens)).as("its tokens stay").isEmpty();
    assertThat(said(app.exchange("aPrxNoCode")))
        .isEqualTo("invalid_grant: invalid authorization code");
  }

  @Test
  void aCodeExpires() {
    String code = app.code();
    app.advance(15 * 60 + 1);
    assertThat(said(app.exchange(code))).isEqualTo("invalid_grant: expired authorization code");
    app.turn("codeSeconds", 5);
    code = app.browser.press(app.browser.open(App.authorize()), "allow").query().get("code");
    app.advance(6);
    assertThat(said(app.exchange(code))).isEqualTo("invalid_grant: expired authorization code");
  }

  @Test
  void aCodeIsBoundToItsCallback() {
    JsonNode answer =
        app.token(
            "grant_type",
            "authorization_code",
            "code",
            app.code(),
            "redirect_uri",
            App.CALLBACK + "/",
            "code_verifier",
            App.VERIFIER);
    assertThat(said(answer))
        .isEqualTo("redirect_uri_mismatch: redirect_uri must match configuration");
  }

  @ParameterizedTest
  @CsvSource({
    "true, '', invalid_grant: missing required code verifier",
    "true, another-verifier, invalid_grant: invalid code verifier",
    "false, a-verifier, invalid_grant: unexpected code verifier",
  })
  void aCodeIsBoundToItsVerifier(boolean challenged, String verifier, String refusal) {
    String code = challenged ? app.code() : app.code("code_challenge", null);
    assertThat(said(app.exchange(code, verifier))).isEqualTo(refusal);
  }

  @Test
  void pkceMayBeLeftOut() {
    assertThat(app.exchange(app.code("code_challenge", null), "").has("access_token")).isTrue();
  }

  @Test
  void theAppSaysWhoItIs() {
    String code = app.code();
    assertThat(said(app.token("grant_type", "authorization_code", "client_id", "x")))
        .isEqualTo("invalid_client_id: client identifier invalid");
    assertThat(said(app.token("grant_type", "authorization_code", "client_secret", "x")))
        .isEqualTo("invalid_client: invalid client credentials");
    assertThat(said(app.token("grant_type", "authorization_code", "client_secret", null)))
        .isEqualTo("invalid_client: invalid client credentials");
    app.turn("secretRequired", false);
    JsonNode tokens =
        app.token(
            "grant_type",
            "authorization_code",
            "client_secret",
            null,
            "code",
            code,
            "redirect_uri",
            App.CALLBACK,
            "code_verifier",
            App.VERIFIER);
    String refresh = tokens.path("refresh_token").asText();
    String[] bare = {
      "grant_type", "refresh_token", "client_secret", null, "refresh_token", refresh
    };
    assertThat(app.token(bare).has("access_token")).isTrue();
    app.turn("secretRequiredToRefresh", true);
    assertThat(said(app.token(bare))).isEqualTo("invalid_client: invalid client credentials");
    assertThat(app.refresh(refresh).has("access_token")).isTrue();
  }

  @Test
  void theAnswerIsSigned() throws Exception {
    JsonNode tokens = app.exchange(app.code());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("sandbox-consumer-secret".getBytes(StandardCharsets.UTF_8), "x"));
    String signed = tokens.path("id").asText() + tokens.path("issued_at").asText();
    assertThat(tokens.path("signature").asText())
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    assertThat(tokens.path("instance_url").asText()).isEqualTo(sandbox.url());
    assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
  }

  @Test
  void aRefreshTokenIsKeptOrRotated() {
    String first = app.exchange(app.code()).path("refresh_token").asText();
    JsonNode kept = app.refresh(first);
    assertThat(kept.has("refresh_token")).isFalse();
    assertThat(refusal(kept)).isEmpty();
    app.client.post("/sandbox/oauth/rotate", "{\"on\":true}");
    String second = app.refresh(first).path("refresh_token").asText();
    assertThat(second).isNotEmpty().isNotEqualTo(first);
    assertThat(said(app.refresh(first))).isEqualTo(LATE);
    String third = app.refresh(second).path("refresh_token").asText();
    assertThat(app.refresh(third).path("scope").asText()).isEqualTo("api refresh_token");
  }

  @Test
  void aVerifierHasNoPlaceInARefresh() {
    String refresh = app.exchange(app.code()).path("refresh_token").asText();
    JsonNode answer =
        app.token("grant_type", "refresh_token", "refresh_token", refresh, "code_verifier", "x");
    assertThat(said(answer)).isEqualTo("invalid_grant: unexpected code verifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET"})
  void revokingARefreshTokenEndsItsAccessTokensAndTheApproval(String method) throws IOException {
    JsonNode tokens = app.exchange(app.code());
    String refresh = tokens.path("refresh_token").asText();
    JsonNode renewed = app.refresh(refresh);
    var answer =
        method.equals("GET")
            ? app.client.send("GET", "/services/oauth2/revoke?token=" + refresh, null)
            : app.client.send(
                "POST",
                "/services/oauth2/revoke",
                "token=" + refresh,
                "Content-Type",
                "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(refusal(tokens)).isEqualTo("INVALID_SESSION_ID");
    assertThat(refusal(renewed)).isEqualTo("INVALID_SESSION_ID");
    assertThat(said(app.refresh(refresh))).isEqualTo(LATE);
    assertThat(app.browser.open(App.authorize()).heading()).isEqualTo("Allow Access?");
    assertThat(said(app.client.get("/services/oauth2/revoke?token=" + refresh)))
        .isEqualTo("unsupported_token_type: this token type is not supported");
  }

  @Test
  void revokingAnAccessTokenLeavesTheRefreshToken() {
    JsonNode tokens = app.exchange(app.code());
    app.client.get("/services/oauth2/revoke?token=" + tokens.path("access_token").asText());
    assertThat(refusal(tokens)).isEqualTo("INVALID_SESSION_ID");
    assertThat(refusal(app.refresh(tokens.path("refresh_token").asText()))).isEmpty();
  }

  @Test
  void theSixthApprovalEndsTheFirst() {
    String first = app.exchange(app.code()).path("refresh_token").asText();
    String second = "";
    for (int i = 2; i <= 6; i++) {
      assertThat(app.refresh(first).has("access_token")).as("before %d", i).isTrue();
      JsonNode tokens = app.exchange(app.browser.open(App.authorize()).query().get("code"));
      second = i == 2 ? tokens.path("refresh_token").asText() : second;
    }
    assertThat(said(app.refresh(first))).isEqualTo(LATE);
    assertThat(app.refresh(second).has("access_token")).isTrue();
    assertThat(app.refresh("sandbox-refresh-token").has("access_token")).isTrue();
  }

  @Test
  void accessTokensLiveAsLongAsTheSwitchSays() {
    app.turn("accessTokenSeconds", 60);
    JsonNode tokens = app.exchange(app.code());
    assertThat(refusal(tokens)).isEmpty();
    app.advance(61);
    assertThat(refusal(tokens)).isEqualTo("INVALID_SESSION_ID");
    assertThat(refusal(app.refresh(tokens.path("refresh_token").asText()))).isEmpty();
    app.client.post("/sandbox/oauth/revoke", "{}");
    assertThat(said(app.refresh("sandbox-refresh-token"))).isEqualTo(LATE);
  }

  @Test
  void tellsOfTokens() {
    JsonNode tokens = app.exchange(app.code());
    JsonNode access = introspected(tokens.path("access_token").asText());
    assertThat(access.path("active").asBoolean()).isTrue();
    assertThat(access.path("scope").asText()).isEqualTo("api refresh_token");
    assertThat(access.path("sub").asText()).isEqualTo(tokens.path("id").asText());
    assertThat(access.path("username").asText()).isEqualTo("sync@bactrian.example");
    assertThat(access.path("token_type").asText()).isEqualTo("access_token");
    assertThat(access.path("exp").asLong() - access.path("iat").asLong()).isEqualTo(7200);
    JsonNode refresh = introspected(tokens.path("refresh_token").asText());
    assertThat(refresh.path("token_type").asText()).isEqualTo("refresh_token");
    app.client.post("/sandbox/oauth/revoke", "{}");
    assertThat(introspected(tokens.path("access_token").asText()).toString())
        .isEqualTo("{\"active\":false}");
    assertThat(introspected(tokens.path("refresh_token").asText()).toString())
        .isEqualTo("{\"active\":false}");
  }

  @Test
  void anIpRestrictionShowsAtTheTokenEndpoint() {
    app.turn("ipRestricted", true);
    String code = app.code();
    assertThat(said(app.exchange(code))).isEqualTo("invalid_grant: ip restricted");
    assertThat(said(app.refresh("sandbox-refresh-token")))
        .isEqualTo("invalid_grant: ip restricted");
    app.turn("ipRestricted", false);
    assertThat(app.exchange(code).has("access_token")).isTrue();
  }

  @Test
  void anInactiveUserHasNoTokens() {
    JsonNode tokens = app.exchange(app.code());
    app.turn("userActive", false);
    assertThat(refusal(tokens)).isEqualTo("INVALID_SESSION_ID");
    for (String grant : new String[] {"client_credentials", "refresh_token"}) {
      assertThat(said(app.token("grant_type", grant, "refresh_token", "sandbox-refresh-token")))
          .isEqualTo("invalid_grant: inactive user");
    }
  }

  @Test
  void anEditionWithoutTheApiLogsInAndIsRefused() throws IOException {
    app.turn("apiEnabled", false);
    JsonNode tokens = app.exchange(app.code());
    var answer = with(tokens).send("GET", API + "sobjects", null);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "[{\"message\":\"API is not enabled for this Organization or Partner\",\"errorCode\":\"API_DISABLED_FOR_ORG\"}]");
    assertThat(identity(tokens).path("username").asText()).isEqualTo("sync@bactrian.example");
    assertThat(with(tokens).get("/services/data").isArray()).as("versions are for all").isTrue();
  }

  @Test
  void anExpiredPasswordShowsAtTheDataApi() throws IOException {
    JsonNode tokens = app.exchange(app.code());
    app.turn("passwordExpired", true);
    var answer = with(tokens).send("GET", API + "limits", null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("INVALID_OPERATION_WITH_EXPIRED_PASSWORD");
    assertThat(identity(tokens).path("active").asBoolean()).isTrue();
  }

  @Test
  void aTokenReachesTheDataApiOnlyByItsScope() {
    JsonNode tokens = app.exchange(app.code("scope", "id"));
    assertThat(with(tokens).get(API + "limits").path(0).path("message").asText())
        .isEqualTo("This session is not valid for use with the REST API");
    assertThat(identity(tokens).path("user_id").asText()).isEqualTo(SalesforceSandbox.USER_ID);
  }

  private JsonNode identity(JsonNode tokens) {
    String id = tokens.path("id").asText();
    return with(tokens).get(id.substring(sandbox.url().length()));
  }

  @Test
  void theIdentityUrlTellsWhoIsConnected() throws IOException {
    JsonNode tokens = app.exchange(app.code());
    JsonNode who = identity(tokens);
    assertThat(who.path("organization_id").asText()).isEqualTo(SalesforceSandbox.ORGANIZATION_ID);
    assertThat(who.path("display_name").asText()).isEqualTo("Sync User");
    assertThat(who.path("active").asBoolean()).isTrue();
    assertThat(who.path("user_type").asText()).isEqualTo("STANDARD");
    assertThat(who.path("utcOffset").asInt()).isEqualTo(-28_800_000);
    assertThat(who.path("urls").path("rest").asText())
        .isEqualTo(sandbox.url() + "/services/data/v{version}/");
    String path = "/id/" + SalesforceSandbox.ORGANIZATION_ID + "/" + SalesforceSandbox.USER_ID;
    assertThat(with(tokens).get(path + "?version=62.0").path("urls").path("query").asText())
        .isEqualTo(sandbox.url() + "/services/data/v62.0/query/");
    JsonNode info = with(tokens).get("/services/oauth2/userinfo");
    assertThat(info.path("preferred_username").asText()).isEqualTo("sync@bactrian.example");
    assertThat(info.path("zoneinfo").asText()).isEqualTo("America/Los_Angeles");
    assertThat(app.client.send("GET", path, null).body()).isEqualTo("Bad_OAuth_Token");
    assertThat(with(tokens).send("GET", path.replace("/005", "/003"), null).body())
        .isEqualTo("Bad_Id");
    assertThat(with(tokens).send("GET", path.replace("/00D", "/00E"), null).body())
        .isEqualTo("Wrong_Org");
  }

  @Test
  void theOrgTellsItsEditionAndItsCallsLeft() {
    Client client = with(app.exchange(app.code()));
    JsonNode org =
        client
            .query(
                "SELECT Id, Name, OrganizationType, IsSandbox, InstanceName, TrialExpirationDate, LanguageLocaleKey, TimeZoneSidKey FROM Organization")
            .path("records")
            .path(0);
    assertThat(org.path("Id").asText()).isEqualTo(SalesforceSandbox.ORGANIZATION_ID);
    assertThat(org.path("Name").asText()).isEqualTo("Bactrian Sandbox");
    assertThat(org.path("OrganizationType").asText()).isEqualTo("Enterprise Edition");
    assertThat(org.path("IsSandbox").asBoolean()).isTrue();
    assertThat(org.path("InstanceName").asText()).isEqualTo("CS1");
    assertThat(org.path("TrialExpirationDate").isNull()).isTrue();
    JsonNode calls = client.get(API + "limits").path("DailyApiRequests");
    assertThat(calls.path("Max").asLong()).isEqualTo(100_000);
    assertThat(calls.path("Remaining").asLong()).isBetween(99_900L, 99_999L);
  }

  @Test
  void switchesAreShownTurnedAndReset() {
    JsonNode before = app.client.get("/sandbox/oauth/switches");
    assertThat(before.path("verification").asBoolean()).isTrue();
    app.turn("installed", false);
    app.turn("codeSeconds", 7);
    JsonNode after = app.client.get("/sandbox/oauth/switches");
    assertThat(after.path("installed").asBoolean()).isFalse();
    assertThat(app.client.json("DELETE", "/sandbox/oauth/switches", null)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instaled\":true}", "{\"installed\":\"yes\"}", "{\"redirectUris\":[1]}",
        "{\"codeSeconds\":null}", "{", "[]",
      })
  void switchesTakeNoNonsense(String body) throws IOException {
    JsonNode before = app.client.get("/sandbox/oauth/switches");
    var answer = app.client.send("POST", "/sandbox/oauth/switches", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("message");
    assertThat(app.client.get("/sandbox/oauth/switches")).isEqualTo(before);
  }
}
