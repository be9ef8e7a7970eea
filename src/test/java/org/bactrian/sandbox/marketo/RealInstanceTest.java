package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.local.StandingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What real instances do to values and tell late or otherwise, each when the control door says so.
 */
class RealInstanceTest {

  private static final String SINCE = "2020-01-01T00:00:00Z";

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
  void aBooleanThatWasNeverSetIsFalse() {
    marketo.door("POST", "/values", "{'falseBooleans':false}");
    sync("{'email':'a@x.example'}");
    assertThat(lead("doNotCall").isNull()).isTrue();
    marketo.door("POST", "/values", "{'falseBooleans':true}");
    assertThat(lead("doNotCall").toString()).isEqualTo("false");
    sync("{'email':'a@x.example','doNotCall':true}");
    assertThat(lead("doNotCall").toString()).isEqualTo("true");
    sync("{'email':'a@x.example','doNotCall':null}");
    assertThat(lead("doNotCall").toString()).isEqualTo("false");
    sync("{'email':'a@x.example','marketingSuspended':false}");
    assertThat(values(13)).containsExactly("Do Not Call true", "Do Not Call false");
  }

  @Test
  void aBlockedFieldIsUpdatedInWordsOnly() {
    marketo.door("POST", "/values", "{'blockedFields':['phone']}");
    sync("{'email':'a@x.example','phone':'1'}");
    JsonNode again = sync("{'email':'a@x.example','phone':'2','title':'Smith'}");
    assertThat(Caller.statuses(again)).containsExactly("updated");
    assertThat(lead("phone").asText()).isEqualTo("1");
    assertThat(lead("title").asText()).isEqualTo("Smith");
    marketo.door("PATCH", "/leads/1", "{'phone':'3'}");
    assertThat(lead("phone").asText()).isEqualTo("3");
  }

  @Test
  void textEndsWhereACharacterIsTooWide() {
    marketo.door("POST", "/values", "{'cutAtAstral':true}");
    sync("{'email':'a@x.example','lastName':'Camel 🐫 and more','firstName':'Zoë'}");
    assertThat(lead("lastName").asText()).isEqualTo("Camel ");
    assertThat(lead("firstName").asText()).isEqualTo("Zoë");
  }

  @Test
  void fractionsAreKeptInThirtyTwoBits() {
    marketo.post(
        "/rest/v1/leads/schema/fields.json",
        "{'input':[{'name':'share','displayName':'Share','dataType':'float'}]}");
    marketo.door("POST", "/values", "{'narrowNumbers':true}");
    sync("{'email':'a@x.example','share':1604.47}");
    assertThat(lead("share").toString()).isEqualTo("1604.47");
    sync("{'email':'a@x.example','share':123456789.12}");
    assertThat(lead("share").asDouble()).isEqualTo(123456792.0);
    marketo.post(
        "/rest/v1/companies.json",
        "{'input':[{'externalCompanyId':'c1','annualRevenue':16777217}]}");
    assertThat(
            marketo
                .get(
                    "/rest/v1/companies.json?filterType=externalCompanyId&filterValues=c1&fields=annualRevenue")
                .path("result")
                .get(0)
                .path("annualRevenue")
                .asDouble())
        .isEqualTo(16777216.0);
  }

  @Test
  void textThatIsTooLongIsCutOrRefused() {
    String name = "n".repeat(300);
    assertThat(Caller.statuses(sync("{'email':'a@x.example','lastName':'" + name + "'}")))
        .containsExactly("1003");
    marketo.door("POST", "/values", "{'cutLongText':true}");
    assertThat(Caller.statuses(sync("{'email':'a@x.example','lastName':'" + name + "'}")))
        .containsExactly("created");
    assertThat(lead("lastName").asText()).hasSize(255);
    sync("{'email':'a@x.example','mktoPersonNotes':'" + "é".repeat(15_001) + "'}");
    assertThat(lead("mktoPersonNotes").asText()).hasSize(15_000);
  }

  @Test
  void anIntegerHasSixtyFourBitsOrThirtyTwo() {
    sync("{'email':'a@x.example','priority':9000000000}");
    assertThat(lead("priority").asLong()).isEqualTo(9_000_000_000L);
    marketo.door("POST", "/values", "{'integerBits':32}");
    assertThat(Caller.statuses(sync("{'email':'a@x.example','priority':9000000001}")))
        .containsExactly("1003");
  }

  @Test
  void scoresAndOwnersAreActivitiesOfTheirOwn() {
    marketo.post(
        "/rest/v1/salespersons.json",
        "{'input':[{'externalSalesPersonId':'s1','email':'s@x.example'}]}");
    sync("{'email':'a@x.example','leadScore':3}");
    sync("{'email':'a@x.example','leadScore':8}");
    assertThat(types(13, 22, 23)).containsExactly(13);
    marketo.door("POST", "/log", "{'scoreAndOwner':'beside'}");
    sync("{'email':'a@x.example','leadScore':5,'title':'Smith'}");
    assertThat(types(13, 22, 23)).containsExactly(13, 13, 22, 13);
    marketo.door("POST", "/log", "{'scoreAndOwner':'instead'}");
    sync("{'email':'a@x.example','leadScore':6,'externalSalesPersonId':'s1'}");
    assertThat(types(13, 22, 23)).containsExactly(13, 13, 22, 13, 23, 22);
    JsonNode score = activities(22).get(0);
    assertThat(score.path("attributes").toString())
        .contains("\"-3\"", "\"5\"", "\"8\"", "Web service API");
    assertThat(score.path("primaryAttributeValue").asText()).isEqualTo("Lead Score");
  }

  @Test
  void booleansInTheLogAreWrittenInSeveralWays() {
    sync("{'email':'a@x.example'}");
    for (String words : List.of("true/false", "True/False", "1/0")) {
      marketo.door("POST", "/log", "{'booleans':'" + words + "'}");
      sync("{'email':'a@x.example','doNotCall':true}");
      sync("{'email':'a@x.example','doNotCall':false}");
    }
    assertThat(values(13))
        .containsExactly(
            "Do Not Call true",
            "Do Not Call false",
            "Do Not Call True",
            "Do Not Call False",
            "Do Not Call 1",
            "Do Not Call 0");
  }

  @Test
  void someActivitiesAreSeenLateAndPagesAreOutOfOrder() {
    for (int i = 0; i < 6; i++) sync("{'email':'p" + i + "@x.example'}");
    marketo.door("POST", "/log", "{'outOfOrder':true,'lateEvery':3,'lateSeconds':600}");
    assertThat(ids(12)).containsExactly(2, 1, 5, 4);
    marketo.door("POST", "/clock", "{'advanceSeconds':601}");
    assertThat(ids(12)).containsExactly(2, 1, 4, 3, 6, 5);
  }

  @Test
  void aFieldThatWasHiddenOrRenamedIsNotThereAndTheLogKnowsItsNewName() {
    sync("{'email':'a@x.example'}");
    sync("{'email':'a@x.example','title':'Smith'}");
    marketo.door("POST", "/fields/title", "{'hidden':true}");
    assertNot("title");
    marketo.door("POST", "/fields/title", "{'hidden':false,'name':'jobTitle'}");
    assertNot("title");
    String token = marketo.pagingToken(SINCE);
    JsonNode changes =
        marketo.get("/rest/v1/activities/leadchanges.json?fields=jobTitle&nextPageToken=" + token);
    assertThat(changes.path("result").get(1).path("fields").toString())
        .contains("\"name\":\"jobTitle\"", "Smith");
    assertThat(lead("jobTitle").asText()).isEqualTo("Smith");
  }

  private void assertNot(String field) {
    assertThat(Caller.code(marketo.get("/rest/v1/lead/1.json?fields=" + field))).isEqualTo("1006");
    assertThat(Caller.statuses(sync("{'email':'a@x.example','" + field + "':'x'}")))
        .containsExactly("1006");
    String changes = "/rest/v1/activities/leadchanges.json?fields=" + field + "&nextPageToken=";
    assertThat(Caller.code(marketo.get(changes + marketo.pagingToken(SINCE)))).isEqualTo("1006");
    JsonNode extract =
        marketo.post(
            "/bulk/v1/leads/export/create.json",
            "{'fields':['"
                + field
                + "'],'filter':{'createdAt':{'startAt':'2026-01-01T00:00:00Z','endAt':'2026-01-02T00:00:00Z'}}}");
    assertThat(Caller.code(extract)).isEqualTo("1006");
  }

  @Test
  void pagingTokensAreLongAndDie() {
    marketo.door("POST", "/log", "{'tokenLength':4000}");
    String token = marketo.pagingToken(SINCE);
    assertThat(token).hasSizeBetween(4_000, 4_100).endsWith("====");
    String path = "/rest/v1/activities.json?activityTypeIds=12&nextPageToken=";
    assertThat(marketo.get(path + token).path("success").asBoolean()).isTrue();
    for (String code : List.of("610", "1003", "1013")) {
      marketo.door("POST", "/paging-tokens/expire", "{'code':'" + code + "'}");
      assertThat(Caller.code(marketo.get(path + token))).isEqualTo(code);
      token = marketo.pagingToken(SINCE);
      assertThat(marketo.get(path + token).path("success").asBoolean()).isTrue();
    }
  }

  @Test
  void someRowsHaveNoDateOrTheirIdAsAText() {
    for (int i = 0; i < 4; i++) sync("{'email':'p" + i + "@x.example'}");
    marketo.door("POST", "/log", "{'withoutDateEvery':2,'leadIdAsTextEvery':3}");
    JsonNode rows = Caller.json(direct(12)).path("result");
    assertThat(rows.findValues("leadId").toString()).isEqualTo("[1, 2, \"3\", 4]");
    assertThat(rows.findValues("activityDate")).hasSize(2);
  }

  @Test
  void datesEndInSeveralWaysAndNamesCanBeInLowerCase() {
    for (int i = 0; i < 2; i++) sync("{'email':'p" + i + "@x.example'}");
    marketo.door("POST", "/log", "{'dates':'mixed','lowerCaseNames':true}");
    JsonNode rows = activities(12);
    assertThat(rows.get(0).path("activityDate").asText()).endsWith("Z");
    assertThat(rows.get(1).path("activityDate").asText()).endsWith("+0000");
    assertThat(rows.toString()).contains("\"api method name\"").doesNotContain("Api Method");
    assertThat(marketo.get("/rest/v1/activities/types.json").toString())
        .contains("\"modifying user\"");
  }

  @Test
  void partitionsKeepPeopleApart() {
    marketo.door("POST", "/partitions", "{'name':'EMEA'}");
    marketo.door("POST", "/partitions", "{'name':'Secret','accessible':false}");
    sync("{'email':'a@x.example'}");
    assertThat(Caller.statuses(in("EMEA", "b@x.example"))).containsExactly("created");
    assertThat(Caller.statuses(in("EMEA", "a@x.example"))).containsExactly("1010");
    assertThat(Caller.statuses(in("Secret", "c@x.example"))).containsExactly("1008");
    JsonNode moved =
        marketo.post(
            "/rest/v1/leads/partitions.json",
            "{'input':[{'id':1,'partitionName':'EMEA'},{'id':99,'partitionName':'EMEA'}]}");
    assertThat(Caller.statuses(moved)).containsExactly("updated", "1004");
    assertThat(Caller.statuses(in("EMEA", "a@x.example"))).containsExactly("updated");
    assertThat(lead("leadPartitionId").asInt()).isEqualTo(2);
  }

  private JsonNode in(String partition, String email) {
    return marketo.post(
        "/rest/v1/leads.json",
        "{'partitionName':'" + partition + "','input':[{'email':'" + email + "'}]}");
  }

  @Test
  void aRecordCanBeSkippedWithoutAReason() {
    marketo.door("POST", "/faults", "{'path':'/rest/v1/leads.json','kind':'no-reasons'}");
    JsonNode row = sync("{'email':'not an address'}").path("result").get(0);
    assertThat(row.toString()).isEqualTo("{\"status\":\"skipped\"}");
  }

  @Test
  void theDoorShowsItsRulesAndRefusesOthers() {
    assertThat(marketo.door("GET", "/values", null).path("integerBits").asInt()).isEqualTo(64);
    assertThat(marketo.door("GET", "/log", null).path("dates").asText()).isEqualTo("+0000");
    assertThat(Caller.code(marketo.door("POST", "/log", "{'dates':'Sunday'}"))).isEqualTo("400");
    assertThat(Caller.code(marketo.door("POST", "/values", "{'nonsense':1}"))).isEqualTo("400");
    for (String unknown : List.of("{'blockedFields':['none']}", "{'narrowFields':['none']}")) {
      assertThat(Caller.code(marketo.door("POST", "/values", unknown))).isEqualTo("1006");
    }
  }

  @Test
  void theDoorNamesTheKeysThatItIgnores() {
    assertThat(marketo.door("POST", "/lag", "{'seconds':1}").toString())
        .contains("\"ignored\":[\"seconds\"]");
    assertThat(marketo.door("POST", "/tokens/expire", "{'all':true}").toString())
        .contains("\"ignored\":[\"all\"]");
  }

  @Test
  void theDoorRefusesWhatItCanNotDoAndNamesIt() {
    for (String[] deed :
        new String[][] {
          {"/faults", "{'times':'many'}", "times"},
          {"/faults", "{'kind':'banana'}", "banana"},
          {"/faults", "{'kind':'lost_answer'}", "lost-answer"},
          {"/faults", "{'path':'('}", "("},
          {"/clock", "{'advanceSeconds':'x'}", "advanceSeconds"},
          {"/fields/title", "{'hidden':'perhaps'}", "hidden"},
          {"/values", "{'nonsense':1}", "form that GET shows"},
          {"/values", "{'blockedFields':'rating'}", "blockedFields"},
          {"/values", "{'integerBits':7}", "32 or 64"},
          {"/log", "{'dates':'Sunday'}", "mixed"},
          {"/log", "{'lateEvery':-1}", "0 or more"}
        }) {
      String answer = marketo.door("POST", deed[0], deed[1]).toString();
      assertThat(answer)
          .as(deed[0] + " " + deed[1])
          .contains("\"code\":\"400\"", deed[2])
          .doesNotContain("bactrian", "java");
    }
    assertThat(marketo.door("GET", "/faults", null)).isEmpty();
  }

  @Test
  void aPartOfTheInstanceIsUnfriendlyAtFirst() {
    sync("{'email':'a@x.example','rating':'Hot'}");
    assertThat(Caller.statuses(sync("{'email':'a@x.example','rating':'Cold'}")))
        .containsExactly("updated");
    assertThat(lead("rating").asText()).isEqualTo("Hot");
    marketo.post(
        "/rest/v1/companies.json",
        "{'input':[{'externalCompanyId':'c1','company':'Camel 🐫 Rides','annualRevenue':16777217,"
            + "'companyNotes':'Many 🐫 of them','site':'"
            + "s".repeat(300)
            + "'}]}");
    JsonNode company =
        marketo
            .get(
                "/rest/v1/companies.json?filterType=externalCompanyId&filterValues=c1"
                    + "&fields=company,annualRevenue,companyNotes,site")
            .path("result")
            .get(0);
    assertThat(company.path("company").asText()).isEqualTo("Camel 🐫 Rides");
    assertThat(company.path("annualRevenue").asDouble()).isEqualTo(16777216.0);
    assertThat(company.path("companyNotes").asText()).isEqualTo("Many ");
    assertThat(company.path("site").asText()).hasSize(255);
  }

  @Test
  void whatTheDoorRefusesLeavesNothingBehind() {
    sync("{'email':'a@x.example','firstName':'Ann'}");
    int list = marketo.door("POST", "/lists", "{}").path("id").asInt();
    for (String[] deed :
        new String[][] {
          {"/fields/email", "{'hidden':true,'name':'firstName'}", "1003"},
          {"/lists/" + list + "/join", "{'leads':[1,99]}", "1004"},
          {"/leads/merge", "{'winner':1,'losers':[99]}", "1004"},
          {"/faults", "[1]", "400"},
          {"/values", "[1]", "400"}
        }) {
      assertThat(Caller.code(marketo.door("POST", deed[0], deed[1])))
          .as(deed[0] + " " + deed[1])
          .isEqualTo(deed[2]);
    }
    assertThat(lead("email").asText()).isEqualTo("a@x.example");
    assertThat(lead("firstName").asText()).isEqualTo("Ann");
    assertThat(marketo.get("/rest/v1/lists/" + list + "/leads.json").path("result")).isEmpty();
    assertThat(marketo.door("GET", "/faults", null)).isEmpty();
  }

  private JsonNode sync(String record) {
    return marketo.post("/rest/v1/leads.json", "{'input':[" + record + "]}");
  }

  private JsonNode lead(String field) {
    return marketo.get("/rest/v1/lead/1.json?fields=" + field).path("result").get(0).path(field);
  }

  private JsonNode activities(int... types) {
    return Caller.json(direct(types)).path("result");
  }

  /** Past the watch over the contract, which knows no rows without a date. */
  private java.net.http.HttpResponse<String> direct(int... types) {
    List<String> ids = new ArrayList<>();
    for (int type : types) ids.add(String.valueOf(type));
    return marketo.direct(
        "GET",
        "/rest/v1/activities.json?activityTypeIds="
            + String.join(",", ids)
            + "&nextPageToken="
            + marketo.pagingToken(SINCE),
        null,
        null);
  }

  private List<Integer> types(int... types) {
    List<Integer> seen = new ArrayList<>();
    activities(types).forEach(row -> seen.add(row.path("activityTypeId").asInt()));
    return seen;
  }

  private List<Integer> ids(int type) {
    List<Integer> seen = new ArrayList<>();
    activities(type).forEach(row -> seen.add(row.path("id").asInt()));
    return seen;
  }

  /** The field and new value of each change, in order. */
  private List<String> values(int type) {
    List<String> seen = new ArrayList<>();
    for (JsonNode row : activities(type)) {
      for (JsonNode attribute : row.path("attributes")) {
        if (attribute.path("name").asText().equals("New Value")) {
          seen.add(
              row.path("primaryAttributeValue").asText() + " " + attribute.path("value").asText());
        }
      }
    }
    return seen;
  }
}
