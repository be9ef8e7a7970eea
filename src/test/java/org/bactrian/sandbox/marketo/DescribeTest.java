package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.local.StandingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the instance says of its fields is what real ones say. */
class DescribeTest {

  private static final Path SEEN =
      Path.of("src/test/resources/org/bactrian/sandbox/marketo/lead-describe.tsv");

  private Caller marketo;

  @BeforeEach
  void start() {
    marketo = new Caller(new StandingClock());
  }

  @AfterEach
  void stop() {
    marketo.close();
  }

  @Test
  void peopleHaveTheFieldsOfARealInstance() throws IOException {
    List<String> wanted = new ArrayList<>(Files.readAllLines(SEEN).subList(2, lines()));
    for (String row : List.copyOf(wanted)) {
      String name = row.split("\t")[0];
      if (!name.endsWith("_field")) continue;
      String type = name.substring(0, name.length() - "_field".length());
      if (type.equals("textarea")) {
        wanted.remove(row);
        continue;
      }
      JsonNode made =
          marketo.post(
              "/rest/v1/leads/schema/fields.json",
              "{'input':[{'name':'%s','displayName':'%s','dataType':'%s'}]}"
                  .formatted(name, name, type));
      assertThat(Caller.statuses(made)).containsExactly("created");
    }
    List<String> seen = new ArrayList<>();
    for (JsonNode field : marketo.get("/rest/v1/leads/describe.json").path("result")) {
      seen.add(
          String.join(
              "\t",
              field.path("rest").path("name").asText(),
              field.path("soap").path("name").asText(),
              field.path("displayName").asText(),
              field.path("dataType").asText(),
              field.path("length").asText(),
              field.path("rest").path("readOnly").asText()));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static int lines() throws IOException {
    return Files.readAllLines(SEEN).size();
  }

  @Test
  void aFieldCanBeWritableByDescribeAndYetNotBySyncLeads() {
    JsonNode made =
        marketo.post(
            "/rest/v1/leads.json",
            "{'input':[{'email':'a@x.example','company':'Acme'},{'email':'b@x.example','mktoName':'B'},"
                + "{'email':'c@x.example','leadPartitionId':1},{'email':'d@x.example','leadPartitionId':9}]}");
    assertThat(Caller.statuses(made)).containsExactly("1021", "1003", "created", "1003");
  }

  @Test
  void aPersonHasAFullNameAndACompanysNumber() {
    marketo.post("/rest/v1/companies.json", "{'input':[{'externalCompanyId':'c1'}]}");
    marketo.post(
        "/rest/v1/leads.json",
        "{'input':[{'email':'a@x.example','firstName':'Ann','lastName':'Ash','externalCompanyId':'c1'}]}");
    JsonNode ann = marketo.get("/rest/v1/lead/1.json?fields=mktoName,contactCompany");
    assertThat(ann.path("result").get(0).toString())
        .isEqualTo("{\"id\":1,\"mktoName\":\"Ann Ash\",\"contactCompany\":1}");
  }

  @Test
  void textAreasHoldThirtyThousandBytesWithoutSayingSo() {
    JsonNode notes = marketo.get("/rest/v1/leads/schema/fields/mktoPersonNotes.json");
    assertThat(notes.path("result").get(0).has("length")).isFalse();
    JsonNode made =
        marketo.post(
            "/rest/v1/leads.json",
            "{'input':[{'email':'a@x.example','mktoPersonNotes':'%s'},{'email':'b@x.example','mktoPersonNotes':'%s'}]}"
                .formatted("x".repeat(30_000), "é".repeat(15_001)));
    assertThat(Caller.statuses(made)).containsExactly("created", "1003");
  }

  @Test
  void theSalesforceFieldsComeWithNativeSyncAndStay() {
    assertThat(marketo.get("/rest/v1/leads/describe.json").toString()).doesNotContain("sfdcLeadId");
    marketo.door("POST", "/native-sync", "{'on':true}");
    marketo.door("POST", "/native-sync", "{'on':false}");
    assertThat(marketo.get("/rest/v1/leads/describe.json").toString()).contains("sfdcLeadId");
  }

  @Test
  void objectsHaveTheirPlurals() {
    assertThat(plural("companies")).isEqualTo("Companies");
    assertThat(plural("opportunities")).isEqualTo("Opportunities");
    assertThat(plural("opportunities/roles")).isEqualTo("OpportunityRoles");
  }

  private String plural(String path) {
    return marketo
        .get("/rest/v1/" + path + "/describe.json")
        .path("result")
        .get(0)
        .path("pluralName")
        .asText();
  }

  @Test
  void aHiddenFieldIsNotThere() {
    marketo.post(
        "/rest/v1/leads/schema/fields.json",
        "{'input':[{'name':'aNote','displayName':'A Note','dataType':'string'}]}");
    marketo.post("/rest/v1/leads/schema/fields/aNote.json", "{'input':[{'isHidden':true}]}");
    assertThat(marketo.get("/rest/v1/leads/describe.json").toString()).doesNotContain("aNote");
    assertThat(
            Caller.statuses(
                marketo.post(
                    "/rest/v1/leads.json", "{'input':[{'email':'a@x.example','aNote':'x'}]}")))
        .containsExactly("1006");
    String token = marketo.pagingToken("2026-01-01T00:00:00Z");
    assertThat(
            Caller.code(
                marketo.get(
                    "/rest/v1/activities/leadchanges.json?fields=aNote&nextPageToken=" + token)))
        .isEqualTo("1006");
    assertThat(marketo.get("/rest/v1/leads/schema/fields/aNote.json").toString())
        .contains("\"isHidden\":true");
    marketo.post("/rest/v1/leads/schema/fields/aNote.json", "{'input':[{'isHidden':false}]}");
    assertThat(marketo.get("/rest/v1/leads/describe.json").toString()).contains("aNote");
  }
}
