package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an org can be made of besides its standard objects. */
class OrgShapeTest {
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

  private JsonNode make(String path, String body) {
    JsonNode answer = client.post("/sandbox/" + path, body);
    assertThat(answer.isObject()).as(answer.toString()).isTrue();
    return answer;
  }

  private JsonNode field(String object, String name) {
    for (JsonNode field : client.get(API + "sobjects/" + object + "/describe").path("fields")) {
      if (field.path("name").asText().equals(name)) {
        return field;
      }
    }
    return MissingNode.getInstance();
  }

  private JsonNode read(String object, String id) {
    return client.get(API + "sobjects/" + object + "/" + id);
  }

  private void update(String object, String id, String fields) {
    JsonNode answer = client.json("PATCH", API + "sobjects/" + object + "/" + id, fields);
    assertThat(answer.isNull()).as(answer.toString()).isTrue();
  }

  private String contactOf(String account) {
    return client.create(
        "Contact", "{\"LastName\":\"Doe\",\"AccountId\":\"%s\"}".formatted(account));
  }

  private String account(String more) {
    return client.create("Account", "{\"Name\":\"Acme\"%s}".formatted(more));
  }

  @Test
  void customObjectsAreAdded() {
    String prefix =
        make(
                "objects",
                "{\"name\":\"Invoice__c\",\"fields\":[{\"name\":\"Account__c\",\"type\":\"reference Account as Account__r\"},{\"name\":\"Total__c\",\"type\":\"currency 16 2\"},{\"name\":\"Number__c\",\"type\":\"string 20\",\"external\":true,\"unique\":true}]}")
            .path("keyPrefix")
            .asText();
    String account = account("");
    String id =
        client.create(
            "Invoice__c",
            "{\"Name\":\"I-1\",\"Account__c\":\"%s\",\"Total__c\":12.345,\"Number__c\":\"n1\"}"
                .formatted(account));
    assertThat(id).startsWith(prefix);
    JsonNode found =
        client
            .query("SELECT Total__c, Account__r.Name FROM Invoice__c WHERE Account__c != null")
            .at("/records/0");
    assertThat(found.path("Total__c").asDouble()).isEqualTo(12.35);
    assertThat(found.at("/Account__r/Name").asText()).isEqualTo("Acme");
    assertThat(client.get(API + "sobjects").findValuesAsText("name")).contains("Invoice__c");
    assertThat(client.get(API + "sobjects/Invoice__c/Number__c/n1").path("Id").asText())
        .isEqualTo(id);
    assertThat(client.count("EntityDefinition", "QualifiedApiName = 'Invoice__c'")).isEqualTo(1);
    assertThat(client.get("/sandbox/stats").at("/objects/Invoice__c/live").asInt()).isEqualTo(1);
  }

  @Test
  void fieldsOfEveryTypeAreAdded() {
    make("fields/Lead", "{\"name\":\"Vip__c\",\"type\":\"boolean\"}");
    make("fields/Lead", "{\"name\":\"Call__c\",\"type\":\"time\"}");
    make("fields/Lead", "{\"name\":\"Secret__c\",\"type\":\"string 50\",\"encrypted\":true}");
    make(
        "fields/Lead",
        "{\"name\":\"Likes__c\",\"type\":\"multipicklist 4099\",\"values\":[\"A\",\"B\"],\"restricted\":true}");
    String old = client.query("SELECT Id FROM Lead LIMIT 1").at("/records/0/Id").asText();
    assertThat(read("Lead", old).path("Vip__c").asBoolean(true)).isFalse();
    String id =
        client.create(
            "Lead",
            "{\"LastName\":\"D\",\"Company\":\"A\",\"Call__c\":\"10:30:00\",\"Likes__c\":\"A;B\",\"Secret__c\":\"s\"}");
    assertThat(read("Lead", id).path("Call__c").asText()).isEqualTo("10:30:00.000Z");
    assertThat(read("Lead", id).path("Likes__c").asText()).isEqualTo("A;B");
    assertThat(client.count("Lead", "Likes__c INCLUDES ('B')")).isEqualTo(1);
    assertThat(
            client.query("SELECT Id FROM Lead WHERE Secret__c = 's'").at("/0/errorCode").asText())
        .isEqualTo("INVALID_FIELD");
  }

  @Test
  void aLocationIsTwoNumbersShownAsOne() {
    make("fields/Account", "{\"name\":\"Place__c\",\"type\":\"location\"}");
    String id = account(",\"Place__Latitude__s\":48.1,\"Place__Longitude__s\":11.5");
    assertThat(read("Account", id).at("/Place__c/latitude").asDouble()).isEqualTo(48.1);
    assertThat(field("Account", "Place__c").path("type").asText()).isEqualTo("location");
    assertThat(field("Account", "Place__Latitude__s").path("compoundFieldName").asText())
        .isEqualTo("Place__c");
    assertThat(read("Account", account("")).path("Place__c").isNull()).isTrue();
  }

  @Test
  void aFormulaFollowsItsParentAndMovesNoStamp() {
    make(
        "fields/Contact",
        "{\"name\":\"Sector__c\",\"type\":\"string 1300\",\"formula\":\"IF(ISBLANK(Account.Industry), 'none', UPPER(TEXT(Account.Industry)) & '/' & LastName)\"}");
    String account = account(",\"Industry\":\"Banking\"");
    String contact = contactOf(account);
    JsonNode before = read("Contact", contact);
    assertThat(before.path("Sector__c").asText()).isEqualTo("BANKING/Doe");
    update("Account", account, "{\"Industry\":\"Energy\"}");
    JsonNode after = read("Contact", contact);
    assertThat(after.path("Sector__c").asText()).isEqualTo("ENERGY/Doe");
    assertThat(after.path("SystemModstamp")).isEqualTo(before.path("SystemModstamp"));
    assertThat(client.count("Contact", "Sector__c = 'ENERGY/Doe'")).isEqualTo(1);
    JsonNode described = field("Contact", "Sector__c");
    assertThat(described.path("calculated").asBoolean()).isTrue();
    assertThat(described.path("calculatedFormula").asText()).contains("Account.Industry");
    assertThat(described.path("updateable").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NumberOfEmployees * 2 + 1|21.0",
        "-(NumberOfEmployees - 4) / 3|-2.0",
        "NumberOfEmployees / 0|null",
        "ROUND(NumberOfEmployees / 3, 2)|3.33",
        "IF(AND(NumberOfEmployees >= 10, NOT(Name = 'x')), LEN(Name), 0)|4.0",
        "BLANKVALUE(AnnualRevenue, 7)|7.0",
      })
  void formulasCalculate(String formula, String value) {
    make(
        "fields/Account",
        "{\"name\":\"F__c\",\"type\":\"double 18 2\",\"formula\":\"%s\"}".formatted(formula));
    String id = account(",\"NumberOfEmployees\":10");
    assertThat(read("Account", id).path("F__c").asText()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nothing__c",
        "Account.Nothing",
        "VLOOKUP(Name)",
        "LEN(Name",
        "Name Name",
        "LEN()"
      })
  void formulasThatCannotBeReadAreRefused(String formula) throws IOException {
    var answer =
        client.send(
            "POST",
            "/sandbox/fields/Contact",
            "{\"name\":\"F__c\",\"type\":\"string 80\",\"formula\":\"%s\"}".formatted(formula));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Error in the formula");
    assertThat(field("Contact", "F__c").isMissingNode()).isTrue();
  }

  @Test
  void aRollUpSumsChildrenUpAndMovesTheParentsStamp() {
    make(
        "fields/Account",
        "{\"name\":\"Pipeline__c\",\"type\":\"currency 18 2\",\"rollUp\":{\"of\":\"Opportunity.AccountId\",\"operation\":\"SUM\",\"field\":\"Amount\"}}");
    String account = account("");
    assertThat(read("Account", account).path("Pipeline__c").asDouble(-1)).isZero();
    JsonNode before = read("Account", account);
    String deal =
        client.create(
            "Opportunity",
            "{\"Name\":\"O\",\"StageName\":\"Prospecting\",\"CloseDate\":\"2030-01-01\",\"Amount\":100.5,\"AccountId\":\"%s\"}"
                .formatted(account));
    JsonNode after = read("Account", account);
    assertThat(after.path("Pipeline__c").asDouble()).isEqualTo(100.5);
    assertThat(after.path("SystemModstamp")).isNotEqualTo(before.path("SystemModstamp"));
    update("Opportunity", deal, "{\"Description\":\"no matter\"}");
    assertThat(read("Account", account).path("SystemModstamp"))
        .isEqualTo(after.path("SystemModstamp"));
    client.json("DELETE", API + "sobjects/Opportunity/" + deal, null);
    assertThat(read("Account", account).path("Pipeline__c").asDouble(-1)).isZero();
  }

  @Test
  void picklistsDependOnOthers() {
    make(
        "fields/Lead",
        "{\"name\":\"Region__c\",\"type\":\"picklist 255\",\"values\":[\"North\",\"South\"],\"controller\":\"Rating\",\"validFor\":{\"North\":[\"Hot\",\"Cold\"],\"South\":[\"Warm\"]}}");
    JsonNode region = field("Lead", "Region__c");
    assertThat(region.path("dependentPicklist").asBoolean()).isTrue();
    assertThat(region.path("controllerName").asText()).isEqualTo("Rating");
    assertThat(bits(region, 0)).as("Hot, not Warm, Cold").isEqualTo(0b1010_0000);
    assertThat(bits(region, 1)).isEqualTo(0b0100_0000);
  }

  private static int bits(JsonNode field, int value) {
    String validFor = field.path("picklistValues").path(value).path("validFor").asText();
    return Byte.toUnsignedInt(Base64.getDecoder().decode(validFor)[0]);
  }

  @Test
  void newRecordsHaveARecordType() {
    assertThat(field("Lead", "RecordTypeId").isMissingNode()).isTrue();
    String partner =
        make("record-types", "{\"object\":\"Lead\",\"name\":\"Partner Lead\",\"default\":true}")
            .path("id")
            .asText();
    String other =
        make("record-types", "{\"object\":\"Contact\",\"name\":\"Other\"}").path("id").asText();
    String id = client.create("Lead", "{\"LastName\":\"D\",\"Company\":\"A\"}");
    assertThat(
            client
                .query("SELECT RecordType.DeveloperName FROM Lead WHERE Id = '%s'".formatted(id))
                .at("/records/0/RecordType/DeveloperName")
                .asText())
        .isEqualTo("Partner_Lead");
    assertThat(client.count("RecordType", "SobjectType = 'Lead' AND IsActive = true")).isEqualTo(1);
    assertThat(
            client
                .json(
                    "PATCH",
                    API + "sobjects/Lead/" + id,
                    "{\"RecordTypeId\":\"%s\"}".formatted(other))
                .at("/0/errorCode")
                .asText())
        .isEqualTo("INVALID_CROSS_REFERENCE_KEY");
    JsonNode infos = client.get(API + "sobjects/Lead/describe").path("recordTypeInfos");
    assertThat(infos.findValuesAsText("recordTypeId")).contains(partner);
    assertThat(infos.findValuesAsText("master")).containsExactlyInAnyOrder("true", "false");
  }

  @Test
  void severalCurrenciesHaveDatedRates() {
    assertThat(field("Opportunity", "CurrencyIsoCode").isMissingNode()).isTrue();
    make(
        "currencies",
        "{\"corporate\":\"EUR\",\"rates\":{\"USD\":1.1},\"dated\":[{\"currency\":\"USD\",\"start\":\"2026-01-01\",\"rate\":1.05},{\"currency\":\"USD\",\"start\":\"2026-07-01\",\"rate\":1.2}]}");
    assertThat(client.count("Opportunity", "CurrencyIsoCode != 'EUR'")).isZero();
    String account = account("");
    assertThat(read("Account", account).path("CurrencyIsoCode").asText()).isEqualTo("EUR");
    update("Account", account, "{\"CurrencyIsoCode\":\"USD\"}");
    assertThat(
            client
                .json("PATCH", API + "sobjects/Account/" + account, "{\"CurrencyIsoCode\":\"XXX\"}")
                .at("/0/errorCode")
                .asText())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    JsonNode rates =
        client
            .query(
                "SELECT StartDate, NextStartDate, ConversionRate FROM DatedConversionRate ORDER BY StartDate")
            .path("records");
    assertThat(rates.findValuesAsText("NextStartDate")).containsExactly("2026-07-01", "9999-12-31");
    assertThat(client.count("CurrencyType", "IsCorporate = true AND IsoCode = 'EUR'")).isEqualTo(1);
  }

  @Test
  void aPersonAccountIsAnAccountAndAContact() {
    make("person-accounts", "{}");
    String id =
        client.create(
            "Account",
            "{\"FirstName\":\"Jo\",\"LastName\":\"Doe\",\"PersonEmail\":\"jo@example.com\",\"Languages__pc\":\"de\"}");
    JsonNode account = read("Account", id);
    assertThat(account.path("IsPersonAccount").asBoolean()).isTrue();
    assertThat(account.path("Name").asText()).isEqualTo("Jo Doe");
    String contact = account.path("PersonContactId").asText();
    assertThat(read("Contact", contact).path("Email").asText()).isEqualTo("jo@example.com");
    assertThat(read("Contact", contact).path("Languages__c").asText()).isEqualTo("de");
    assertThat(read("Contact", contact).path("AccountId").asText()).isEqualTo(id);
    update("Account", id, "{\"PersonEmail\":\"new@example.com\"}");
    assertThat(read("Contact", contact).path("Email").asText()).isEqualTo("new@example.com");
    update("Contact", contact, "{\"LastName\":\"Roe\"}");
    assertThat(read("Account", id).path("Name").asText()).isEqualTo("Jo Roe");
    assertThat(read("Account", id).path("LastName").asText()).isEqualTo("Roe");
    assertThat(client.count("Account", "PersonEmail = 'new@example.com'")).isEqualTo(1);
    assertThat(read("Account", account("")).path("IsPersonAccount").asBoolean(true)).isFalse();
  }

  @Test
  void aLeadWithoutACompanyBecomesAPersonAccount() {
    String without = "{\"LastName\":\"Doe\",\"FirstName\":\"Jo\",\"Email\":\"jo@example.com\"}";
    assertThat(client.post(API + "sobjects/Lead", without).at("/0/errorCode").asText())
        .isEqualTo("REQUIRED_FIELD_MISSING");
    make("person-accounts", "{}");
    assertThat(field("Lead", "Company").path("nillable").asBoolean()).isTrue();
    String lead = client.create("Lead", without);
    JsonNode done = make("convert", "{\"leadId\":\"%s\"}".formatted(lead));
    JsonNode account = read("Account", done.path("accountId").asText());
    assertThat(account.path("Name").asText()).isEqualTo("Jo Doe");
    assertThat(account.path("IsPersonAccount").asBoolean()).isTrue();
    assertThat(account.path("PersonContactId")).isEqualTo(done.path("contactId"));
    assertThat(account.path("PersonEmail").asText()).isEqualTo("jo@example.com");
  }

  @Test
  void queuesOwnRecords() {
    String queue =
        make("queues", "{\"name\":\"Hot Leads\",\"objects\":[\"Lead\"]}").path("id").asText();
    assertThat(
            client.count(
                "QueueSobject", "QueueId = '%s' AND SobjectType = 'Lead'".formatted(queue)))
        .isEqualTo(1);
    String lead =
        client.create(
            "Lead", "{\"LastName\":\"D\",\"Company\":\"A\",\"OwnerId\":\"%s\"}".formatted(queue));
    assertThat(
            client
                .query("SELECT Owner.Name, Owner.Type FROM Lead WHERE Id = '%s'".formatted(lead))
                .at("/records/0/Owner/Name")
                .asText())
        .isEqualTo("Hot Leads");
    JsonNode refused =
        client.post(
            API + "sobjects/Membership__c", "{\"Name\":\"M\",\"OwnerId\":\"%s\"}".formatted(queue));
    assertThat(refused.at("/0/message").asText())
        .isEqualTo("Queue not associated with this SObject type");
    String old = client.query("SELECT Id FROM Group LIMIT 1").at("/records/0/Id").asText();
    client.create("Membership__c", "{\"Name\":\"M\",\"OwnerId\":\"%s\"}".formatted(old));
  }

  @Test
  void objectsThatASyncAsksForAreThere() {
    assertThat(
            client
                .query("SELECT Profile.Name FROM User WHERE Username = 'sync@bactrian.example'")
                .at("/records/0/Profile/Name")
                .asText())
        .isNotEmpty();
    assertThat(client.count("RecordType", "Id != null")).isZero();
    assertThat(
            client
                .query(
                    "SELECT Label, KeyPrefix FROM EntityDefinition WHERE QualifiedApiName = 'Lead'")
                .at("/records/0/KeyPrefix")
                .asText())
        .isEqualTo("00Q");
    String contact = contactOf(account(""));
    String id =
        client.create("Case", "{\"Subject\":\"Help\",\"ContactId\":\"%s\"}".formatted(contact));
    assertThat(read("Case", id).path("CaseNumber").asText()).matches("\\d{8}");
    assertThat(read("Case", id).path("Status").asText()).isEqualTo("New");
    update("Case", id, "{\"Status\":\"Closed\"}");
    assertThat(read("Case", id).path("IsClosed").asBoolean()).isTrue();
    assertThat(client.create("Product2", "{\"Name\":\"P\",\"IsActive\":true}")).startsWith("01t");
    assertThat(client.create("ContentVersion", "{\"Title\":\"T\",\"PathOnClient\":\"t.txt\"}"))
        .startsWith("068");
  }

  @Test
  void namesAreTakenOnce() throws IOException {
    for (String[] twice :
        new String[][] {
          {"objects", "{\"name\":\"Membership__c\"}"},
          {"fields/Lead", "{\"name\":\"Title\",\"type\":\"string 5\"}"},
          {"objects", "{\"name\":\"NoSuffix\"}"}
        }) {
      var answer = client.send("POST", "/sandbox/" + twice[0], twice[1]);
      assertThat(answer.statusCode()).as(twice[1]).isEqualTo(400);
      assertThat(answer.body()).contains("DUPLICATE_DEVELOPER_NAME");
    }
    assertThat(client.send("POST", "/sandbox/fields/Nothing", "{}").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          objects|{"name":"Pet__c","fields":[{"name":"Age__c","type":"int"},{"name":"Bad__c","type":"nonsense"}]}
          fields/Lead|{"name":"Bad__c","type":"double 18 2","formula":"Nothing__c + 1"}
          fields/Lead|{"name":"Where__c","type":"location","rollUp":{"of":"Nothing"}}
          currencies|{"corporate":"EUR","rates":{"USD":1.1},"dated":[{"currency":"USD","start":"no date","rate":2}]}
          queues|{"name":"Hot","objects":["Lead","Nothing"]}
          fields/Lead/Score__c|{"type":"string 2","name":"Title"}
          undelete|{"ids":["{deleted}","{live}"]}
          recycle-bin/empty|{"ids":["{deleted}","{live}"]}
          faults|{"path":"("}
          records/Lead|[1]
          """)
  void whatIsRefusedLeavesNothingBehind(String deed, String wish) throws IOException {
    client.post("/sandbox/fields/Lead", "{\"name\":\"Score__c\",\"type\":\"string 9\"}");
    String live = client.query("SELECT Id FROM Lead LIMIT 1").at("/records/0/Id").asText();
    String lead = "{\"LastName\":\"D\",\"Company\":\"A\",\"Score__c\":\"1234567\"}";
    String deleted = client.create("Lead", lead);
    client.json("DELETE", API + "sobjects/Lead/" + deleted, null);
    List<Object> before = shape(deleted);
    HttpResponse<String> answer =
        client.send(
            "POST", "/sandbox/" + deed, wish.replace("{deleted}", deleted).replace("{live}", live));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("Exception: ").doesNotContain("java.");
    assertThat(shape(deleted)).isEqualTo(before);
  }

  private List<Object> shape(String lead) {
    return List.of(
        client.get(API + "sobjects"),
        client.get(API + "sobjects/Lead/describe"),
        client.get(API + "sobjects/Account/describe"),
        client.get(API + "queryAll?q=SELECT+FIELDS(ALL)+FROM+Lead+WHERE+Id='" + lead + "'+LIMIT+1"),
        client.get("/sandbox/stats").path("objects"));
  }
}
