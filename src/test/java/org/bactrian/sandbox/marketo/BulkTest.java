package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Upsert;
import org.bactrian.sandbox.marketo.log.Origin;
import org.bactrian.sandbox.marketo.program.Member;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk import and bulk extract of the simulated Marketo, over HTTP. */
class BulkTest {
  private static final String LEADS = "/bulk/v1/leads";
  private static final String MARCH =
      "{'startAt':'2026-03-01T00:00:00Z','endAt':'2026-03-31T00:00:00Z'}";

  private BulkServer marketo;

  @BeforeEach
  void start() {
    marketo = new BulkServer();
  }

  @AfterEach
  void stop() {
    marketo.close();
  }

  @Test
  void importsWhatItCanAndSaysWhyNotTheRest() {
    JsonNode taken =
        result(
            marketo.imported(
                LEADS + ".json?format=csv",
                "email,firstName,leadScore\n"
                    + "a@x.example,\"Ann, \"\"A\"\"\",1\n"
                    + "b@x.example,Bob,many\n"
                    + "c@x.example,Chloé 🐫,3\n"));
    String batch = LEADS + "/batch/" + taken.path("batchId").asLong();
    assertThat(taken.path("status").asText()).isEqualTo("Queued");
    assertThat(taken.path("importId").asText()).isEqualTo(taken.path("batchId").asText());
    assertThat(firstNames()).isEmpty();
    assertThat(marketo.send("GET", batch + "/failures.json", null).statusCode()).isEqualTo(404);

    marketo.wait(Duration.ofSeconds(1));
    assertThat(status(batch + ".json")).isEqualTo("Importing");
    marketo.wait(Duration.ofSeconds(2));
    JsonNode over = result(marketo.get(batch + ".json"));
    assertThat(over.path("status").asText()).isEqualTo("Complete");
    assertThat(over.path("numOfLeadsProcessed").asInt()).isEqualTo(2);
    assertThat(over.path("numOfRowsFailed").asInt()).isEqualTo(1);
    assertThat(over.path("numOfRowsWithWarning").asInt(-1)).isZero();
    assertThat(over.path("message").asText())
        .isEqualTo("Import completed with errors, 2 records imported (2 members), 1 failed");
    assertThat(firstNames()).containsExactly("Ann, \"A\"", "Chloé 🐫");

    HttpResponse<String> failures = marketo.send("GET", batch + "/failures.json", null);
    assertThat(failures.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(failures.body().lines())
        .containsExactly(
            "email,firstName,leadScore,Import Failure Reason",
            "b@x.example,Bob,many,Invalid value for field 'leadScore' and value 'many'");
    assertThat(marketo.send("GET", batch + "/warnings.json", null).statusCode()).isEqualTo(404);
    marketo.wait(Duration.ofDays(8));
    assertThat(code(marketo.get(batch + ".json"))).isEqualTo("1013");
  }

  @Test
  void updatesOnlyWhenTheKeyIsTheId() {
    lead("a@x.example");
    JsonNode over =
        complete(LEADS + ".json?format=ssv&lookupField=id", "id;firstName\n1;Ann\n2;Bob\n");
    assertThat(over.path("numOfLeadsProcessed").asInt()).isEqualTo(1);
    assertThat(over.path("numOfRowsFailed").asInt()).isEqualTo(1);
    assertThat(firstNames()).containsExactly("Ann");
    String failures =
        marketo
            .send("GET", LEADS + "/batch/" + over.path("batchId").asLong() + "/failures.json", null)
            .body();
    assertThat(failures).isEqualTo("id;firstName;Import Failure Reason\n2;Bob;Lead not found\n");
  }

  @Test
  void putsWhomItImportsOnAList() {
    JsonNode over =
        complete(
            LEADS + ".json?format=tsv&listId=1001", "email\tfirstName\na@x.example\tA\nno\tB\n");
    assertThat(over.path("numOfRowsFailed").asInt()).isEqualTo(1);
    assertThat(marketo.<List<Integer>>on(i -> List.copyOf(i.lists().need(1001).members().keySet())))
        .containsExactly(1);
    String path = LEADS + ".json?format=csv&listId=1001";
    assertThat(result(marketo.imported(path, "email\nb@x.example\n")).path("status").asText())
        .isEqualTo("Queued");
    assertThat(code(marketo.imported(path, "email\nc@x.example\n"))).isEqualTo("1019");
  }

  @Test
  void refusesWhatIsNoImport() {
    String path = LEADS + ".json?format=csv";
    byte[] csv = BulkServer.utf8("email\na@x.example\n");
    assertThat(code(marketo.post(path, "{}"))).isEqualTo("612");
    assertThat(code(marketo.imported(LEADS + ".json", "email\na@x.example\n"))).isEqualTo("1002");
    assertThat(code(marketo.imported(LEADS + ".json?format=xls", "email\n"))).isEqualTo("1003");
    assertThat(code(marketo.imported(path, ""))).isEqualTo("1003");
    assertThat(code(marketo.imported(path + "&lookupField=nonsense", "email\n"))).isEqualTo("1006");
    assertThat(code(marketo.imported(path + "&lookupField=city", "email\n"))).isEqualTo("1011");
    assertThat(code(marketo.imported(path + "&listId=7", "email\n"))).isEqualTo("1013");
    assertThat(marketo.send("POST", path, csv, "Content-Type", "multipart/form-data").body())
        .contains("\"613\"");
    byte[] large = new byte[10 * 1_048_576];
    Arrays.fill(large, (byte) 'x');
    assertThat(
            marketo
                .send("POST", path, large, "Content-Type", "multipart/form-data; boundary=xyz")
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void takesParametersAsPartsToo() {
    String body =
        "--xyz\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n"
            + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.csv\"\r\n\r\n"
            + "email,firstName\na@x.example,Ann\n\r\n--xyz--\r\n";
    HttpResponse<String> answer =
        marketo.send(
            "POST",
            LEADS + ".json",
            BulkServer.utf8(body),
            "Content-Type",
            "multipart/form-data; boundary=xyz");
    assertThat(answer.body()).contains("\"Queued\"");
  }

  @Test
  void runsTwoImportsAtATimeAndLetsTenWait() {
    String path = LEADS + ".json?format=csv";
    StringBuilder file = new StringBuilder("email\n");
    for (int i = 0; i < 10_000; i++) {
      file.append("p").append(i).append("@x.example\n");
    }
    for (int i = 0; i < 10; i++) {
      assertThat(marketo.imported(path, file.toString()).path("success").asBoolean()).isTrue();
    }
    assertThat(code(marketo.imported(path, "email\n"))).isEqualTo("1016");
    marketo.wait(Duration.ofSeconds(2));
    assertThat(status(LEADS + "/batch/1022.json")).isEqualTo("Importing");
    assertThat(status(LEADS + "/batch/1023.json")).isEqualTo("Importing");
    assertThat(status(LEADS + "/batch/1024.json")).isEqualTo("Queued");
    assertThat(code(marketo.imported(path, "email\n"))).isEqualTo("1016");
    marketo.wait(Duration.ofSeconds(3));
    assertThat(status(LEADS + "/batch/1022.json")).isEqualTo("Complete");
    assertThat(status(LEADS + "/batch/1024.json")).isEqualTo("Importing");
    assertThat(status(LEADS + "/batch/1026.json")).isEqualTo("Queued");
    assertThat(marketo.imported(path, "email\n").path("success").asBoolean()).isTrue();
    assertThat(marketo.<Integer>on(i -> i.leads().table().size())).isEqualTo(10_000);
  }

  @Test
  void importsCustomObjects() {
    lead("a@x.example");
    cars();
    String path = "/bulk/v1/customobjects/car/import";
    JsonNode taken =
        result(
            marketo.imported(
                path + ".json?format=csv",
                "vin,leadID,year\nV1,1,2003\nV2,9,2004\n,1,2005\nV4,1,2006\n"));
    assertThat(taken.path("objectApiName").asText()).isEqualTo("car");
    marketo.wait(Duration.ofSeconds(5));
    String batch = path + "/" + taken.path("batchId").asLong();
    JsonNode over = result(marketo.get(batch + "/status.json"));
    assertThat(over.path("status").asText()).isEqualTo("Complete");
    assertThat(over.path("numOfObjectsProcessed").asInt()).isEqualTo(2);
    assertThat(over.path("numOfRowsFailed").asInt()).isEqualTo(2);
    assertThat(over.path("operation").asText()).isEqualTo("import");
    assertThat(over.path("importTime").asText()).endsWith(" second(s)");
    assertThat(marketo.send("GET", batch + "/failures.json", null).body().lines())
        .containsExactly(
            "vin,leadID,year,Import Failure Reason",
            "V2,9,2004,Lead not found",
            ",1,2005,missing.dedupe.fields");
    assertThat(code(marketo.get(LEADS + "/batch/" + taken.path("batchId").asLong() + ".json")))
        .isEqualTo("1013");
    assertThat(
            code(marketo.imported("/bulk/v1/customobjects/boat/import.json?format=csv", "vin\n")))
        .isEqualTo("1013");
  }

  @Test
  void importsProgramMembers() {
    String path = "/bulk/v1/program/1001/members/import.json?format=csv&programMemberStatus=";
    assertThat(code(marketo.imported(path + "Influenced", "email\n"))).isEqualTo("1025");
    JsonNode taken =
        result(marketo.imported(path + "Registered", "email,firstName\na@x.example,Ann\nno,B\n"));
    marketo.wait(Duration.ofSeconds(5));
    JsonNode over =
        result(
            marketo.get(
                "/bulk/v1/program/members/import/"
                    + taken.path("batchId").asLong()
                    + "/status.json"));
    assertThat(over.path("message").asText())
        .isEqualTo("Import completed with errors, 1 records imported (1 members), 1 failed");
    assertThat(marketo.<Member>on(i -> i.programs().need(1001).members().get(1)).status())
        .isEqualTo("Registered");
  }

  @Test
  void extractsPeopleByWhenTheyWereCreated() throws Exception {
    lead("early@x.example");
    marketo.wait(Duration.ofDays(40));
    lead("late@x.example");
    lead("ann@x.example");
    edit("ann@x.example", "Ann; \"A\", née\nB");
    String job =
        created(
            LEADS,
            "{'fields':['id','email','firstName'],'columnHeaderNames':{'id':'Marketo Id'},"
                + "'filter':{'createdAt':"
                + "{'startAt':'2026-04-01T00:00:00Z','endAt':'2026-04-30T00:00:00+00:00'}}}");
    assertThat(status(job + "/status.json")).isEqualTo("Created");
    HttpResponse<String> early = marketo.send("GET", job + "/file.json", null);
    assertThat(early.statusCode()).isEqualTo(404);
    assertThat(early.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(result(marketo.post(job + "/enqueue.json", "")).path("status").asText())
        .isEqualTo("Queued");
    assertThat(code(marketo.post(job + "/enqueue.json", ""))).isEqualTo("1029");
    marketo.wait(Duration.ofSeconds(1));
    assertThat(status(job + "/status.json")).isEqualTo("Processing");
    assertThat(marketo.send("GET", job + "/file.json", null).statusCode()).isEqualTo(404);
    marketo.wait(Duration.ofSeconds(1));

    String file = marketo.send("GET", job + "/file.json", null, "Accept-Encoding", "gzip").body();
    assertThat(file)
        .isEqualTo(
            "Marketo Id,email,firstName\n2,late@x.example,null\n"
                + "3,ann@x.example,\"Ann; \"\"A\"\", née\nB\"\n");
    JsonNode over = result(marketo.get(job + "/status.json"));
    byte[] bytes = BulkServer.utf8(file);
    assertThat(over.path("status").asText()).isEqualTo("Completed");
    assertThat(over.path("numberOfRecords").asInt()).isEqualTo(2);
    assertThat(over.path("fileSize").asInt()).isEqualTo(bytes.length);
    assertThat(over.path("fileChecksum").asText())
        .isEqualTo(
            "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertThat(over.path("createdAt").asText()).isEqualTo("2026-04-10T12:00:00Z");

    HttpResponse<String> head = part(job, "bytes=0-9");
    assertThat(head.statusCode()).isEqualTo(206);
    assertThat(head.headers().firstValue("Content-Range")).hasValue("bytes 0-9/" + bytes.length);
    assertThat(head.body() + part(job, "bytes=10-").body()).isEqualTo(file);
    assertThat(part(job, "bytes=-3").body()).isEqualTo(file.substring(file.length() - 3));
    assertThat(part(job, "bytes=" + bytes.length + "-").statusCode()).isEqualTo(416);
    assertThat(part(job, "lines=1-2").body()).isEqualTo(file);

    marketo.wait(Duration.ofDays(8));
    assertThat(marketo.send("GET", job + "/file.json", null).statusCode()).isEqualTo(404);
    assertThat(status(job + "/status.json")).isEqualTo("Completed");
    marketo.wait(Duration.ofDays(30));
    assertThat(code(marketo.get(job + "/status.json"))).isEqualTo("1013");
  }

  @Test
  void extractsPeopleByChangeOfAnyFieldAndByList() {
    lead("a@x.example");
    lead("b@x.example");
    marketo.on(i -> i.lists().add(i.lists().need(1001), 2, Origin.API));
    marketo.wait(Duration.ofDays(40));
    edit("a@x.example", "Ann");
    String april = "{'startAt':'2026-04-01T00:00:00Z','endAt':'2026-04-30T00:00:00Z'}";
    assertThat(extract(LEADS, "{'fields':['email'],'filter':{'updatedAt':" + april + "}}"))
        .isEqualTo("email\na@x.example\n");
    assertThat(
            extract(
                LEADS,
                "{'fields':['email','id'],'format':'TSV','filter':{'staticListName':'Newsletter'}}"))
        .isEqualTo("email\tid\nb@x.example\t2\n");
  }

  @Test
  void refusesWhatItCanNotExtract() {
    assertThat(create("{'fields':['id'],'filter':{'smartListId':1}}")).isEqualTo("1035");
    assertThat(create("{'fields':['id'],'filter':{'email':'a'}}")).isEqualTo("1035");
    assertThat(create("{'fields':['id'],'filter':{}}")).isEqualTo("1002");
    assertThat(create("{'filter':{'createdAt':" + MARCH + "}}")).isEqualTo("1002");
    assertThat(create("{'fields':['nonsense'],'filter':{'createdAt':" + MARCH + "}}"))
        .isEqualTo("1006");
    assertThat(create("{'fields':['id'],'filter':{'createdAt':" + MARCH + ",'staticListId':1001}}"))
        .isEqualTo("1003");
    assertThat(create("{'fields':['id'],'filter':{'staticListId':7}}")).isEqualTo("1013");
    assertThat(range("2026-03-01T00:00:00Z", "2026-04-01T00:00:01Z")).isEqualTo("1003");
    assertThat(range("2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z")).isEqualTo("1003");
    assertThat(range("2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00Z")).isEqualTo("1001");
    assertThat(range("yesterday", "2026-03-02T00:00:00Z")).isEqualTo("1001");
    assertThat(range("2026-03-01T00:00:00Z", "")).isEqualTo("1002");
  }

  @Test
  void extractsActivitiesButNoDeletions() {
    lead("a@x.example");
    lead("b@x.example");
    edit("a@x.example", "Ann");
    marketo.on(i -> i.leads().delete(2));
    marketo.wait(Duration.ofSeconds(5));
    String all = "{'filter':{'createdAt':" + MARCH + "}}";
    String who =
        ",\"\"Api Method Name\"\":\"\"syncLead\"\","
            + "\"\"Modifying User\"\":\"\"apis@bactrian.example\"\"";
    String made =
        "{\"\"Created Date\"\":\"\"2026-03-01\"\",\"\"Source Type\"\":\"\"Web service API\"\""
            + who
            + "}";
    assertThat(extract("/bulk/v1/activities", all).lines())
        .containsExactly(
            "marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,"
                + "primaryAttributeValue,attributes",
            "1,1,2026-03-01T12:00:00Z,12,null,1,Ann,\"" + made + "\"",
            "2,2,2026-03-01T12:00:00Z,12,null,2,null,\"" + made + "\"",
            "3,1,2026-03-01T12:00:00Z,13,null,"
                + marketo.<Integer>on(i -> firstName(i).id())
                + ",First Name,\"{\"\"New Value\"\":\"\"Ann\"\",\"\"Reason\"\":\"\"Web service"
                + " API\"\",\"\"Source\"\":\"\"Web service API\"\""
                + who
                + "}\"");
    String changes =
        "{'fields':['leadId','activityTypeId'],'filter':{'activityTypeIds':[13],'createdAt':"
            + MARCH
            + ",'primaryAttributeValues':['First Name']}}";
    assertThat(extract("/bulk/v1/activities", changes)).isEqualTo("leadId,activityTypeId\n1,13\n");
    String other = changes.replace("First Name", "Last Name");
    assertThat(extract("/bulk/v1/activities", other)).isEqualTo("leadId,activityTypeId\n");
    assertThat(
            code(marketo.post("/bulk/v1/activities/export/create.json", "{'filter':{'leadId':1}}")))
        .isEqualTo("1002");
  }

  @Test
  void extractsCustomObjectsOfAList() {
    lead("a@x.example");
    lead("b@x.example");
    cars();
    marketo.on(i -> i.lists().add(i.lists().need(1001), 2, Origin.API));
    complete("/bulk/v1/customobjects/car/import.json?format=csv", "vin,leadID\nV1,1\nV2,2\n");
    String path = "/bulk/v1/customobjects/car";
    assertThat(extract(path, "{'fields':['vin','leadID','year'],'filter':{'staticListId':1001}}"))
        .isEqualTo("vin,leadID,year\nV2,2,null\n");
    assertThat(extract(path, "{'fields':['vin'],'filter':{'updatedAt':" + MARCH + "}}"))
        .isEqualTo("vin\nV1\nV2\n");
  }

  @Test
  void extractsProgramMembersWithFieldsOfBoth() {
    lead("ann@x.example");
    lead("ben@x.example");
    marketo.on(
        i -> {
          i.programs().members().progress(i.programs().need(1001), 1, "Attended");
          i.programs().members().progress(i.programs().need(1002), 1, "Invited");
          return i.programs().members().progress(i.programs().need(1001), 2, "Registered");
        });
    String path = "/bulk/v1/program/members";
    assertThat(
            extract(
                path,
                "{'fields':['email','program','statusName','reachedSuccess','registrationCode'],"
                    + "'filter':{'programIds':[1001,1002],'statusNames':['Attended','Invited']}}"))
        .isEqualTo(
            "programId,email,program,statusName,reachedSuccess,registrationCode\n"
                + "1001,ann@x.example,Spring Webinar,Attended,true,null\n"
                + "1002,ann@x.example,Autumn Trade Show,Invited,false,null\n");
    assertThat(extract(path, "{'fields':['leadId'],'filter':{'programId':1001}}"))
        .isEqualTo("leadId\n1\n2\n");
    assertThat(
            extract(path, "{'fields':['leadId'],'filter':{'programId':1001,'isExhausted':true}}"))
        .isEqualTo("leadId\n");
    for (String refused :
        List.of(
            "{'fields':['leadId'],'filter':{}}",
            "{'fields':['leadId'],'filter':{'programId':1001,'programIds':[1002]}}",
            "{'fields':['leadId'],'filter':{'programId':1001,'statusNames':['Eager']}}")) {
      assertThat(code(marketo.post(path + "/export/create.json", refused))).isEqualTo("1003");
    }
    assertThat(
            code(
                marketo.post(
                    path + "/export/create.json",
                    "{'fields':['leadId'],'filter':{'programId':1001,'smartListId':1}}")))
        .isEqualTo("1035");
  }

  @Test
  void runsTwoExtractsAtATimeAndLetsTenWait() {
    String request = "{'fields':['id'],'filter':{'createdAt':" + MARCH + "}}";
    String[] jobs = new String[12];
    for (int i = 0; i < jobs.length; i++) {
      jobs[i] = created(LEADS, request);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(marketo.post(jobs[i] + "/enqueue.json", "").path("success").asBoolean()).isTrue();
    }
    assertThat(code(marketo.post(jobs[10] + "/enqueue.json", ""))).isEqualTo("1029");
    JsonNode canceled = result(marketo.post(jobs[9] + "/cancel.json", ""));
    assertThat(canceled.path("status").asText()).isEqualTo("Cancelled");
    assertThat(status(jobs[9] + "/status.json")).isEqualTo("Canceled");
    assertThat(status(jobs[10] + "/status.json")).isEqualTo("Created");
    assertThat(marketo.post(jobs[10] + "/enqueue.json", "").path("success").asBoolean()).isTrue();
    marketo.wait(Duration.ofSeconds(1));
    assertThat(status(jobs[0] + "/status.json")).isEqualTo("Processing");
    assertThat(status(jobs[1] + "/status.json")).isEqualTo("Processing");
    assertThat(status(jobs[2] + "/status.json")).isEqualTo("Queued");
    marketo.post(jobs[0] + "/cancel.json", "");
    assertThat(status(jobs[2] + "/status.json")).isEqualTo("Processing");
    assertThat(status(jobs[3] + "/status.json")).isEqualTo("Queued");
    JsonNode listed = marketo.get(LEADS + "/export.json?status=cancelled,created");
    assertThat(listed.path("result").findValuesAsText("status"))
        .containsExactly("Canceled", "Canceled", "Created");
    JsonNode page = marketo.get(LEADS + "/export.json?batchSize=5");
    assertThat(page.path("result")).hasSize(5);
    assertThat(
            marketo
                .get(
                    LEADS
                        + "/export.json?batchSize=300&nextPageToken="
                        + page.path("nextPageToken").asText())
                .path("result"))
        .hasSize(7);
    assertThat(marketo.get("/bulk/v1/activities/export.json").path("result")).isEmpty();
    assertThat(code(marketo.get(jobs[0].replace("leads", "activities") + "/status.json")))
        .isEqualTo("1013");
  }

  private String create(String request) {
    return code(marketo.post(LEADS + "/export/create.json", request));
  }

  private String range(String start, String end) {
    return create(
        "{'fields':['id'],'filter':{'createdAt':{'startAt':'"
            + start
            + "','endAt':'"
            + end
            + "'}}}");
  }

  private String created(String path, String request) {
    JsonNode job = result(marketo.post(path + "/export/create.json", request));
    return path + "/export/" + job.path("exportId").asText();
  }

  private String extract(String path, String request) {
    String job = created(path, request);
    marketo.post(job + "/enqueue.json", "");
    marketo.wait(Duration.ofSeconds(5));
    return marketo.send("GET", job + "/file.json", null).body();
  }

  private HttpResponse<String> part(String job, String range) {
    return marketo.send("GET", job + "/file.json", null, "Range", range);
  }

  private JsonNode complete(String path, String file) {
    JsonNode taken = result(marketo.imported(path, file));
    marketo.wait(Duration.ofSeconds(5));
    String id = taken.path("batchId").asText();
    return result(
        marketo.get(
            taken.has("objectApiName")
                ? path.replaceFirst("\\.json.*", "/" + id + "/status.json")
                : LEADS + "/batch/" + id + ".json"));
  }

  private void lead(String email) {
    sync("{'email':'" + email + "'}");
  }

  private void edit(String email, String firstName) {
    marketo.on(
        i -> {
          var record = BulkServer.json("{'email':'" + email + "'}");
          ((ObjectNode) record).put("firstName", firstName);
          return sync(i, record);
        });
  }

  private void sync(String record) {
    marketo.on(i -> sync(i, BulkServer.json(record)));
  }

  private static Object sync(Instance instance, JsonNode record) throws Refusal {
    Upsert how = Upsert.of(null, "email", null);
    return instance.leads().sync(record, instance.leads().lookupSlot(how), how);
  }

  private void cars() {
    marketo.on(
        i -> {
          i.customObjects().define(BulkServer.json("{'apiName':'car','displayName':'Car'}"));
          i.customObjects()
              .addFields(
                  "car",
                  BulkServer.json(
                      "[{'name':'vin','isDedupeField':true},{'name':'leadID','dataType':'link',"
                          + "'relatedTo':{'name':'lead','field':'id'}},"
                          + "{'name':'year','dataType':'integer'}]"));
          i.customObjects().approve("car");
          return null;
        });
  }

  private static Field firstName(Instance instance) {
    return instance.leads().schema().field(instance.leads().schema().slot("firstName"));
  }

  private List<Object> firstNames() {
    return marketo.on(
        i -> {
          List<Object> names = new ArrayList<>();
          int slot = i.leads().schema().slot("firstName");
          for (int id = 1; id <= i.leads().table().last(); id++) {
            names.add(i.leads().table().get(id, slot));
          }
          return names;
        });
  }

  private String status(String path) {
    return result(marketo.get(path)).path("status").asText();
  }

  private static JsonNode result(JsonNode answer) {
    assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("result").get(0);
  }

  private static String code(JsonNode answer) {
    return answer.path("errors").path(0).path("code").asText();
  }
}
