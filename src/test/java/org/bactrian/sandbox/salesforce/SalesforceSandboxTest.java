package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bactrian.local.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceSandboxTest {
  private static SalesforceSandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    sandbox = SalesforceSandbox.start(Options.small(3000));
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void forgetRulesAndFaults() {
    for (String what : List.of("faults", "validation-rules", "duplicate-rules")) {
      client.json("DELETE", "/sandbox/" + what, null);
    }
  }

  private static String lead(String more) {
    return "{\"LastName\":\"Doe\",\"Company\":\"Acme\"%s}"
        .formatted(more.isEmpty() ? "" : "," + more);
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.isArray()).as(answer.toString()).isTrue();
    return answer.get(0).path("errorCode").asText();
  }

  @Nested
  class Describes {
    @Test
    void tellsTypesLengthsAndFlags() {
      JsonNode lead = client.get(API + "sobjects/Lead/describe");
      assertThat(lead.path("keyPrefix").asText()).isEqualTo("00Q");
      assertThat(field(lead, "FirstName").path("length").asInt()).isEqualTo(40);
      assertThat(field(lead, "LastName").path("nillable").asBoolean()).isFalse();
      assertThat(field(lead, "Marketo_Id__c").path("externalId").asBoolean()).isTrue();
      assertThat(field(lead, "Marketo_Id__c").path("unique").asBoolean()).isTrue();
      assertThat(field(lead, "OwnerId").path("referenceTo")).hasSize(2);
      assertThat(field(lead, "SystemModstamp").path("updateable").asBoolean()).isFalse();
      assertThat(field(lead, "Primary__c").path("restrictedPicklist").asBoolean()).isTrue();
      assertThat(
              field(lead, "Status").path("picklistValues").get(0).path("defaultValue").asBoolean())
          .isTrue();
    }

    private JsonNode field(JsonNode describe, String name) {
      for (JsonNode field : describe.path("fields")) {
        if (field.path("name").asText().equals(name)) {
          return field;
        }
      }
      throw new AssertionError("no field " + name);
    }

    @Test
    void listsObjectsAndVersions() {
      Set<String> names = new HashSet<>();
      client
          .get(API + "sobjects/")
          .path("sobjects")
          .forEach(o -> names.add(o.path("name").asText()));
      assertThat(names).contains("Lead", "Contact", "Account", "Membership__c", "CampaignMember");
      assertThat(client.get("/services/data/").findValuesAsText("version"))
          .contains("58.0", "62.0");
    }
  }

  @Nested
  class Population {
    @Test
    void isInProportionAndTheSameForTheSameSeed() {
      JsonNode objects = client.get("/sandbox/stats").path("objects");
      assertThat(objects.path("Account").path("live").asInt()).isBetween(290, 340);
      String first = "SELECT Id, Name, Email, Phone, Description FROM Lead ORDER BY Id LIMIT 200";
      try (SalesforceSandbox twin = SalesforceSandbox.start(Options.small(3000))) {
        JsonNode theirs =
            new Client(twin)
                .query(
                    "SELECT Id, Email FROM Lead WHERE Id = '%s'"
                        .formatted(client.query(first).path("records").get(7).path("Id").asText()));
        assertThat(theirs.path("records").get(0).path("Email"))
            .isEqualTo(client.query(first).path("records").get(7).path("Email"));
      }
    }

    @Test
    void convertedLeadsPointAtRealContacts() {
      JsonNode lead =
          client
              .query(
                  "SELECT Email, ConvertedContact.Email, ConvertedContact.AccountId,"
                      + " ConvertedAccountId FROM Lead WHERE IsConverted = true LIMIT 1")
              .path("records")
              .get(0);
      assertThat(lead.path("ConvertedContact").path("Email")).isEqualTo(lead.path("Email"));
      assertThat(lead.path("ConvertedContact").path("AccountId"))
          .isEqualTo(lead.path("ConvertedAccountId"));
    }

    @Test
    void nothingChangedInTheLastHour() {
      try (SalesforceSandbox fresh = SalesforceSandbox.start(Options.small(500))) {
        String hourAgo = java.time.Instant.now().minusSeconds(3590).toString();
        assertThat(
                new Client(fresh)
                    .count("Lead", "SystemModstamp > " + hourAgo.substring(0, 19) + "Z"))
            .isZero();
        assertThat(new Client(fresh).count("Lead", "SystemModstamp > LAST_N_DAYS:7")).isZero();
      }
    }
  }

  @Nested
  class Questions {
    @Test
    void readParents() {
      JsonNode records =
          client
              .query("SELECT Id, Owner.Name, Owner.Type, Owner.Email FROM Lead ORDER BY Id")
              .path("records");
      Set<String> types = new HashSet<>();
      records.forEach(r -> types.add(r.path("Owner").path("Type").asText()));
      assertThat(types).containsExactlyInAnyOrder("User", "Group");
      assertThat(records.get(0).path("Owner").path("attributes").path("type").asText())
          .isEqualTo("Name");
      JsonNode contacts =
          client.query("SELECT Account.Name FROM Contact WHERE AccountId = null").path("records");
      assertThat(contacts).isNotEmpty();
      assertThat(contacts.get(0).path("Account").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "SELECT Foo FROM Lead | INVALID_FIELD",
          "SELECT Owner.Foo FROM Lead | INVALID_FIELD",
          "SELECT Foo.Id FROM Lead | INVALID_FIELD",
          "SELECT Id FROM Foo | INVALID_TYPE",
          "SELECT Id FORM Lead | MALFORMED_QUERY",
          "SELECT Id FROM Lead WHERE | MALFORMED_QUERY",
          "SELECT Id FROM Lead WHERE Name = 'a | MALFORMED_QUERY",
          "SELECT Id FROM Lead WHERE Name='a' AND Name='b' OR Name='c' | MALFORMED_QUERY",
          "SELECT Id FROM Lead WHERE SystemModstamp > '2026' | INVALID_FIELD",
          "SELECT Id FROM Lead WHERE Id = 'x' | INVALID_QUERY_FILTER_OPERATOR"
        })
    void refuseWhatSalesforceRefuses(String soql, String code) {
      assertThat(refusal(client.query(soql))).isEqualTo(code);
    }

    @Test
    void sayWhereTheErrorIs() {
      assertThat(client.query("SELECT Foo FROM Lead").get(0).path("message").asText())
          .startsWith(
              "\n"
                  + "SELECT Foo FROM Lead\n"
                  + "       ^\n"
                  + "ERROR at Row:1:Column:8\n"
                  + "No such column 'Foo' on entity 'Lead'.");
    }

    @Test
    void compare() {
      String id = client.create("Lead", lead("\"FirstName\":\"It's 100%\",\"AnnualRevenue\":7.4"));
      String mine = "Id = '" + id + "' AND ";
      for (String holds :
          List.of(
              "FirstName = 'it\\'s 100%'",
              "FirstName LIKE 'It_s 100\\%'",
              "FirstName LIKE '%100%'",
              "AnnualRevenue = 7",
              "AnnualRevenue < 7.5",
              "Email = null",
              "Email != 'a@b.cd'",
              "HasOptedOutOfEmail = false",
              "CreatedDate = TODAY",
              "CreatedDate >= LAST_N_DAYS:2",
              "Status IN ('x', 'Open - Not Contacted')",
              "Status NOT IN ('x')",
              "(NOT Status = 'x')",
              "CreatedDate > 2020-01-01T00:00:00+02:00",
              "Owner.Username = 'sync@bactrian.example'")) {
        assertThat(client.count("Lead", mine + holds)).as(holds).isEqualTo(1);
      }
      for (String fails : List.of("FirstName LIKE '100'", "Email > 'a'", "CreatedDate < TODAY")) {
        assertThat(client.count("Lead", mine + fails)).as(fails).isZero();
      }
    }

    @Test
    void sortAndCut() {
      JsonNode records =
          client
              .query("SELECT Name FROM Account ORDER BY Name DESC NULLS LAST LIMIT 50 OFFSET 3")
              .path("records");
      List<String> names = new ArrayList<>();
      records.forEach(r -> names.add(r.path("Name").asText().toLowerCase(java.util.Locale.ROOT)));
      assertThat(names).hasSize(50).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void comeInPages() {
      JsonNode page =
          client.json(
              "GET",
              API + "query?q=SELECT+Id+FROM+Lead",
              null,
              "Sforce-Query-Options",
              "batchSize=900");
      Set<String> ids = new HashSet<>();
      int total = page.path("totalSize").asInt();
      int pages = 1;
      String end = page.path("nextRecordsUrl").asText().replaceFirst("\\d+$", "" + total);
      assertThat(refusal(client.get(end))).isEqualTo("INVALID_QUERY_LOCATOR");
      page.path("records").forEach(r -> ids.add(r.path("Id").asText()));
      while (!page.path("done").asBoolean()) {
        page =
            client.json(
                "GET",
                page.path("nextRecordsUrl").asText(),
                null,
                "Sforce-Query-Options",
                "batchSize=900");
        page.path("records").forEach(r -> ids.add(r.path("Id").asText()));
        pages++;
      }
      assertThat(ids).hasSize(total);
      assertThat(pages).isEqualTo((total + 899) / 900);
      assertThat(refusal(client.get(API + "query/01g000000000000AAA-2000")))
          .isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void giveNoMoreGroupsThanFitOnAPage() {
      String groups = "SELECT Id FROM Lead GROUP BY Id";
      assertThat(refusal(client.query(groups))).isEqualTo("EXCEEDED_ID_LIMIT");
      assertThat(client.query(groups + " LIMIT 2000").path("records")).hasSize(2000);
    }

    @Test
    void giveManyChildrenInPages() {
      String account = client.create("Account", "{\"Name\":\"Crowd\"}");
      for (int i = 0; i < 2001; i += 200) {
        String one =
            "{\"attributes\":{\"type\":\"Contact\"},\"LastName\":\"c\",\"AccountId\":\"%s\"}"
                .formatted(account);
        String all = String.join(",", java.util.Collections.nCopies(Math.min(200, 2001 - i), one));
        client.post(API + "composite/sobjects", "{\"records\":[" + all + "]}");
      }
      JsonNode contacts =
          client
              .query("SELECT (SELECT Id FROM Contacts) FROM Account WHERE Id = '" + account + "'")
              .at("/records/0/Contacts");
      assertThat(contacts.path("totalSize").asInt()).isEqualTo(2001);
      assertThat(contacts.path("records")).hasSize(2000);
      JsonNode last = client.get(contacts.path("nextRecordsUrl").asText());
      assertThat(last.path("records")).hasSize(1);
      assertThat(last.path("done").asBoolean()).isTrue();
    }

    @Test
    void findDeletedOnesOnlyWhenAsked() {
      String id = client.create("Lead", lead(""));
      client.json("DELETE", API + "sobjects/Lead/" + id, null);
      String soql = "SELECT Id, IsDeleted FROM Lead WHERE Id = '" + id + "'";
      assertThat(client.query(soql).path("totalSize").asInt()).isZero();
      assertThat(client.queryAll(soql).path("records").get(0).path("IsDeleted").asBoolean())
          .isTrue();
    }
  }

  @Nested
  class Records {
    @Test
    void areCreatedReadChangedAndDeleted() throws IOException {
      String id =
          client.create("Lead", lead("\"Email\":\"jo@example.com\",\"NumberOfEmployees\":3"));
      String path = API + "sobjects/Lead/" + id;
      JsonNode before = client.get(path + "?fields=Name,Email,SystemModstamp,Status");
      assertThat(before.path("Name").asText()).isEqualTo("Doe");
      assertThat(before.path("Status").asText()).isEqualTo("Open - Not Contacted");
      assertThat(before.path("SystemModstamp").asText())
          .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}\\+0000");
      assertThat(client.send("PATCH", path, "{\"FirstName\":\"Jo\"}").statusCode()).isEqualTo(204);
      JsonNode after = client.get(path);
      assertThat(after.path("Name").asText()).isEqualTo("Jo Doe");
      assertThat(after.path("SystemModstamp").asText())
          .isGreaterThan(before.path("SystemModstamp").asText());
      assertThat(client.send("DELETE", path, null).statusCode()).isEqualTo(204);
      assertThat(refusal(client.get(path))).isEqualTo("NOT_FOUND");
      assertThat(client.send("GET", path, null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"FirstName\":\"A\"} | REQUIRED_FIELD_MISSING | Required fields are missing: [LastName,"
              + " Company]",
          "{\"Email\":\"nobody\"} | INVALID_EMAIL_ADDRESS | Email: invalid email address: nobody",
          "{\"Primary__c\":\"Perhaps\"} | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Primary: bad"
              + " value for restricted picklist field: Perhaps",
          "{\"Nope\":1} | INVALID_FIELD | No such column 'Nope' on sobject of type Lead",
          "{\"OwnerId\":\"abc\"} | MALFORMED_ID | Owner ID: id value of incorrect type: abc",
          "{\"NumberofLocations__c\":12345} | NUMBER_OUTSIDE_VALID_RANGE | Number of Locations:"
              + " value outside of valid range on numeric field: 12345",
          "{\"SICCode__c\":\"0123456789abcdef\"} | STRING_TOO_LONG | SIC Code: data value too"
              + " large: 0123456789abcdef (max length=15)"
        })
    void areRefusedInSalesforcesWords(String body, String code, String message) {
      JsonNode answer = client.post(API + "sobjects/Lead", body);
      assertThat(refusal(answer)).isEqualTo(code);
      assertThat(answer.get(0).path("message").asText()).isEqualTo(message);
    }

    @Test
    void areRefusedForReadOnlyFieldsBadJsonAndUnknownIds() {
      assertThat(refusal(client.post(API + "sobjects/Lead", lead("\"SystemModstamp\":null"))))
          .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
      assertThat(refusal(client.post(API + "sobjects/Lead", "{"))).isEqualTo("JSON_PARSER_ERROR");
      assertThat(refusal(client.post(API + "sobjects/Lead", lead("\"DoNotCall\":\"maybe\""))))
          .isEqualTo("JSON_PARSER_ERROR");
      assertThat(refusal(client.get(API + "sobjects/Lead/00QHu00004zzzzz"))).isEqualTo("NOT_FOUND");
      assertThat(refusal(client.get(API + "sobjects/Lead/12"))).isEqualTo("NOT_FOUND");
      assertThat(refusal(client.get(API + "sobjects/Nope/describe"))).isEqualTo("NOT_FOUND");
    }

    @Test
    void areUpsertedByExternalId() throws IOException {
      String path = API + "sobjects/Lead/Marketo_Id__c/up-1";
      assertThat(client.send("PATCH", path, lead("")).statusCode()).isEqualTo(201);
      var second = client.send("PATCH", path, "{\"FirstName\":\"Z\"}");
      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.body()).contains("\"created\":false");
      assertThat(client.get(path).path("FirstName").asText()).isEqualTo("Z");
      assertThat(refusal(client.post(API + "sobjects/Lead", lead("\"Marketo_Id__c\":\"UP-1\""))))
          .isEqualTo("DUPLICATE_VALUE");
      client.post("/sandbox/records/Lead", lead("\"Marketo_Id__c\":\"up-1\""));
      assertThat(client.send("PATCH", path, "{\"FirstName\":\"Y\"}").statusCode()).isEqualTo(300);
    }
  }

  @Nested
  class Batches {
    @Test
    void answerEachSubrequest() {
      JsonNode answer =
          client.post(
              API + "composite/batch",
              "{\"batchRequests\":[{\"method\":\"GET\",\"url\":\"v62.0/queryAll/?q=SELECT+COUNT()+FROM+User\"},"
                  + "{\"method\":\"GET\",\"url\":\"v62.0/queryAll/?q=SELECT\"}]}");
      assertThat(answer.path("hasErrors").asBoolean()).isTrue();
      assertThat(answer.path("results").get(0).path("result").path("totalSize").asInt())
          .isEqualTo(20);
      assertThat(answer.path("results").get(1).path("statusCode").asInt()).isEqualTo(400);
    }

    @Test
    void saveCollectionsRecordByRecord() {
      String body =
          "{\"allOrNone\":%s,\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"%s\",\"Company\":\"c\"},{\"attributes\":{\"type\":\"Lead\"}}]}";
      JsonNode some = client.post(API + "composite/sobjects", body.formatted(false, "Some1"));
      assertThat(some.get(0).path("success").asBoolean()).isTrue();
      assertThat(some.get(1).path("errors").get(0).path("statusCode").asText())
          .isEqualTo("REQUIRED_FIELD_MISSING");
      assertThat(client.count("Lead", "LastName = 'Some1'")).isEqualTo(1);
      JsonNode none = client.post(API + "composite/sobjects", body.formatted(true, "None1"));
      assertThat(none.get(0).path("errors").get(0).path("statusCode").asText())
          .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
      assertThat(client.count("Lead", "LastName = 'None1'")).isZero();
    }

    @Test
    void upsertCollectionsByExternalId() {
      String body =
          "{\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"Marketo_Id__c\":\"c-1\",\"LastName\":\"C\",\"Company\":\"c\"}]}";
      String path = API + "composite/sobjects/Lead/Marketo_Id__c";
      assertThat(client.json("PATCH", path, body).get(0).path("created").asBoolean()).isTrue();
      assertThat(client.json("PATCH", path, body).get(0).path("created").asBoolean()).isFalse();
    }

    @Test
    void passReferencesOn() {
      JsonNode answer =
          client.post(
              API + "composite",
              "{\"allOrNone\":true,\"compositeRequest\":[{\"method\":\"POST\",\"url\":\"/services/data/v62.0/sobjects/Account\",\"referenceId\":\"a\",\"body\":{\"Name\":\"Ref\"}},"
                  + "{\"method\":\"POST\",\"url\":\"/services/data/v62.0/sobjects/Contact\",\"referenceId\":\"c\",\"body\":{\"LastName\":\"R\",\"AccountId\":\"@{a.id}\"}}]}");
      assertThat(answer.path("compositeResponse").get(1).path("httpStatusCode").asInt())
          .isEqualTo(201);
      assertThat(client.count("Contact", "Account.Name = 'Ref'")).isEqualTo(1);
    }

    @Test
    void makeCustomFields() {
      String field =
          "{\"FullName\":\"Contact.Extra__c\",\"Metadata\":{\"type\":\"Text\",\"label\":\"Extra\",\"length\":18}}";
      assertThat(
              client.post(API + "tooling/sobjects/CustomField", field).path("success").asBoolean())
          .isTrue();
      String id = client.create("Contact", "{\"LastName\":\"X\",\"Extra__c\":\"v\"}");
      assertThat(client.get(API + "sobjects/Contact/" + id).path("Extra__c").asText())
          .isEqualTo("v");
      assertThat(client.count("Contact", "Extra__c = 'v'")).isEqualTo(1);
    }
  }

  @Nested
  class Control {
    @Test
    void countsCalls() throws IOException {
      client.json("DELETE", "/sandbox/calls", null);
      client.query("SELECT Id FROM User");
      var limits = client.send("GET", API + "limits", null);
      assertThat(limits.headers().firstValue("Sforce-Limit-Info").orElse(""))
          .matches("api-usage=\\d+/100000");
      JsonNode calls = client.get("/sandbox/calls");
      assertThat(calls.path("total").asInt()).isEqualTo(2);
      assertThat(calls.path("endpoints").path("GET /services/data/query").asInt()).isEqualTo(1);
    }

    @Test
    void putsRecordsThatNoClientCould() {
      String body =
          lead(
              "\"FirstName\":\"%s\\ud800\",\"Email\":\"not an address\""
                  .formatted("x".repeat(300)));
      String id = client.post("/sandbox/records/Lead", body).path("id").asText();
      assertThat(client.get(API + "sobjects/Lead/" + id).path("FirstName").asText())
          .hasSize(301)
          .endsWith("\ud800");
      client.post("/sandbox/records/Lead", "{\"Id\":\"%s\",\"LastName\":null}".formatted(id));
      assertThat(client.get(API + "sobjects/Lead/" + id).path("LastName").isNull()).isTrue();
    }

    @Test
    void convertsLeads() {
      String id = client.create("Lead", lead("\"Email\":\"conv@example.com\""));
      client.post("/sandbox/convert", "{\"leadId\":\"%s\"}".formatted(id));
      JsonNode lead = client.get(API + "sobjects/Lead/" + id);
      assertThat(lead.path("IsConverted").asBoolean()).isTrue();
      JsonNode contact =
          client.get(API + "sobjects/Contact/" + lead.path("ConvertedContactId").asText());
      assertThat(contact.path("Email").asText()).isEqualTo("conv@example.com");
      assertThat(contact.path("AccountId")).isEqualTo(lead.path("ConvertedAccountId"));
    }

    @Test
    void mergesAndUndeletes() {
      String master = client.create("Contact", "{\"LastName\":\"M\"}");
      String loser = client.create("Contact", "{\"LastName\":\"L\"}");
      String member =
          client.create("Membership__c", "{\"Name\":\"m\",\"Contact__c\":\"%s\"}".formatted(loser));
      client.post(
          "/sandbox/merge",
          "{\"object\":\"Contact\",\"masterId\":\"%s\",\"ids\":[\"%s\"]}".formatted(master, loser));
      JsonNode gone =
          client
              .queryAll(
                  "SELECT IsDeleted, MasterRecordId FROM Contact WHERE Id = '%s'".formatted(loser))
              .path("records")
              .get(0);
      assertThat(gone.path("IsDeleted").asBoolean()).isTrue();
      assertThat(gone.path("MasterRecordId").asText()).isEqualTo(master);
      assertThat(client.get(API + "sobjects/Membership__c/" + member).path("Contact__c").asText())
          .isEqualTo(master);
      client.post("/sandbox/undelete", "{\"ids\":[\"%s\"]}".formatted(loser));
      assertThat(client.get(API + "sobjects/Contact/" + loser).path("IsDeleted").asBoolean())
          .isFalse();
    }

    @Test
    void enforcesRulesWhenSet() {
      client.post(
          "/sandbox/validation-rules",
          "{\"object\":\"Lead\",\"condition\":\"Phone = null AND Company ="
              + " 'Strict'\",\"message\":\"Phone, please\",\"field\":\"Phone\"}");
      assertThat(
              refusal(
                  client.post(
                      API + "sobjects/Lead", "{\"LastName\":\"a\",\"Company\":\"Strict\"}")))
          .isEqualTo("FIELD_CUSTOM_VALIDATION_EXCEPTION");
      assertThat(client.count("Lead", "Company = 'Strict'")).isZero();
      client.post("/sandbox/duplicate-rules", "{\"object\":\"Lead\",\"fields\":[\"Email\"]}");
      client.create("Lead", lead("\"Email\":\"twin@example.com\""));
      assertThat(
              refusal(client.post(API + "sobjects/Lead", lead("\"Email\":\"Twin@example.com\""))))
          .isEqualTo("DUPLICATES_DETECTED");
      assertThat(
              client
                  .json(
                      "POST",
                      API + "sobjects/Lead",
                      lead("\"Email\":\"twin@example.com\""),
                      "Sforce-Duplicate-Rule-Header",
                      "allowSave=true")
                  .path("success")
                  .asBoolean())
          .isTrue();
    }

    @Test
    void breaksAnswers() throws IOException {
      String path = API + "limits";
      client.post(
          "/sandbox/faults",
          "{\"path\":\"/services/data/.*limits\",\"onCall\":2,\"kind\":\"status\",\"status\":503,\"errorCode\":\"SERVER_UNAVAILABLE\"}");
      assertThat(client.send("GET", path, null).statusCode()).isEqualTo(200);
      assertThat(client.send("GET", path, null).statusCode()).isEqualTo(503);
      assertThat(client.send("GET", path, null).statusCode()).isEqualTo(200);
      client.post("/sandbox/faults", "{\"path\":\"/services/data\",\"kind\":\"garbage\"}");
      assertThat(client.send("GET", path, null).body()).startsWith("<html>");
      client.post(
          "/sandbox/faults", "{\"path\":\"/services/data\",\"kind\":\"cut\",\"after\":true}");
      assertThatThrownBy(
              () ->
                  client.send("POST", API + "sobjects/Lead", lead("\"FirstName\":\"Lost answer\"")))
          .isInstanceOf(IOException.class);
      assertThat(client.count("Lead", "FirstName = 'Lost answer'")).isEqualTo(1);
    }

    @Test
    void losesAnswers() {
      client.post("/sandbox/faults", "{\"path\":\"/services/data\",\"kind\":\"timeout\"}");
      var hurried =
          java.net.http.HttpRequest.newBuilder(java.net.URI.create(sandbox.url() + API))
              .timeout(java.time.Duration.ofMillis(300))
              .build();
      assertThatThrownBy(
              () ->
                  Http.client().send(hurried, java.net.http.HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void playsTheUsersAndTheClock() {
      String before =
          java.time.Instant.ofEpochMilli(
                  client.get("/sandbox/stats").path("now").asLong() + 500_000)
              .toString();
      client.post("/sandbox/clock", "{\"advanceSeconds\":600}");
      client.post("/sandbox/activity", "{\"edits\":40}");
      int changed = 0;
      for (String object : List.of("Lead", "Contact", "Account")) {
        changed +=
            client
                .queryAll(
                    "SELECT COUNT() FROM %s WHERE SystemModstamp > %s".formatted(object, before))
                .path("totalSize")
                .asInt();
      }
      assertThat(changed).isBetween(30, 60);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "OAuth "})
  void takesATokenInEitherScheme(String scheme) throws IOException {
    String path = Client.API + "limits";
    String token = scheme + client.token();
    assertThat(client.send("GET", path, null, "Authorization", token).statusCode()).isEqualTo(200);
    assertThat(client.send("GET", path, null, "Authorization", "Basic " + token).statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesABadToken() throws IOException {
    var answer = new Client(sandbox, "bad").send("GET", API + "limits", null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(
            "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Token");
  }

  @Test
  void tokensExpireWithTheOrgsClock() {
    try (SalesforceSandbox aging = SalesforceSandbox.start(Options.small(10))) {
      Client early = new Client(aging);
      assertThat(early.count("User", "Id != null")).isEqualTo(20);
      early.post("/sandbox/clock", "{\"advanceSeconds\":7201}");
      assertThat(refusal(early.query("SELECT Id FROM User"))).isEqualTo("INVALID_SESSION_ID");
      assertThat(new Client(aging).count("User", "Id != null")).isEqualTo(20);
      assertThat(early.get("/sandbox/calls").path("tokens").asInt()).isEqualTo(2);
    }
  }

  @Test
  void saysSoWhenThePortIsTaken() {
    Options same = new Options(sandbox.port(), 10, 1, 0, java.time.Clock.systemUTC(), "127.0.0.1");
    assertThatThrownBy(() -> SalesforceSandbox.start(same).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(":" + sandbox.port());
  }
}
