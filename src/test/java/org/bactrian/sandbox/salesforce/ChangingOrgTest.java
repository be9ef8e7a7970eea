package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator changes of an org while programs use it. */
class ChangingOrgTest {
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

  private void change(String field, String change) {
    JsonNode answer = client.post("/sandbox/fields/" + field, change);
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
  }

  private JsonNode field(String name) {
    for (JsonNode field : client.get(API + "sobjects/Lead/describe").path("fields")) {
      if (field.path("name").asText().equals(name)) {
        return field;
      }
    }
    return MissingNode.getInstance();
  }

  private String lead(String more) {
    return client.create("Lead", "{\"LastName\":\"Doe\",\"Company\":\"Acme\"%s}".formatted(more));
  }

  private JsonNode update(String id, String fields) {
    return client.json("PATCH", API + "sobjects/Lead/" + id, fields);
  }

  private JsonNode read(String id) {
    return client.get(API + "sobjects/Lead/" + id);
  }

  @Test
  void aPicklistValueComesAndGoes() {
    String id = lead("");
    String wish = "{\"Primary__c\":\"Perhaps\"}";
    assertThat(update(id, wish).at("/0/errorCode").asText())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    change("Lead/Primary__c", "{\"values\":[\"No\",\"Yes\",\"Perhaps\"]}");
    assertThat(field("Primary__c").path("picklistValues").findValuesAsText("value"))
        .containsExactly("No", "Yes", "Perhaps");
    assertThat(update(id, wish).isNull()).isTrue();
    change("Lead/Primary__c", "{\"values\":[\"No\",\"Yes\"]}");
    assertThat(read(id).path("Primary__c").asText()).as("old values stay").isEqualTo("Perhaps");
    assertThat(update(lead(""), wish).at("/0/errorCode").asText())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
  }

  @Test
  void aFreePicklistIsRestricted() {
    String id = lead(",\"LeadSource\":\"Anything\"");
    change("Lead/LeadSource", "{\"restricted\":true}");
    assertThat(field("LeadSource").path("restrictedPicklist").asBoolean()).isTrue();
    assertThat(update(id, "{\"LeadSource\":\"Nothing\"}").at("/0/errorCode").asText())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
  }

  @Test
  void everyChoiceOfARestrictedMultipicklistIsLookedAt() {
    change("Lead/Interests__c", "{\"restricted\":true}");
    String id = lead(",\"Interests__c\":\"Events;Product\"");
    assertThat(read(id).path("Interests__c").asText()).isEqualTo("Events;Product");
    assertThat(update(id, "{\"Interests__c\":\"Events;Nothing\"}").at("/0/message").asText())
        .endsWith("bad value for restricted picklist field: Nothing");
  }

  @Test
  void aLengthIsChanged() {
    String id = lead(",\"SICCode__c\":\"123456789012345\"");
    String stamp = read(id).path("SystemModstamp").asText();
    change("Lead/SICCode__c", "{\"length\":5}");
    assertThat(field("SICCode__c").path("length").asInt()).isEqualTo(5);
    assertThat(read(id).path("SICCode__c").asText()).isEqualTo("12345");
    assertThat(read(id).path("SystemModstamp").asText()).isEqualTo(stamp);
    assertThat(update(id, "{\"SICCode__c\":\"123456\"}").at("/0/errorCode").asText())
        .isEqualTo("STRING_TOO_LONG");
    change("Lead/SICCode__c", "{\"length\":20}");
    assertThat(update(id, "{\"SICCode__c\":\"123456\"}").isNull()).isTrue();
  }

  @Test
  void aTypeIsChanged() {
    String number = lead(",\"SICCode__c\":\"42\"");
    String word = lead(",\"SICCode__c\":\"x\"");
    change("Lead/SICCode__c", "{\"type\":\"double 6 1\"}");
    assertThat(field("SICCode__c").path("type").asText()).isEqualTo("double");
    assertThat(read(number).path("SICCode__c").asDouble()).isEqualTo(42.0);
    assertThat(read(word).path("SICCode__c").isNull()).isTrue();
    assertThat(update(word, "{\"SICCode__c\":\"x\"}").at("/0/errorCode").asText())
        .isEqualTo("JSON_PARSER_ERROR");
    assertThat(client.count("Lead", "SICCode__c > 41.5")).isEqualTo(1);
    change("Lead/SICCode__c", "{\"type\":\"string 10\"}");
    assertThat(read(number).path("SICCode__c").asText()).isEqualTo("42");
  }

  @Test
  void aFieldIsDeleted() throws IOException {
    String id = lead(",\"SICCode__c\":\"42\",\"Primary__c\":\"Yes\"");
    client.json("DELETE", "/sandbox/fields/Lead/SICCode__c", null);
    assertThat(field("SICCode__c").isMissingNode()).isTrue();
    assertThat(client.query("SELECT SICCode__c FROM Lead").at("/0/errorCode").asText())
        .isEqualTo("INVALID_FIELD");
    assertThat(update(id, "{\"SICCode__c\":\"1\"}").at("/0/errorCode").asText())
        .isEqualTo("INVALID_FIELD");
    assertThat(read(id).has("SICCode__c")).isFalse();
    assertThat(read(id).path("Primary__c").asText()).as("its neighbours stay").isEqualTo("Yes");
    client.json("DELETE", "/sandbox/fields/Lead/Lead_Score__c", null);
    assertThat(
            client.post("/sandbox/convert", "{\"leadId\":\"%s\"}".formatted(id)).has("contactId"))
        .as("leads are converted without it")
        .isTrue();
  }

  @Test
  void aFieldIsRenamed() {
    String id = lead(",\"Marketo_Id__c\":\"m1\"");
    change("Lead/Marketo_Id__c", "{\"name\":\"Mkto__c\"}");
    assertThat(field("Marketo_Id__c").isMissingNode()).isTrue();
    assertThat(read(id).path("Mkto__c").asText()).isEqualTo("m1");
    assertThat(client.get(API + "sobjects/Lead/Mkto__c/m1").path("Id").asText()).isEqualTo(id);
    assertThat(client.count("Lead", "Mkto__c = 'm1'")).isEqualTo(1);
  }

  @Test
  void aFieldBecomesAnExternalId() {
    String id = lead(",\"SICCode__c\":\"key\"");
    change("Lead/SICCode__c", "{\"external\":true,\"unique\":true}");
    assertThat(client.get(API + "sobjects/Lead/SICCode__c/key").path("Id").asText()).isEqualTo(id);
    assertThat(update(lead(""), "{\"SICCode__c\":\"key\"}").at("/0/errorCode").asText())
        .isEqualTo("DUPLICATE_VALUE");
  }

  @Test
  void aFieldBecomesRequired() {
    change("Lead/Title", "{\"required\":true}");
    assertThat(field("Title").path("nillable").asBoolean(true)).isFalse();
    JsonNode refused =
        client.post(API + "sobjects/Lead", "{\"LastName\":\"Doe\",\"Company\":\"Acme\"}");
    assertThat(refused.at("/0/errorCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
  }

  @Test
  void permissionsOutliveAChange() {
    client.post("/sandbox/permissions", "{\"object\":\"Lead\",\"field\":\"Title\",\"read\":false}");
    change("Lead/Title", "{\"length\":20}");
    assertThat(field("Title").isMissingNode()).isTrue();
    client.json("DELETE", "/sandbox/permissions", null);
    assertThat(field("Title").path("length").asInt()).isEqualTo(20);
  }

  @Test
  void aPageUnderWayLacksWhatWasDeleted() {
    client.post("/sandbox/answers", "{\"pageWidth\":40}");
    JsonNode first = client.query("SELECT Id, SICCode__c FROM Lead");
    client.json("DELETE", "/sandbox/fields/Lead/SICCode__c", null);
    JsonNode next = client.get(first.path("nextRecordsUrl").asText());
    assertThat(next.path("records").path(0).path("SICCode__c").isNull()).isTrue();
  }

  @Test
  void rulesAreAddedWhileItRuns() {
    String id = lead("");
    client.post(
        "/sandbox/validation-rules",
        "{\"object\":\"Lead\",\"condition\":\"Title = 'No'\",\"message\":\"No!\",\"field\":\"Title\"}");
    assertThat(update(id, "{\"Title\":\"No\"}").at("/0/errorCode").asText())
        .isEqualTo("FIELD_CUSTOM_VALIDATION_EXCEPTION");
    client.post(
        "/sandbox/duplicate-rules", "{\"object\":\"Lead\",\"fields\":[\"LastName\",\"Company\"]}");
    JsonNode refused =
        client.post(API + "sobjects/Lead", "{\"LastName\":\"Doe\",\"Company\":\"Acme\"}");
    assertThat(refused.at("/0/errorCode").asText()).isEqualTo("DUPLICATES_DETECTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"Other\"}", "{\"type\":\"double 3 0\"}"})
  void standardFieldsAreNotRenamedNorRetyped(String change) throws IOException {
    var answer = client.send("POST", "/sandbox/fields/Lead/Title", change);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Standard fields can't be");
    assertThat(client.send("DELETE", "/sandbox/fields/Lead/Title", null).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fields/Lead/SICCode__c", "fields/Lead"})
  void aChangeThatIsNoneIsRefused(String path) throws IOException {
    var answer = client.send("POST", "/sandbox/" + path, "{\"name\":\"X__c\",\"lenght\":5}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("A field has no 'lenght'; it has");
  }

  @Test
  void aTypeThatIsNoneIsRefusedWithTheWayToWriteOne() throws IOException {
    var answer = client.send("POST", "/sandbox/fields/Lead/SICCode__c", "{\"type\":\"string\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("'string 80'");
  }
}
