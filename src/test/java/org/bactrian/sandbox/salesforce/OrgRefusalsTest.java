package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an org refuses what it would usually do, and what an answer is when it has a bad day. */
class OrgRefusalsTest {
  private static final String COLLECTION = API + "composite/sobjects";
  private static final String TOKEN =
      "grant_type=client_credentials&client_id=sandbox-consumer-key&client_secret=sandbox-consumer-secret";
  private static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};
  private static final String MAINTENANCE = "<html><body>Down for maintenance</body></html>";

  private SalesforceSandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox = SalesforceSandbox.start(Options.small(20));
    client = new Client(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String leads(int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"Many%d\",\"Company\":\"Acme\"%s}"
                    .formatted(i, i == 1 ? more : ""))
        .collect(Collectors.joining(",", "{\"records\":[", "]}"));
  }

  private int many() {
    return client.count("Lead", "LastName LIKE 'Many%'");
  }

  private void tell(String path, String body) {
    assertThat(client.post("/sandbox/" + path, body).path("ok").asBoolean()).as(path).isTrue();
  }

  private static String code(JsonNode answer) {
    return answer.path(0).path("errorCode").asText();
  }

  @ParameterizedTest
  @CsvSource({
    "AnnualRevenue,\"much\"",
    "EmailBouncedDate,\"2026-13-01T00:00:00Z\"",
    "DoNotCall,\"perhaps\"",
    "Title,{\"a\":1}",
  })
  void oneValueThatCannotBeReadRefusesTheWholeCollection(String field, String value)
      throws IOException {
    String more = ",\"Email\":\"no address\",\"%s\":%s".formatted(field, value);
    HttpResponse<String> answer = client.send("POST", COLLECTION, leads(3, more));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("JSON_PARSER_ERROR").contains("Cannot deserialize instance");
    assertThat(many()).isZero();
  }

  @Test
  void oneValueThatCannotBeReadRefusesTheWholeTree() throws IOException {
    String tree =
        leads(2, ",\"AnnualRevenue\":\"much\"")
            .replace("\"type\":\"Lead\"", "\"type\":\"Lead\",\"referenceId\":\"r\"")
            .replaceFirst("\"r\"", "\"first\"");
    HttpResponse<String> answer = client.send("POST", API + "composite/tree/Lead", tree);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("[{").contains("JSON_PARSER_ERROR");
    assertThat(many()).isZero();
  }

  @Test
  void aValueThatIsOnlyWrongRefusesItsRow() {
    JsonNode answer = client.post(COLLECTION, leads(3, ",\"Email\":\"no address\""));
    assertThat(answer.findValuesAsText("success")).containsExactly("true", "false", "true");
    assertThat(many()).isEqualTo(2);
  }

  @Test
  void apexRefusesLargeBatches() {
    tell("apex-limits", "{\"object\":\"Lead\",\"records\":10}");
    JsonNode answer = client.post(COLLECTION, leads(11, ""));
    assertThat(answer.findValuesAsText("statusCode"))
        .hasSize(11)
        .containsOnly("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
    assertThat(answer.path(3).path("errors").path(0).path("message").asText())
        .isEqualTo("LeadTrigger: System.LimitException: Apex CPU time limit exceeded");
    assertThat(many()).isZero();
    assertThat(client.post(COLLECTION, leads(10, "")).findValuesAsText("success"))
        .hasSize(10)
        .containsOnly("true");
    client.json("DELETE", "/sandbox/apex-limits", null);
    client.post(COLLECTION, leads(11, ""));
    assertThat(many()).isEqualTo(21);
  }

  @Test
  void apexSeesAJobsRowsInChunksOf200() throws Exception {
    tell(
        "apex-limits",
        "{\"object\":\"Lead\",\"records\":199,\"message\":\"Too many SOQL queries: 101\"}");
    StringBuilder rows = new StringBuilder("LastName,Company\n");
    for (int i = 0; i < 210; i++) {
      rows.append("Many").append(i).append(",Acme\n");
    }
    String job = job("insert", rows.toString());
    assertThat(client.get(job).path("numberRecordsFailed").asInt()).isEqualTo(200);
    assertThat(many()).as("the last chunk has ten rows").isEqualTo(10);
    assertThat(client.send("GET", job + "/failedResults", null).body())
        .contains("System.LimitException: Too many SOQL queries: 101");
  }

  private String job(String operation, String rows) throws Exception {
    String wish = "{\"object\":\"Lead\",\"operation\":\"%s\",\"contentType\":\"CSV\"}";
    String jobs = API + "jobs/ingest";
    String job = jobs + "/" + client.post(jobs, wish.formatted(operation)).path("id").asText();
    client.send("PUT", job + "/batches", rows, "Content-Type", "text/csv");
    client.json("PATCH", job, "{\"state\":\"UploadComplete\"}");
    tell("clock", "{\"advanceSeconds\":60}");
    assertThat(client.get(job).path("state").asText()).isEqualTo("JobComplete");
    return job;
  }

  @Test
  void aLockIsMetBareOrWithinATrigger() {
    String lead = "{\"LastName\":\"Doe\",\"Company\":\"Acme\"}";
    tell("locks", "{\"object\":\"Lead\"}");
    assertThat(code(client.post(API + "sobjects/Lead", lead))).isEqualTo("UNABLE_TO_LOCK_ROW");
    tell("locks", "{\"object\":\"Lead\",\"trigger\":\"LeadTrigger\"}");
    JsonNode wrapped = client.post(API + "sobjects/Lead", lead);
    assertThat(code(wrapped)).isEqualTo("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
    assertThat(wrapped.path(0).path("message").asText())
        .startsWith("LeadTrigger: execution of AfterInsert")
        .contains("first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access");
    assertThat(client.create("Lead", lead)).startsWith("00Q");
  }

  @Test
  void deletionsMeetLocksAndLimitsToo() throws Exception {
    client.post(COLLECTION, leads(3, ""));
    List<String> ids =
        client.query("SELECT Id FROM Lead WHERE LastName LIKE 'Many%'").findValuesAsText("Id");
    String three = COLLECTION + "?ids=" + String.join(",", ids);
    String one = API + "sobjects/Lead/" + ids.get(0);
    tell("apex-limits", "{\"object\":\"Lead\",\"records\":2}");
    assertThat(client.json("DELETE", three, null).findValuesAsText("statusCode"))
        .containsExactly(
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
    String bulk = job("delete", "Id\n" + String.join("\n", ids) + "\n");
    assertThat(client.get(bulk).path("numberRecordsFailed").asInt()).isEqualTo(3);
    client.json("DELETE", "/sandbox/apex-limits", null);
    tell("locks", "{\"object\":\"Lead\"}");
    assertThat(code(client.json("DELETE", one, null))).isEqualTo("UNABLE_TO_LOCK_ROW");
    tell("locks", "{\"object\":\"Lead\",\"trigger\":\"LeadTrigger\"}");
    assertThat(client.json("DELETE", one, null).toString())
        .contains("LeadTrigger: execution of AfterDelete")
        .contains("UNABLE_TO_LOCK_ROW");
    tell("locks", "{\"object\":\"Lead\"}");
    assertThat(client.json("DELETE", three, null).findValuesAsText("success"))
        .containsExactly("false", "true", "true");
    assertThat(many()).isEqualTo(1);
    String last = job("delete", "Id\n" + ids.get(0) + "\n");
    assertThat(client.get(last).path("numberRecordsFailed").asInt()).isZero();
    assertThat(many()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "400,QUERY_TIMEOUT,Your query request was running for too long.",
    "503,SERVER_UNAVAILABLE,Service unavailable",
  })
  void onePartOfABatchFails(int status, String code, String message) {
    tell(
        "faults",
        "{\"subrequests\":true,\"path\":\"query.q=SELECT Id FROM Contact\",\"status\":%d,\"errorCode\":\"%s\",\"message\":\"%s\"}"
            .formatted(status, code, message));
    String query = "{\"method\":\"GET\",\"url\":\"v62.0/query?q=SELECT+Id+FROM+%s+LIMIT+1\"}";
    String batch =
        "{\"batchRequests\":[%s,%s,%s]}"
            .formatted(
                query.formatted("Lead"), query.formatted("Contact"), query.formatted("Account"));
    JsonNode answer = client.post(API + "composite/batch", batch);
    assertThat(answer.path("hasErrors").asBoolean()).isTrue();
    assertThat(answer.path("results").findValuesAsText("statusCode"))
        .containsExactly("200", String.valueOf(status), "200");
    JsonNode refusal = answer.path("results").path(1).path("result").path(0);
    assertThat(refusal.path("errorCode").asText()).isEqualTo(code);
    assertThat(refusal.path("message").asText()).isEqualTo(message);
    assertThat(client.post(API + "composite/batch", batch).path("hasErrors").asBoolean())
        .as("the fault strikes once")
        .isFalse();
  }

  @Test
  void queryLocatorsExpire() throws IOException {
    tell("answers", "{\"pageWidth\":18}", true);
    String next = client.query("SELECT Id FROM Lead").path("nextRecordsUrl").asText();
    assertThat(client.get(next).path("records")).hasSize(1);
    tell("query-locators/expire", "{}");
    assertThat(code(client.get(next))).isEqualTo("INVALID_QUERY_LOCATOR");
    String later = client.query("SELECT Id FROM Lead").path("nextRecordsUrl").asText();
    assertThat(client.get(later).path("records")).hasSize(1);
    tell("answers", "{\"locatorSeconds\":600}", true);
    tell("clock", "{\"advanceSeconds\":601}");
    assertThat(code(client.get(later))).isEqualTo("INVALID_QUERY_LOCATOR");
    assertThat(client.send("GET", later, null).statusCode()).isEqualTo(400);
  }

  private void tell(String path, String body, boolean shown) {
    assertThat(client.post("/sandbox/" + path, body).isObject()).isEqualTo(shown);
  }

  @Test
  void pagesHoldFewerRowsTheWiderTheyAre() {
    assertThat(client.get("/sandbox/answers").path("pageWidth").asInt(-1)).isZero();
    assertThat(client.query("SELECT Id, Description FROM Lead").path("done").asBoolean()).isTrue();
    tell("answers", "{\"pageWidth\":64100}", true);
    JsonNode wide = client.query("SELECT Id, Description FROM Lead ORDER BY Id");
    assertThat(wide.path("records")).hasSize(2);
    assertThat(client.query("SELECT Id FROM Lead").path("done").asBoolean()).isTrue();
    int read = 2;
    while (!wide.path("done").asBoolean()) {
      wide = client.get(wide.path("nextRecordsUrl").asText());
      read += wide.path("records").size();
    }
    assertThat(read).isEqualTo(wide.path("totalSize").asInt());
  }

  @Test
  void rulesThatThereAreNotAreRefused() {
    assertThat(client.post("/sandbox/answers", "{\"pageWdith\":5}").toString())
        .contains("pageWdith");
    assertThat(client.get("/sandbox/answers").path("pageWidth").asInt(-1)).isZero();
  }

  @Test
  void theDoorNamesTheKeysThatItIgnores() throws IOException {
    for (String deed :
        List.of(
            "limits {\"callsPerDy\":1} callsPerDy",
            "query-locators/expire {\"all\":true} all",
            "queues {\"name\":\"Q\",\"objcts\":[]} objcts")) {
      String[] parts = deed.split(" (?=\\{)|(?<=}) ");
      HttpResponse<String> answer = client.send("POST", "/sandbox/" + parts[0], parts[1]);
      assertThat(answer.statusCode()).as(deed + ": " + answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"ignored\":[\"" + parts[2] + "\"]");
    }
  }

  @Test
  void theDoorRefusesWhatItCanNotDoAndNamesIt() throws IOException {
    for (String deed :
        List.of(
            "faults {\"times\":\"many\"} times",
            "faults {\"after\":\"perhaps\"} after",
            "faults {\"kind\":\"banana\"} banana",
            "faults {\"path\":\"(\"} (",
            "clock {\"advanceSeconds\":\"x\"} advanceSeconds",
            "duplicate-rules {\"object\":\"Lead\",\"fields\":\"Email\"} fields",
            "answers {\"pageWidth\":-1} pageWidth",
            "answers {\"pageWidth\":\"x\"} pageWidth",
            "move {\"status\":200} 200",
            "move {\"status\":\"x\"} 301",
            "move {\"stats\":301} stats",
            "fields/Lead {\"name\":\"N__c\",\"type\":\"string -1\"} string -1",
            "fields/Lead {\"name\":\"N__c\",\"type\":\"reference Nothing as N__r\"} Nothing",
            "fields/Lead {\"name\":\"N__c\",\"type\":\"string 80\",\"required\":\"perhaps\"} perhaps",
            "fields/Lead {\"name\":\"N__c\",\"type\":\"double 18 2\",\"rollUp\":\"x\"} rollUp",
            "fields/Lead {\"name\":\"N__c\",\"type\":\"picklist 255\",\"values\":[\"a\"],\"default\":\"b\"} default",
            "fields/Lead {\"name\":\"N__c\",\"type\":\"picklist 255\",\"values\":[\"a\"],\"controller\":\"None\"} controller",
            "fields/Lead/Rating {\"default\":\"Hot\"} values",
            "fields/Lead/Title {\"length\":-4} length",
            "fields/Lead/Title {\"length\":\"x\"} length",
            "fields/Lead/Title {\"values\":[\"x\"]} picklists",
            "record-types {\"object\":\"Lead\"} name",
            "queues {} name",
            "currencies {\"rates\":{\"EUR\":\"x\"}} Rates",
            "currencies {\"rates\":{\"EUR\":0.9},\"dated\":[{\"currency\":\"GBP\",\"start\":\"2026-01-01\",\"rate\":1}]} GBP",
            "currencies {\"rates\":{\"EUR\":0.9},\"dated\":[{\"currency\":\"EUR\",\"start\":\"soon\",\"rate\":1}]} soon",
            "fields/Account {\"name\":\"R__c\",\"type\":\"double 18 2\",\"rollUp\":{\"of\":\"Opportunity.AccountId\",\"operation\":\"AVG\",\"field\":\"Amount\"}} SUM")) {
      String[] parts = deed.split(" (?=\\{)|(?<=}) ");
      HttpResponse<String> answer = client.send("POST", "/sandbox/" + parts[0], parts[1]);
      assertThat(answer.statusCode()).as(deed + ": " + answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains(parts[2]).doesNotContain("java", "bactrian");
    }
    for (String rule :
        List.of(
            "duplicate-rules {\"fields\":[\"None\"],",
            "validation-rules {\"field\":\"None\",\"condition\":\"Id = null\",\"message\":\"m\",")) {
      String[] parts = rule.split(" ", 2);
      assertThat(
              client
                  .send("POST", "/sandbox/" + parts[0], parts[1] + "\"object\":\"Lead\"}")
                  .statusCode())
          .as(rule)
          .isEqualTo(404);
    }
    assertThat(client.get("/sandbox/answers").path("pageWidth").asInt(-1)).isZero();
    assertThat(client.send("GET", API + "limits", null).statusCode()).isEqualTo(200);
  }

  @Test
  void theDaysCallsRunOut() throws Exception {
    tell("limits", "{\"callsPerDay\":3}");
    for (int i = 0; i < 3; i++) {
      assertThat(client.send("GET", API + "limits", null).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = client.send("GET", API + "limits", null);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    Soap.Answer soap = soap().partner("<u:getUserInfo/>");
    assertThat(soap.one("exceptionCode")).isEqualTo("REQUEST_LIMIT_EXCEEDED");
    tell("limits", "{\"callsPerDay\":1000}");
    assertThat(soap().partner("<u:getUserInfo/>").status()).isEqualTo(200);
  }

  private Soap soap() {
    return new Soap(sandbox, client.token());
  }

  @Test
  void recordsAreCounted() {
    int leads = client.count("Lead", "Id != null");
    JsonNode two = client.get(API + "limits/recordCount?sObjects=Lead,Nothing,account");
    assertThat(two.path("sObjects").findValuesAsText("name")).containsExactly("Account", "Lead");
    assertThat(two.path("sObjects").path(1).path("count").asInt()).isEqualTo(leads);
    assertThat(client.get(API + "limits/recordCount").findValuesAsText("name")).contains("Task");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ConcurrentSyncReportRuns",
        "DailyApiRequests",
        "DailyAsyncApexExecutions",
        "DailyBulkApiBatches",
        "DailyBulkV2QueryJobs",
        "DailyStandardVolumePlatformEvents",
        "DailyStreamingApiEvents",
        "DailyWorkflowEmails",
        "DataStorageMB",
        "FileStorageMB",
        "HourlyAsyncReportRuns",
        "HourlyODataCallout",
        "MassEmail",
        "PermissionSets",
        "SingleEmail",
        "StreamingApiConcurrentClients"
      })
  void limitsHaveTheKeysThatClientsRead(String key) {
    JsonNode limit = client.get(API + "limits").path(key);
    assertThat(limit.path("Max").asLong()).isPositive();
    assertThat(limit.path("Remaining").asLong()).isBetween(0L, limit.path("Max").asLong());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 503})
  void maintenanceIsAPageForPeople(int status) throws IOException {
    String fault =
        "{\"path\":\"/services\",\"status\":%d,\"times\":2,\"body\":\"%s\"}"
            .formatted(status, MAINTENANCE);
    tell("faults", fault);
    HttpResponse<String> data = client.send("GET", API + "limits", null);
    HttpResponse<String> token = client.send("POST", "/services/oauth2/token", TOKEN, FORM);
    for (HttpResponse<String> answer : java.util.List.of(data, token)) {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo(MAINTENANCE);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(t -> assertThat(t).startsWith("text/html"));
    }
  }

  @Test
  void anAnswerTakesItsTime() throws IOException {
    tell("faults", "{\"path\":\"/services/data\",\"kind\":\"slow\",\"millis\":1500}");
    long start = System.nanoTime();
    assertThat(client.send("GET", API + "limits", null).statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - start).isGreaterThan(1_400_000_000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307})
  void anOrgMoves(int status) throws IOException {
    String there =
        client
            .post("/sandbox/move", "{\"status\":%d}".formatted(status))
            .path("instanceUrl")
            .asText();
    assertThat(there).isNotEqualTo(sandbox.url()).startsWith("http://127.0.0.1:");
    HttpResponse<String> old = client.send("GET", API + "query?q=SELECT+Id+FROM+Lead", null);
    assertThat(old.statusCode()).isEqualTo(status);
    assertThat(old.headers().firstValue("Location"))
        .contains(there + API + "query?q=SELECT+Id+FROM+Lead");
    JsonNode token = client.json("POST", "/services/oauth2/token", TOKEN, FORM);
    assertThat(token.path("instance_url").asText()).isEqualTo(there);
    Client moved = new Client(there, token.path("access_token").asText());
    assertThat(moved.query("SELECT Id FROM Lead LIMIT 1").path("records")).hasSize(1);
    assertThat(client.send("POST", "/sandbox/move", "{\"status\":200}").statusCode())
        .isEqualTo(400);
    client.post("/sandbox/move", "{\"status\":404}");
    HttpResponse<String> page = client.send("GET", API + "limits", null);
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("URL No Longer Exists");
    client.json("DELETE", "/sandbox/move", null);
    assertThat(client.send("GET", API + "limits", null).statusCode()).isEqualTo(200);
    assertThat(
            client
                .json("POST", "/services/oauth2/token", TOKEN, FORM)
                .path("instance_url")
                .asText())
        .isEqualTo(sandbox.url());
  }

  @Test
  void encryptedFieldsCannotBeFiltered() {
    JsonNode before = field("Email");
    assertThat(before.path("encrypted").asBoolean(true)).isFalse();
    tell("fields/Lead/Email", "{\"encrypted\":true}");
    JsonNode email = field("Email");
    assertThat(email.path("encrypted").asBoolean()).isTrue();
    for (String no : new String[] {"filterable", "sortable", "groupable"}) {
      assertThat(email.path(no).asBoolean(true)).as(no).isFalse();
    }
    JsonNode refused = client.query("SELECT Id FROM Lead WHERE Email = 'a@example.com'");
    assertThat(code(refused)).isEqualTo("INVALID_FIELD");
    assertThat(refused.path(0).path("message").asText())
        .endsWith("field 'Email' can not be filtered in a query call");
    assertThat(client.query("SELECT Id FROM Lead ORDER BY Email").at("/0/message").asText())
        .contains("field 'Email' can not be sorted in a query call");
    JsonNode grouped = client.query("SELECT Email, COUNT(Id) FROM Lead GROUP BY Email");
    assertThat(grouped.at("/0/message").asText())
        .contains("field 'Email' can not be grouped in a query call");
    assertThat(client.query("SELECT Email FROM Lead").path("records")).isNotEmpty();
    tell("fields/Lead/Email", "{\"encrypted\":false}");
    assertThat(client.query("SELECT Id FROM Lead WHERE Email != null").has("records")).isTrue();
  }

  private JsonNode field(String name) {
    for (JsonNode field : client.get(API + "sobjects/Lead/describe").path("fields")) {
      if (field.path("name").asText().equals(name)) {
        return field;
      }
    }
    throw new AssertionError("no field " + name);
  }

  private static String address(String more) {
    return "{\"LastName\":\"Doe\",\"Company\":\"Acme\",%s}".formatted(more);
  }

  private JsonNode read(String id, String fields) {
    return client
        .query("SELECT %s FROM Lead WHERE Id = '%s'".formatted(fields, id))
        .at("/records/0");
  }

  @Test
  void statesAndCountriesAreChosenFromLists() {
    assertThat(client.create("Lead", address("\"Country\":\"Narnia\""))).isNotEmpty();
    tell("state-and-country-picklists", "{}");
    JsonNode refused = client.post(API + "sobjects/Lead", address("\"Country\":\"Narnia\""));
    assertThat(code(refused)).isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    assertThat(refused.at("/0/message").asText())
        .isEqualTo(
            "There's a problem with this country, even though it may appear correct. Please select a country from the list of valid countries.: Country");
    assertThat(refused.at("/0/fields/0").asText()).isEqualTo("Country");
    String id =
        client.create("Lead", address("\"Country\":\"united states\",\"State\":\"California\""));
    assertThat(read(id, "CountryCode, StateCode").path("CountryCode").asText()).isEqualTo("US");
    assertThat(read(id, "CountryCode, StateCode").path("StateCode").asText()).isEqualTo("CA");
    client.json("PATCH", API + "sobjects/Lead/" + id, "{\"CountryCode\":\"DE\"}");
    JsonNode moved = read(id, "Country, State, StateCode");
    assertThat(moved.path("Country").asText()).isEqualTo("Germany");
    assertThat(moved.path("State").isNull()).isTrue();
    JsonNode noState = client.json("PATCH", API + "sobjects/Lead/" + id, "{\"State\":\"Bayern\"}");
    assertThat(noState.at("/0/message").asText()).contains("There's a problem with this state");
    JsonNode orphan = client.post(API + "sobjects/Lead", address("\"State\":\"Texas\""));
    assertThat(orphan.at("/0/message").asText())
        .startsWith("A country/territory must be specified");
    JsonNode state = field("StateCode");
    assertThat(state.path("controllerName").asText()).isEqualTo("CountryCode");
    assertThat(state.path("dependentPicklist").asBoolean()).isTrue();
    assertThat(state.path("picklistValues").path(0).path("validFor").asText()).isNotEmpty();
  }

  private String deletedLead() throws IOException {
    String id = client.create("Lead", "{\"LastName\":\"Gone\",\"Company\":\"Acme\"}");
    client.send("DELETE", API + "sobjects/Lead/" + id, null);
    return id;
  }

  private JsonNode deletions() {
    return client.get(
        API
            + "sobjects/Lead/deleted/?start="
            + Instant.now().minusSeconds(3600)
            + "&end=2036-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2592060,0,startDate cannot be more than 30 days ago",
    "60,30,endDate must be at least one minute greater than startDate",
    "60,60,startDate after endDate",
  })
  void spansOfChangesAreShortAndRecent(long start, long end, String message) {
    Instant now = Instant.now();
    String span = "?start=%s&end=%s".formatted(now.minusSeconds(start), now.minusSeconds(end));
    for (String what : List.of("updated", "deleted")) {
      JsonNode answer = client.get(API + "sobjects/Lead/" + what + "/" + span);
      assertThat(code(answer)).isEqualTo("INVALID_REPLICATION_DATE");
      assertThat(answer.path(0).path("message").asText()).isEqualTo(message);
    }
  }

  @Test
  void anEmptiedBinIsOnlyInTheLogOfDeletions() throws IOException {
    String id = deletedLead();
    String all = "SELECT Id FROM Lead WHERE LastName = 'Gone'";
    assertThat(client.queryAll(all).path("records")).hasSize(1);
    tell("recycle-bin/empty", "{}");
    assertThat(client.queryAll(all).path("records")).isEmpty();
    assertThat(
            client
                .queryAll("SELECT Id FROM Lead WHERE Id = '%s'".formatted(id))
                .path("totalSize")
                .asInt(-1))
        .isZero();
    assertThat(client.send("GET", API + "sobjects/Lead/" + id, null).statusCode()).isEqualTo(404);
    assertThat(deletions().path("deletedRecords").findValuesAsText("id")).contains(id);
    assertThat(client.get("/sandbox/stats").at("/objects/Lead/deleted").asInt(-1)).isZero();
    assertThat(
            client
                .send("POST", "/sandbox/undelete", "{\"ids\":[\"%s\"]}".formatted(id))
                .statusCode())
        .isEqualTo(404);
    JsonNode update =
        client.json(
            "PATCH",
            COLLECTION,
            "{\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"Id\":\"%s\",\"Title\":\"x\"}]}"
                .formatted(id));
    assertThat(update.at("/0/success").asBoolean(true)).isFalse();
  }

  @Test
  void aPurgedLogRefusesToTellOfBefore() throws IOException {
    deletedLead();
    tell("recycle-bin/empty", "{\"object\":\"Lead\",\"log\":true}");
    assertThat(code(deletions())).isEqualTo("INVALID_REPLICATION_DATE");
  }

  @Test
  void hardDeletesLeaveNothingInTheBin() throws Exception {
    String id = client.create("Lead", "{\"LastName\":\"Gone\",\"Company\":\"Acme\"}");
    job("hardDelete", "Id\n" + id);
    assertThat(client.queryAll("SELECT Id FROM Lead WHERE LastName = 'Gone'").path("records"))
        .isEmpty();
    assertThat(deletions().path("deletedRecords").findValuesAsText("id")).contains(id);
  }
}
