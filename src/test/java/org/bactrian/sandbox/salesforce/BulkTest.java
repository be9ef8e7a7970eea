package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk API 2.0 over HTTP. */
class BulkTest {

  private static final String INGEST = "/services/data/v62.0/jobs/ingest";
  private static final String QUERY = "/services/data/v62.0/jobs/query";

  private SalesforceSandbox sandbox;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    sandbox = SalesforceSandbox.start(Options.small(50));
    client = new Client(sandbox);
  }

  @AfterEach
  void stop() throws Exception {
    sandbox.close();
  }

  @Test
  void writesARowEachAndNamesWhatFailed() throws Exception {
    String job = job("{'object':'Lead','operation':'insert'}");
    put(job, "LastName,Company,Email\nLin,Acme,lin@example.com\nBad,Acme,not an address\nNone,,\n");
    JsonNode done = finish(job);
    assertThat(done.path("state").asText()).isEqualTo("JobComplete");
    assertThat(done.path("numberRecordsProcessed").asInt()).isEqualTo(3);
    assertThat(done.path("numberRecordsFailed").asInt()).isEqualTo(2);
    assertThat(file(job, "successfulResults"))
        .startsWith("\"sf__Id\",\"sf__Created\",\"LastName\"")
        .contains("\"00Q", "\"true\",\"Lin\"");
    assertThat(file(job, "failedResults"))
        .contains("INVALID_EMAIL_ADDRESS:", ":Email --")
        .contains("REQUIRED_FIELD_MISSING:", ":Company --");
    assertThat(client.count("Lead", "Email = 'lin@example.com'")).isEqualTo(1);
  }

  @Test
  void upsertsByAnExternalIdAndClears() throws Exception {
    for (int i = 0; i < 2; i++) {
      String job =
          job("{'object':'Lead','operation':'upsert','externalIdFieldName':'Marketo_Id__c'}");
      put(
          job,
          "Marketo_Id__c,LastName,Company,Title\n4711,Lin,Acme,"
              + (i == 0 ? "Boss" : "#N/A")
              + "\n");
      assertThat(finish(job).path("numberRecordsFailed").asInt()).isZero();
      assertThat(file(job, "successfulResults")).contains(i == 0 ? "\"true\"" : "\"false\"");
    }
    assertThat(client.count("Lead", "Marketo_Id__c = '4711' AND Title = null")).isEqualTo(1);
  }

  @Test
  void assignsRecordsOnlyByTheRuleThatAJobNames() throws Exception {
    String queue =
        client.query("SELECT Id FROM Group LIMIT 1").path("records").path(0).path("Id").asText();
    client.post(
        "/sandbox/assignment-rules",
        json("{'object':'Lead','id':'01Q000000000001AAA','ownerId':'%s'}".formatted(queue)));
    for (String rule : new String[] {"", ",'assignmentRuleId':'01Q000000000001AAA'"}) {
      String job = job("{'object':'Lead','operation':'insert'%s}".formatted(rule));
      put(job, "LastName,Company\nAssigned,Acme\n");
      finish(job);
    }
    assertThat(client.count("Lead", "LastName = 'Assigned'")).isEqualTo(2);
    assertThat(client.count("Lead", "LastName = 'Assigned' AND OwnerId = '%s'".formatted(queue)))
        .isEqualTo(1);
  }

  @Test
  void givesAQueryPageByPage() throws Exception {
    String body =
        client
            .post(
                QUERY,
                json("{'operation':'query','query':'SELECT Id, LastName, Owner.Name FROM Lead'}"))
            .path("id")
            .asText();
    JsonNode done = finished(QUERY + "/" + body);
    assertThat(done.path("state").asText()).isEqualTo("JobComplete");
    int total = client.count("Lead", "IsDeleted = false");
    assertThat(done.path("numberRecordsProcessed").asInt()).isEqualTo(total);
    String locator = "";
    int records = 0;
    do {
      HttpResponse<String> page =
          client.send("GET", QUERY + "/" + body + "/results?maxRecords=20" + locator, null);
      assertThat(page.body()).startsWith("\"Id\",\"LastName\",\"Owner.Name\"\n");
      int lines = (int) page.body().lines().count() - 1;
      assertThat(page.headers().firstValue("Sforce-NumberOfRecords"))
          .contains(String.valueOf(lines));
      records += lines;
      locator = "&locator=" + page.headers().firstValue("Sforce-Locator").orElseThrow();
    } while (!locator.endsWith("null"));
    assertThat(records).isEqualTo(total);
  }

  @Test
  void refusesWhatIsUnknownOrTooLate() throws Exception {
    assertThat(client.send("GET", INGEST + "/750000000000000AAA", null).statusCode())
        .isEqualTo(404);
    assertThat(
            client.send("POST", INGEST, json("{'object':'Nothing','operation':'insert'}")).body())
        .contains("INVALIDENTITY");
    assertThat(client.send("POST", INGEST, json("{'object':'Lead','operation':'dance'}")).body())
        .contains("INVALIDJOB");
    String job = job("{'object':'Lead','operation':'insert'}");
    put(job, "Nonsense\n1\n");
    JsonNode failed = finish(job);
    assertThat(failed.path("state").asText()).isEqualTo("Failed");
    assertThat(failed.path("errorMessage").asText()).contains("Field name not found : Nonsense");
    assertThat(client.send("PATCH", job, json("{'state':'Aborted'}")).body())
        .contains("INVALIDJOBSTATE");
    assertThat(
            client.send("PUT", job + "/batches", "Nonsense\n", "Content-Type", "text/csv").body())
        .contains("INVALIDJOBSTATE");
  }

  private String job(String body) {
    return INGEST + "/" + client.post(INGEST, json(body)).path("id").asText();
  }

  private void put(String job, String csv) throws Exception {
    assertThat(client.send("PUT", job + "/batches", csv, "Content-Type", "text/csv").statusCode())
        .isEqualTo(201);
  }

  private String file(String job, String which) throws Exception {
    return client.send("GET", job + "/" + which, null).body();
  }

  private JsonNode finish(String job) throws Exception {
    assertThat(client.send("PATCH", job, json("{'state':'UploadComplete'}")).body())
        .contains("UploadComplete");
    return finished(job);
  }

  private JsonNode finished(String job) {
    client.post("/sandbox/clock", json("{'advanceSeconds':2}"));
    client.get(job);
    return client.get(job);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
