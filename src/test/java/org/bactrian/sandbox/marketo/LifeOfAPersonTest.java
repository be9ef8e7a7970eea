package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.journeys.ContractWatch;
import org.bactrian.local.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulated Marketo's activity log says of people, and what becomes of opting out. */
class LifeOfAPersonTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int DAY = 86_400;

  private final HttpClient http = Http.client();
  private MarketoSandbox marketo;
  private ContractWatch contract;
  private String base;
  private String token;
  private String beginning;

  @BeforeEach
  void start() throws Exception {
    marketo = MarketoSandbox.start(Options.with(Limits.NONE));
    base = marketo.url();
    if (ContractWatch.possible()) {
      contract = new ContractWatch(base);
      base = contract.url();
    }
    door("/sandbox/lag", "{'millis':0}");
    login();
    beginning = pagingToken();
  }

  @AfterEach
  void stop() {
    marketo.close();
    if (contract == null) return;
    contract.close();
    assertThat(contract.violations()).isEmpty();
  }

  @Test
  void aChangeTellsWhoMadeItAndHow() throws Exception {
    long ann = create("{'email':'a@x.example','firstName':'Ann'}");
    sync("{'action':'updateOnly','lookupField':'id','input':[{'id':1,'firstName':'Anna'}]}");
    door("PATCH", "/sandbox/leads/1", "{'firstName':'Anne','phone':'1'}");
    JsonNode changes = changes("firstName,phone", beginning).path("result");
    assertThat(changes).hasSize(4);
    assertThat(fields(changes.get(0))).isEmpty();
    assertThat(attribute(changes.get(0), "Source")).isEqualTo("Web service API");
    assertThat(fields(changes.get(1))).containsExactly("firstName: Ann > Anna");
    assertThat(attribute(changes.get(1), "Source")).isEqualTo("Web service API");
    assertThat(attribute(changes.get(1), "Reason")).isEqualTo("Web service API");
    assertThat(attribute(changes.get(1), "Modifying User")).isEqualTo("apis@bactrian.example");
    assertThat(fields(changes.get(2))).containsExactly("firstName: Anna > Anne");
    assertThat(attribute(changes.get(2), "Source")).isEqualTo("User");
    assertThat(attribute(changes.get(2), "Modifying User")).isEqualTo("marketer@bactrian.example");
    JsonNode values = activities(13, beginning);
    assertThat(attribute(values.get(0), "New Value")).isEqualTo("Anna");
    assertThat(attribute(values.get(0), "Old Value")).isEqualTo("Ann");
    assertThat(values.get(2).path("attributes").findValuesAsText("name"))
        .as("an empty attribute is left out")
        .doesNotContain("Old Value");
    JsonNode made = activities(12, beginning).get(0);
    assertThat(made.path("primaryAttributeValueId").asLong()).isEqualTo(ann);
    assertThat(attribute(made, "Source Type")).isEqualTo("Web service API");
  }

  @Test
  void aMergeNamesItsLosersAndUnitesWhatHappened() throws Exception {
    create("{'email':'a@x.example'}");
    create("{'email':'b@x.example','firstName':'Bo'}");
    create("{'email':'c@x.example'}");
    sync("{'action':'updateOnly','lookupField':'id','input':[{'id':2,'firstName':'Bob'}]}");
    String list = lists().get(0).path("id").asText();
    door("/sandbox/lists/" + list + "/join", "{'leads':[2,3]}");
    String program = "/rest/v1/programs/1001/members";
    post(program + "/status.json", "{'statusName':'Registered','input':[{'leadId':2}]}");
    post(program + "/status.json", "{'statusName':'Invited','input':[{'leadId':1}]}");
    String before = pagingToken();
    post("/rest/v1/leads/1/merge.json?leadIds=2,3", "");
    JsonNode merge = activities(32, before).get(0);
    assertThat(merge.path("leadId").asLong()).isEqualTo(1);
    assertThat(merge.path("primaryAttributeValueId").asLong()).isEqualTo(1);
    assertThat(attribute(merge, "Merge IDs")).isEqualTo("[2,3]");
    assertThat(attribute(merge, "Merge Source")).isEqualTo("leaddb");
    assertThat(attribute(merge, "Master Updated")).isEqualTo("true");
    assertThat(attribute(merge, "Merged in Sales")).isEqualTo("false");
    assertThat(fields(changes("firstName", before).path("result").get(0)))
        .containsExactly("firstName: null > Bob");
    assertThat(get("/rest/v1/activities/deletedleads.json?nextPageToken=" + before).path("result"))
        .as("a merged person is not a deleted one")
        .isEmpty();
    assertThat(activities(13, beginning).findValuesAsText("leadId")).containsOnly("1");
    assertThat(activities(12, beginning).findValuesAsText("primaryAttributeValueId"))
        .as("who was made stays who was made")
        .containsExactly("1", "2", "3");
    assertThat(members(list)).containsExactly("1");
    assertThat(
            get(program + ".json?filterType=leadId&filterValues=1&fields=statusName")
                .path("result")
                .get(0)
                .path("statusName")
                .asText())
        .as("of two memberships the further one stays")
        .isEqualTo("Registered");
    assertThat(get("/rest/v1/lead/2.json").path("result")).isEmpty();
    assertThat(
            codes(
                sync("{'action':'updateOnly','lookupField':'id','input':[{'id':2,'phone':'1'}]}")))
        .containsExactly("1004");
  }

  @Test
  void listsTellWhoJoinedAndLeft() throws Exception {
    create("{'email':'a@x.example'}");
    create("{'email':'b@x.example'}");
    String list = door("/sandbox/lists", "{'name':'To Salesforce'}").path("id").asText();
    post("/rest/v1/lists/" + list + "/leads.json?id=1", "");
    door("/sandbox/lists/" + list + "/join", "{'leads':[1,2]}");
    door("/sandbox/lists/" + list + "/leave", "{'leads':[1]}");
    JsonNode joined = activities(24, beginning);
    assertThat(joined.findValuesAsText("leadId")).containsExactly("1", "2");
    assertThat(joined.get(0).path("primaryAttributeValueId").asText()).isEqualTo(list);
    assertThat(joined.get(0).path("primaryAttributeValue").asText()).isEqualTo("To Salesforce");
    assertThat(attribute(joined.get(0), "Source")).isEqualTo("Web service API");
    assertThat(attribute(joined.get(1), "Source")).isEqualTo("User");
    assertThat(activities(25, beginning).findValuesAsText("leadId")).containsExactly("1");
    post("/rest/v1/leads/delete.json", "{'input':[{'id':2}]}");
    assertThat(members(list)).isEmpty();
    assertThat(activities(25, beginning)).as("a deleted person leaves no list").hasSize(1);
  }

  @Test
  void membersOfAListHaveTheirFields() throws Exception {
    create("{'email':'a@x.example','firstName':'Ann'}");
    String list = lists().get(0).path("id").asText();
    door("/sandbox/lists/" + list + "/join", "{'leads':[1]}");
    JsonNode member =
        get("/rest/v1/lists/" + list + "/leads.json?fields=email,firstName").path("result").get(0);
    assertThat(member.path("firstName").asText()).isEqualTo("Ann");
    JsonNode usual = get("/rest/v1/lists/" + list + "/leads.json").path("result").get(0);
    assertThat(usual.path("email").asText()).isEqualTo("a@x.example");
  }

  @Test
  void activitiesAreKeptAsLongAsMarketoKeepsThem() throws Exception {
    create("{'email':'a@x.example','firstName':'Ann'}");
    create("{'email':'b@x.example'}");
    sync("{'action':'updateOnly','lookupField':'id','input':[{'id':1,'firstName':'Anna'}]}");
    door("/sandbox/lists/1001/join", "{'leads':[1]}");
    door("/sandbox/lists/1001/leave", "{'leads':[1]}");
    post("/rest/v1/leads/delete.json", "{'input':[{'id':2}]}");
    assertThat(kept()).containsExactly(12, 12, 13, 24, 25, 37);
    wait(15 * DAY);
    assertThat(kept()).containsExactly(12, 12, 13, 24, 25);
    wait(76 * DAY);
    assertThat(kept()).containsExactly(12, 12, 25);
    wait(700 * DAY);
    assertThat(kept()).containsExactly(12, 12);
  }

  @Test
  void aPageMayBeShortAndNotTheLast() throws Exception {
    for (int hundreds = 0; hundreds < 22; hundreds++) {
      int first = hundreds * 300;
      sync(
          IntStream.range(first, first + 300)
              .mapToObj(i -> "{'email':'%d@x.example'}".formatted(i))
              .collect(Collectors.joining(",", "{'input':[", "]}")));
    }
    post("/rest/v1/leads/delete.json", "{'input':[{'id':6600}]}");
    JsonNode page = get("/rest/v1/activities/deletedleads.json?nextPageToken=" + beginning);
    assertThat(page.path("result")).isEmpty();
    assertThat(page.path("moreResult").asBoolean()).isTrue();
    JsonNode next =
        get(
            "/rest/v1/activities/deletedleads.json?nextPageToken="
                + page.path("nextPageToken").asText());
    assertThat(next.path("result")).hasSize(1);
    assertThat(next.path("moreResult").asBoolean()).isFalse();
    JsonNode made = get("/rest/v1/activities.json?activityTypeIds=12&nextPageToken=" + beginning);
    assertThat(made.path("result")).hasSize(300);
    assertThat(made.path("moreResult").asBoolean()).isTrue();
  }

  @Test
  void optingOutHoldsForTheAddress() throws Exception {
    create("{'email':'shared@x.example'}");
    door("/sandbox/leads", "{'email':'Shared@X.example'}");
    create("{'email':'other@x.example'}");
    String before = pagingToken();
    edit(1, "'unsubscribed':true");
    assertThat(unsubscribed(2)).as("everybody who has the address").isTrue();
    JsonNode carried = changes("unsubscribed", before).path("result").get(1);
    assertThat(carried.path("leadId").asLong()).isEqualTo(2);
    assertThat(attribute(carried, "Reason")).contains("updateLeadEmailStatus");
    post("/rest/v1/leads/delete.json", "{'input':[{'id':1},{'id':2}]}");
    long back = create("{'email':'shared@x.example','unsubscribed':false}");
    assertThat(unsubscribed(back)).as("a new person with the address").isTrue();
    edit(3, "'email':'shared@x.example'");
    assertThat(unsubscribed(3)).as("who changes to the address").isTrue();
    edit(3, "'email':'free@x.example'");
    assertThat(unsubscribed(3)).as("who changes to an address that is subscribed").isFalse();
    edit(3, "'email':'shared@x.example'");
    edit(3, "'email':'third@x.example','unsubscribed':true");
    assertThat(unsubscribed(3)).as("who says so along with the new address").isTrue();
    edit(3, "'email':'shared@x.example'");
    edit(3, "'unsubscribed':false");
    assertThat(unsubscribed(back)).as("subscribing again holds for the address too").isFalse();
    assertThat(unsubscribed(create("{'email':'third@x.example'}"))).isTrue();
  }

  private boolean unsubscribed(long id) throws Exception {
    return get("/rest/v1/lead/" + id + ".json?fields=unsubscribed")
        .path("result")
        .get(0)
        .path("unsubscribed")
        .asBoolean();
  }

  private void edit(long id, String fields) throws Exception {
    assertThat(
            codes(
                sync(
                    "{'action':'updateOnly','lookupField':'id','input':[{'id':%d,%s}]}"
                        .formatted(id, fields))))
        .containsExactly("updated");
  }

  private long create(String person) throws Exception {
    return sync("{'action':'createDuplicate','input':[" + person + "]}")
        .path("result")
        .get(0)
        .path("id")
        .asLong();
  }

  private List<Integer> kept() throws Exception {
    login();
    List<Integer> types = new ArrayList<>();
    get("/rest/v1/activities.json?activityTypeIds=12,13,24,25,37&nextPageToken=" + beginning)
        .path("result")
        .forEach(each -> types.add(each.path("activityTypeId").asInt()));
    return types;
  }

  private void wait(int seconds) throws Exception {
    door("/sandbox/clock", "{'advanceSeconds':" + seconds + "}");
  }

  private String pagingToken() throws Exception {
    // Tokens go by whole seconds: the next one holds nothing of what has happened so far.
    door("/sandbox/clock", "{'advanceSeconds':1}");
    String now = marketoNow().toString().replaceFirst("\\.\\d+", "");
    return get("/rest/v1/activities/pagingtoken.json?sinceDatetime=" + now)
        .path("nextPageToken")
        .asText();
  }

  private Instant marketoNow() throws Exception {
    return Instant.parse(get("/sandbox/stats").path("now").asText());
  }

  private JsonNode activities(int type, String since) throws Exception {
    return get("/rest/v1/activities.json?activityTypeIds=" + type + "&nextPageToken=" + since)
        .path("result");
  }

  private JsonNode changes(String fields, String since) throws Exception {
    return get("/rest/v1/activities/leadchanges.json?fields=" + fields + "&nextPageToken=" + since);
  }

  private JsonNode lists() throws Exception {
    return get("/rest/v1/lists.json").path("result");
  }

  private List<String> members(String list) throws Exception {
    return get("/rest/v1/lists/" + list + "/leads.json").path("result").findValuesAsText("id");
  }

  private static List<String> fields(JsonNode change) {
    List<String> fields = new ArrayList<>();
    change
        .path("fields")
        .forEach(
            field ->
                fields.add(
                    "%s: %s > %s"
                        .formatted(
                            field.path("name").asText(),
                            field.path("oldValue").asText(null),
                            field.path("newValue").asText(null))));
    return fields;
  }

  private static String attribute(JsonNode activity, String name) {
    for (JsonNode attribute : activity.path("attributes")) {
      if (attribute.path("name").asText().equals(name)) return attribute.path("value").asText();
    }
    return null;
  }

  private static List<String> codes(JsonNode answer) {
    List<String> codes = new ArrayList<>();
    answer
        .path("result")
        .forEach(
            row ->
                codes.add(
                    row.path("reasons").path(0).path("code").asText(row.path("status").asText())));
    return codes;
  }

  private void login() throws Exception {
    token =
        get("/identity/oauth/token?grant_type=client_credentials"
                + "&client_id=sandbox-client-id&client_secret=sandbox-client-secret")
            .path("access_token")
            .asText();
  }

  private JsonNode sync(String body) throws Exception {
    return post("/rest/v1/leads.json", body);
  }

  private JsonNode door(String path, String body) throws Exception {
    return door("POST", path, body);
  }

  private JsonNode door(String method, String path, String body) throws Exception {
    return send(method, marketo.url() + path, body);
  }

  private JsonNode post(String path, String body) throws Exception {
    return send("POST", base + path, body);
  }

  private JsonNode get(String path) throws Exception {
    return send("GET", (path.startsWith("/sandbox") ? marketo.url() : base) + path, null);
  }

  private JsonNode send(String method, String url, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.replace('\'', '"')));
    if (body != null && !body.isEmpty()) request.header("Content-Type", "application/json");
    if (token != null) request.header("Authorization", "Bearer " + token);
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
