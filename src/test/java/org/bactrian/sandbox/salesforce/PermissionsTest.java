package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bactrian.sandbox.salesforce.Client.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sync user may not see or change. */
class PermissionsTest {
  private static final String LEAD = "{\"LastName\":\"Doe\",\"Company\":\"Acme\",\"Phone\":\"1\"}";

  private static SalesforceSandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    sandbox = SalesforceSandbox.start(Options.small(10));
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void permitEverything() {
    client.json("DELETE", "/sandbox/permissions", null);
  }

  private static void permit(String permission) {
    assertThat(client.post("/sandbox/permissions", permission).path("ok").asBoolean()).isTrue();
  }

  private static JsonNode field(String name) {
    for (JsonNode field : client.get(API + "sobjects/Lead/describe").path("fields")) {
      if (field.path("name").asText().equals(name)) {
        return field;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static JsonNode refusal(JsonNode answer) {
    return answer.path(0);
  }

  @Test
  void everythingIsPermittedAtFirst() {
    JsonNode lead = client.get(API + "sobjects/Lead/describe");
    for (String flag : new String[] {"createable", "updateable", "queryable", "deletable"}) {
      assertThat(lead.path(flag).asBoolean()).as(flag).isTrue();
    }
    assertThat(field("Phone").path("updateable").asBoolean()).isTrue();
  }

  @Test
  void aHiddenObjectIsAbsent() throws IOException {
    permit("{\"object\":\"Lead\",\"read\":false}");
    var describe = client.send("GET", API + "sobjects/Lead/describe", null);
    assertThat(describe.statusCode()).isEqualTo(404);
    assertThat(describe.body()).contains("NOT_FOUND");
    assertThat(client.get(API + "sobjects").findValuesAsText("name"))
        .contains("Contact")
        .doesNotContain("Lead");
    JsonNode query = refusal(client.query("SELECT Id FROM Lead"));
    assertThat(query.path("errorCode").asText()).isEqualTo("INVALID_TYPE");
    assertThat(query.path("message").asText()).contains("sObject type 'Lead' is not supported.");
    String record = "{\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"D\"}]}";
    assertThat(client.post(API + "composite/sobjects", record).findValuesAsText("statusCode"))
        .containsExactly("INVALID_TYPE");
    assertThat(client.get("/sandbox/stats").path("objects").has("Lead"))
        .as("the control door sees all")
        .isTrue();
  }

  @Test
  void aReadOnlyObjectTakesNothing() throws IOException {
    String id = client.create("Lead", LEAD);
    permit("{\"object\":\"Lead\",\"edit\":false}");
    JsonNode lead = client.get(API + "sobjects/Lead/describe");
    assertThat(lead.path("queryable").asBoolean()).isTrue();
    for (String flag : new String[] {"createable", "updateable", "deletable"}) {
      assertThat(lead.path(flag).asBoolean()).as(flag).isFalse();
    }
    assertThat(field("Phone").path("createable").asBoolean()).isFalse();
    assertThat(refusal(client.post(API + "sobjects/Lead", LEAD)).path("message").asText())
        .isEqualTo("entity type cannot be inserted: Lead");
    for (String method : new String[] {"PATCH", "DELETE"}) {
      var answer = client.send(method, API + "sobjects/Lead/" + id, "{\"Phone\":\"2\"}");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("INSUFFICIENT_ACCESS_OR_READONLY");
    }
    assertThat(client.count("Lead", "Id = '%s'".formatted(id))).isEqualTo(1);
  }

  @Test
  void aHiddenFieldIsAbsent() {
    String id = client.create("Lead", LEAD);
    permit("{\"object\":\"Lead\",\"field\":\"Phone\",\"read\":false}");
    assertThat(field("Phone").isMissingNode()).isTrue();
    JsonNode query = refusal(client.query("SELECT Phone FROM Lead"));
    assertThat(query.path("errorCode").asText()).isEqualTo("INVALID_FIELD");
    assertThat(query.path("message").asText()).contains("No such column 'Phone' on entity 'Lead'.");
    assertThat(refusal(client.query("SELECT Id FROM Lead WHERE Phone = '1'")).toString())
        .contains("No such column 'Phone'");
    assertThat(client.query("SELECT FIELDS(ALL) FROM Lead LIMIT 1").findValues("Phone")).isEmpty();
    assertThat(client.get(API + "sobjects/Lead/" + id).has("Phone")).isFalse();
    assertThat(refusal(client.post(API + "sobjects/Lead", LEAD)).path("errorCode").asText())
        .isEqualTo("INVALID_FIELD");
    permit("{\"object\":\"Lead\",\"field\":\"Phone\"}");
    assertThat(client.get(API + "sobjects/Lead/" + id).path("Phone").asText()).isEqualTo("1");
  }

  @Test
  void aReadOnlyFieldIsSeenAndNotSet() {
    permit("{\"object\":\"Lead\",\"field\":\"Phone\",\"edit\":false}");
    assertThat(field("Phone").path("createable").asBoolean()).isFalse();
    assertThat(field("Phone").path("updateable").asBoolean()).isFalse();
    JsonNode refusal = refusal(client.post(API + "sobjects/Lead", LEAD));
    assertThat(refusal.path("errorCode").asText()).isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
    assertThat(refusal.path("fields").path(0).asText()).isEqualTo("Phone");
    assertThat(client.query("SELECT Phone FROM Lead").has("records")).isTrue();
  }

  @Test
  void otherUsersMayDoEverything() {
    permit("{\"object\":\"Lead\",\"edit\":false}");
    permit("{\"object\":\"Contact\",\"read\":false}");
    int before = client.get("/sandbox/stats").path("objects").path("Lead").path("live").asInt();
    client.post("/sandbox/activity", "{\"edits\":60}");
    int after = client.get("/sandbox/stats").path("objects").path("Lead").path("live").asInt();
    assertThat(after).isGreaterThan(before);
    assertThat(client.post("/sandbox/records/Contact", "{\"LastName\":\"Roe\"}").has("id"))
        .isTrue();
  }

  @Test
  void requiredAndSystemFieldsAreAlwaysThere() throws IOException {
    for (String field : new String[] {"Id", "LastName", "SystemModstamp"}) {
      var answer =
          client.send(
              "POST",
              "/sandbox/permissions",
              "{\"object\":\"Lead\",\"field\":\"%s\",\"read\":false}".formatted(field));
      assertThat(answer.statusCode()).as(field).isEqualTo(400);
    }
  }
}
