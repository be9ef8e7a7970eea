package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.journeys.ContractWatch;
import org.bactrian.local.Http;
import org.bactrian.local.StandingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated Marketo over HTTP, every answer held against Adobe's document. */
class MarketoSandboxTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HttpClient http = Http.client();
  private MarketoSandbox marketo;
  private ContractWatch contract;
  private String base;
  private String token;

  @BeforeEach
  void start() throws Exception {
    marketo =
        MarketoSandbox.start(
            new Options(0, "127.0.0.1", new StandingClock(), 1, Limits.NONE, Duration.ofHours(1)));
    base = marketo.url();
    if (ContractWatch.possible()) {
      contract = new ContractWatch(base);
      base = contract.url();
    }
    token = login();
  }

  @AfterEach
  void stop() {
    marketo.close();
    if (contract == null) return;
    contract.close();
    assertThat(contract.violations()).isEmpty();
  }

  @Test
  void givesTheSameTokenUntilItDies() throws Exception {
    assertThat(login()).isEqualTo(token);
    post("/sandbox/tokens/expire", "{}");
    assertThat(code(get("/rest/v1/leads/describe.json"))).isEqualTo("602");
    String next = login();
    assertThat(next).isNotEqualTo(token);
    token = "nonsense";
    assertThat(code(get("/rest/v1/leads/describe.json"))).isEqualTo("601");
    token = next;
    assertThat(get("/rest/v1/leads/describe.json").path("success").asBoolean()).isTrue();
    assertThat(code(get("/rest/v1/leads/describe.json?access_token=" + next, null)))
        .isEqualTo("600");
  }

  @Test
  void refusesAWrongSecret() throws Exception {
    HttpResponse<String> answer =
        send(
            "GET",
            "/identity/oauth/token?grant_type=client_credentials&client_id=sandbox-client-id&client_secret=x",
            null,
            null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("unauthorized");
  }

  @Test
  void answersInInputOrderWithEachRecordsOwnReason() throws Exception {
    JsonNode first =
        sync(
            "{'action':'createOnly','lookupField':'email','input':[{'email':'a@x.example'},"
                + "{'email':'not an address'},{'firstName':'nobody'},{'email':'A@x.example'},"
                + "{'email':'b@x.example','company':'Acme'},{'email':'c@x.example','nonsense':1}]}");
    assertThat(statuses(first)).containsExactly("created", "1003", "1003", "1005", "1021", "1006");
    JsonNode second =
        sync(
            "{'action':'updateOnly','lookupField':'id','input':[{'id':1,'firstName':'Ann'},{'id':99}]}");
    assertThat(statuses(second)).containsExactly("updated", "1004");
    JsonNode ann = get("/rest/v1/lead/1.json?fields=firstName,email").path("result").get(0);
    assertThat(ann.toString())
        .isEqualTo("{\"id\":1,\"firstName\":\"Ann\",\"email\":\"a@x.example\"}");
  }

  @Test
  void refusesAKeyThatFitsSeveral() throws Exception {
    post("/sandbox/leads", "{'email':'twin@x.example'}");
    post("/sandbox/leads", "{'email':'twin@x.example'}");
    assertThat(statuses(sync("{'input':[{'email':'twin@x.example','firstName':'T'}]}")))
        .containsExactly("1007");
  }

  @Test
  void takesCompaniesByTheirKeyAndLeadsByTheirCompany() throws Exception {
    String company = "{'externalCompanyId':'c1','company':'Acme','annualRevenue':1.5}";
    JsonNode made = post("/rest/v1/companies.json", "{'input':[" + company + "," + company + "]}");
    assertThat(statuses(made)).containsExactly("created", "1036");
    assertThat(made.path("result").get(0).path("seq").asInt()).isZero();
    JsonNode lead =
        sync(
            "{'input':[{'email':'a@x.example','externalCompanyId':'c1'},{'email':'b@x.example','externalCompanyId':'c2'}]}");
    assertThat(statuses(lead)).containsExactly("created", "1003");
    JsonNode read =
        get("/rest/v1/leads.json?filterType=email&filterValues=a@x.example&fields=company");
    assertThat(read.path("result").get(0).path("company").asText()).isEqualTo("Acme");
    JsonNode company1 =
        get(
            "/rest/v1/companies.json?filterType=externalCompanyId&filterValues=c1,c2&fields=company");
    assertThat(company1.path("result")).hasSize(1);
    JsonNode gone =
        post(
            "/rest/v1/companies/delete.json",
            "{'deleteBy':'dedupeFields','input':[{'externalCompanyId':'c1'},{'externalCompanyId':'c9'}]}");
    assertThat(statuses(gone)).containsExactly("deleted", "1013");
  }

  @Test
  void keepsTheCrmsObjectsFromTheApiWhileNativeSyncIsOn() throws Exception {
    post("/sandbox/native-sync", "{'on':true}");
    assertThat(statuses(post("/rest/v1/companies.json", "{'input':[{'externalCompanyId':'c1'}]}")))
        .containsExactly("1018");
  }

  @Test
  void makesFieldsOfPeople() throws Exception {
    JsonNode made =
        post(
            "/rest/v1/leads/schema/fields.json",
            "{'input':[{'displayName':'Salesforce Id','name':'salesforceId','dataType':'string'}]}");
    assertThat(made.path("result").get(0).path("status").asText()).isEqualTo("created");
    assertThat(
            statuses(
                sync(
                    "{'lookupField':'salesforceId','input':[{'salesforceId':'00Q','lastName':'L'}]}")))
        .containsExactly("created");
    assertThat(get("/rest/v1/leads/describe.json").toString()).contains("\"salesforceId\"");
    assertThat(get("/rest/v1/leads/schema/fields/salesforceId.json").toString())
        .contains("\"isCustom\":true");
    assertThat(get("/rest/v1/leads/describe2.json").toString()).contains("[\"salesforceId\"]");
    assertThat(
            get("/rest/v1/companies/schema/fields.json?batchSize=3").path("moreResult").asBoolean())
        .isTrue();
  }

  @Test
  void tellsWhatChangedAfterAWhile() throws Exception {
    String since = java.time.Instant.now().minusSeconds(5).toString();
    String page =
        get("/rest/v1/activities/pagingtoken.json?sinceDatetime=" + since)
            .path("nextPageToken")
            .asText();
    sync("{'input':[{'email':'a@x.example','firstName':'Ann'}]}");
    sync("{'input':[{'email':'a@x.example','firstName':'Anna'}]}");
    post("/rest/v1/leads/delete.json", "{'input':[{'id':1}]}");
    String changes = "/rest/v1/activities/leadchanges.json?fields=firstName&nextPageToken=";
    assertThat(get(changes + page).path("result")).isEmpty();
    post("/sandbox/clock", "{'advanceSeconds':10}");
    token = login();
    JsonNode seen = get(changes + page);
    assertThat(seen.path("result")).hasSize(2);
    assertThat(seen.path("result").get(1).path("fields").get(0).toString())
        .contains("\"newValue\":\"Anna\"", "\"oldValue\":\"Ann\"");
    assertThat(get(changes + seen.path("nextPageToken").asText()).path("result")).isEmpty();
    assertThat(get("/rest/v1/activities/deletedleads.json?nextPageToken=" + page).path("result"))
        .hasSize(1);
    assertThat(
            get("/rest/v1/activities.json?activityTypeIds=13&nextPageToken=" + page).path("result"))
        .hasSize(1);
    assertThat(get("/rest/v1/activities/types.json").path("result")).isNotEmpty();
  }

  @Test
  void mergesListsAndPrograms() throws Exception {
    sync("{'input':[{'email':'a@x.example'},{'email':'b@x.example','firstName':'Bo'}]}");
    String list = get("/rest/v1/lists.json").path("result").get(0).path("id").asText();
    assertThat(statuses(post("/rest/v1/lists/" + list + "/leads.json?id=2&id=9", "")))
        .containsExactly("added", "1004");
    String program = get("/rest/asset/v1/programs.json").path("result").get(0).path("id").asText();
    String status = "/rest/v1/programs/" + program + "/members/status.json";
    assertThat(statuses(post(status, "{'statusName':'Registered','input':[{'leadId':2}]}")))
        .containsExactly("created");
    assertThat(statuses(post(status, "{'statusName':'Invited','input':[{'leadId':2}]}")))
        .containsExactly("1037");
    assertThat(post("/rest/v1/leads/1/merge.json?leadIds=2", "").path("success").asBoolean())
        .isTrue();
    assertThat(code(post("/rest/v1/leads/1/merge.json?leadIds=2", ""))).isEqualTo("1004");
    assertThat(get("/rest/v1/lead/1.json?fields=firstName").toString()).contains("Bo");
    assertThat(get("/rest/v1/lists/" + list + "/leads/ismember.json?id=1").toString())
        .contains("memberof");
    String many = IntStream.range(2, 29).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(code(post("/rest/v1/leads/1/merge.json?leadIds=" + many, ""))).isEqualTo("1080");
  }

  @Test
  void holdsCustomObjects() throws Exception {
    String schema = "/rest/v1/customobjects/schema";
    post(schema + ".json", "{'apiName':'car','displayName':'Car','pluralName':'Cars'}");
    post(
        schema + "/car/addField.json",
        "{'input':[{'name':'leadId','displayName':'Lead','dataType':'link','relatedTo':{'name':'lead','field':'id'}},"
            + "{'name':'vin','displayName':'VIN','dataType':'string','isDedupeField':true},"
            + "{'name':'year','displayName':'Year','dataType':'integer'}]}");
    assertThat(post(schema + "/car/approve.json", "{}").path("success").asBoolean()).isTrue();
    sync("{'input':[{'email':'a@x.example'}]}");
    JsonNode made =
        post(
            "/rest/v1/customobjects/car.json",
            "{'input':[{'vin':'1','leadId':1,'year':2003},{'vin':'2','leadId':5}]}");
    assertThat(statuses(made)).as(made.toString()).containsExactly("created", "1004");
    assertThat(made.path("result").get(0).path("marketoGUID").asText()).hasSize(36);
    assertThat(
            get("/rest/v1/customobjects/car.json?filterType=vin&filterValues=1&fields=year")
                .toString())
        .contains("2003");
    assertThat(get("/rest/v1/customobjects/car/describe.json").toString())
        .contains("\"relatedTo\"");
    assertThat(code(get("/rest/v1/customobjects/boat/describe.json"))).isEqualTo("1013");
  }

  @Test
  void holdsItsLimits() throws Exception {
    post("/sandbox/limits", "{'callsPer20Seconds':3}");
    for (int i = 0; i < 3; i++) {
      assertThat(get("/rest/v1/lists.json").path("success").asBoolean()).isTrue();
    }
    assertThat(code(get("/rest/v1/lists.json"))).isEqualTo("606");
    post("/sandbox/clock", "{'advanceSeconds':21}");
    assertThat(get("/rest/v1/lists.json").path("success").asBoolean()).isTrue();
    post("/sandbox/limits", "{'dailyQuota':2}");
    assertThat(code(get("/rest/v1/lists.json"))).isEqualTo("607");
    post("/sandbox/clock", "{'advanceSeconds':86400}");
    token = login();
    assertThat(get("/rest/v1/lists.json").path("success").asBoolean()).isTrue();
    assertThat(get("/rest/v1/stats/usage.json").path("result").get(0).path("total").asInt())
        .isEqualTo(2);
    JsonNode calls = get("/sandbox/calls");
    assertThat(calls.path("refused").path("606").asInt()).isEqualTo(1);
    assertThat(calls.path("refused").path("607").asInt()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsTooLargeOrUnknown() throws Exception {
    String big =
        "{'input':[{'email':'a@x.example','mktoPersonNotes':'" + "x".repeat(1_100_000) + "'}]}";
    assertThat(send("POST", marketo.url() + "/rest/v1/leads.json", json(big), token).statusCode())
        .isEqualTo(413);
    assertThat(
            send(
                    "GET",
                    marketo.url() + "/rest/v1/leads.json?filterType=" + "x".repeat(9_000),
                    null,
                    token)
                .statusCode())
        .isEqualTo(414);
    // After refusing a body that it has not read, the server closes the connection.
    http = Http.client();
    String records =
        IntStream.range(0, 301)
            .mapToObj(i -> "{'email':'" + i + "@x.example'}")
            .collect(Collectors.joining(","));
    assertThat(code(sync("{'input':[" + records + "]}"))).isEqualTo("1003");
    assertThat(code(get("/rest/v1/nowhere.json"))).isEqualTo("610");
    assertThat(code(post("/rest/v1/leads/describe.json", "{}"))).isEqualTo("605");
    assertThat(code(sync("{'input':"))).isEqualTo("609");
  }

  @Test
  void readsLongListsFromAForm() throws Exception {
    sync("{'input':[{'email':'a@x.example'},{'email':'b@x.example'}]}");
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/rest/v1/leads.json?_method=GET"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "filterType=email&fields=email&filterValues="
                            + URLEncoder.encode(
                                "b@x.example,a@x.example" + ",nobody@somewhere.example".repeat(290),
                                StandardCharsets.UTF_8)))
                .build(),
            BodyHandlers.ofString());
    assertThat(JSON.readTree(answer.body()).path("result")).hasSize(2);
  }

  @Test
  void goesWrongWhenTold() throws Exception {
    post(
        "/sandbox/faults",
        "{'path':'/rest/v1/leads.json','kind':'reason','index':1,'code':'1003','message':'No'}");
    assertThat(statuses(sync("{'input':[{'email':'a@x.example'},{'email':'b@x.example'}]}")))
        .containsExactly("created", "1003");
    post("/sandbox/faults", "{'path':'/rest/v1/leads.json','kind':'wrong-length'}");
    assertThat(sync("{'input':[{'email':'a@x.example'},{'email':'b@x.example'}]}").path("result"))
        .hasSize(1);
    post("/sandbox/faults", "{'path':'/rest/v1/leads.json','kind':'code','code':'608','times':2}");
    assertThat(code(sync("{'input':[{'email':'a@x.example'}]}"))).isEqualTo("608");
    assertThat(code(sync("{'input':[{'email':'a@x.example'}]}"))).isEqualTo("608");
    assertThat(statuses(sync("{'input':[{'email':'a@x.example'}]}"))).containsExactly("updated");
    HttpResponse<String> wrong =
        send("POST", base + "/sandbox/faults", json("{'kind':'nonsense'}"), null);
    assertThat(wrong.statusCode()).isEqualTo(400);
  }

  private String login() throws Exception {
    return JSON.readTree(
            send(
                    "GET",
                    base
                        + "/identity/oauth/token?grant_type=client_credentials"
                        + "&client_id=sandbox-client-id&client_secret=sandbox-client-secret",
                    null,
                    null)
                .body())
        .path("access_token")
        .asText();
  }

  private JsonNode sync(String body) throws Exception {
    return post("/rest/v1/leads.json", body);
  }

  private JsonNode post(String path, String body) throws Exception {
    String where = path.startsWith("/sandbox") ? marketo.url() : base;
    return JSON.readTree(send("POST", where + path, json(body), token).body());
  }

  private JsonNode get(String path) throws Exception {
    return get(path, token);
  }

  private JsonNode get(String path, String as) throws Exception {
    String where = path.startsWith("/sandbox") ? marketo.url() : base;
    return JSON.readTree(send("GET", where + path, null, as).body());
  }

  private static String json(String body) {
    return body.replace('\'', '"');
  }

  private HttpResponse<String> send(String method, String url, String body, String as)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.startsWith("http") ? url : base + url))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !body.isEmpty()) request.header("Content-Type", "application/json");
    if (as != null) request.header("Authorization", "Bearer " + as);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String code(JsonNode answer) {
    return answer.path("errors").path(0).path("code").asText();
  }

  private static List<String> statuses(JsonNode answer) {
    List<String> statuses = new java.util.ArrayList<>();
    answer
        .path("result")
        .forEach(
            result ->
                statuses.add(
                    result.has("reasons")
                        ? result.path("reasons").get(0).path("code").asText()
                        : result.path("status").asText()));
    return statuses;
  }
}
