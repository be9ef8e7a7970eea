package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Orgs that are made otherwise than the shipped mappings expect, limited, or moved. */
class OtherOrgsTest {

  @TempDir Path folder;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = TwoSystems.lasting(folder, 0);
    systems.lag(0);
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @Test
  void aConsumerNeedsNoCompany() {
    systems.post(systems.salesforce.url() + "/sandbox/person-accounts", Map.of());
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Email", "lin@example.com"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().waiting()).isZero();
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.person(id).path("externalCompanyId").asText("")).isEmpty();
    assertThat(companies(id)).isZero();
    systems.patch("Lead", id, Map.of("Company", "Acme"));
    systems.once();
    assertThat(systems.person(id).path("externalCompanyId").asText()).isEqualTo(id);
    assertThat(companies(id)).isEqualTo(1);
    Map<String, Object> none = new HashMap<>();
    none.put("Company", null);
    systems.patch("Lead", id, none);
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.person(id).path("externalCompanyId").asText()).isEqualTo(id);
    assertThat(systems.letters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "503, <html><head><title>Maintenance</title></head></html>",
    "400, {\"error\":\"server_error\"}"
  })
  void aTokenEndpointThatIsBeingMaintainedIsWaitedFor(int status, String body) {
    systems.once();
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    systems.salesforceFault(
        Map.of("path", "/services/oauth2/token", "times", 2, "status", status, "body", body));
    systems.salesforceFault(BadAnswers.expired("/services/data/v62.0/composite"));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
  }

  @Test
  void anOrgThatMovesIsFollowedToWhereANewLoginSaysThatItIs() {
    Logger session = (Logger) LoggerFactory.getLogger("org.bactrian.salesforce.LastingSession");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    session.addAppender(said);
    String move = systems.salesforce.url() + "/sandbox/move";
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    systems.once();
    systems.post(move, Map.of("status", 307));
    follows(id, "redirected");
    // Nobody is where it was; it is known after some tries.
    systems.http("DELETE", move);
    follows(id, "back");
    systems.post(move, Map.of("status", 404));
    follows(id, "with a page");
    assertThat(systems.once().failure()).isNull();
    systems.http("DELETE", move);
    session.detachAppender(said);
    assertThat(said.list)
        .hasSize(3)
        .allMatch(event -> event.getFormattedMessage().startsWith("the Salesforce org has moved"));
  }

  private void follows(String id, String city) {
    systems.raw("Lead", Map.of("Id", id, "City", city));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.person(id).path("city").asText()).isEqualTo(city);
  }

  @Test
  void aContactGoesWithoutAnAccountThatIsGoneOrRefused() {
    String gone = systems.raw("Account", Map.of("Name", "Gone"));
    String refused = systems.raw("Account", Map.of("Name", "x".repeat(300)));
    String contact = systems.raw("Contact", Map.of("LastName", "Lin", "AccountId", gone));
    systems.raw(
        "Contact", Map.of("LastName", "Ash", "AccountId", refused, "Email", "ash@x.example"));
    systems.raw("Account", Map.of("Id", gone, "IsDeleted", true));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(systems.person(contact).path("lastName").asText()).isEqualTo("Lin");
    assertThat(systems.people("email", "ash@x.example")).hasSize(1);
    assertThat(systems.letters()).hasSize(1);
  }

  @Test
  void whoSharesAnAddressIsOptedOutOnWhateverPageTheyAre() {
    List<String> leads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      leads.add(
          systems.create(
              "Lead", Map.of("LastName", "Lin", "Company", "Acme", "Email", "info@acme.example")));
    }
    systems.once();
    systems.post(systems.salesforce.url() + "/sandbox/answers", Map.of("pageWidth", 1));
    systems.patch("Lead", leads.get(0), Map.of("HasOptedOutOfEmail", true));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.live("Lead", "HasOptedOutOfEmail = true")).isEqualTo(4);
    assertThat(systems.replay(systems.letters()).failure()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"instead", "beside"})
  void aScoreThatIsToldByAnActivityOfItsOwnIsHeard(String told) {
    systems.post(systems.marketo.url() + "/sandbox/log", Map.of("scoreAndOwner", told));
    String lead = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    systems.once();
    systems.marketer(systems.person(lead).path("id").asInt(), Map.of("leadScore", 42));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.record("Lead", lead).path("Lead_Score__c").asInt()).isEqualTo(42);
    assertThat(systems.once().tally().read()).isZero();
  }

  @Test
  void anActivityThatIsCommittedLateIsHeardByNoCallMore() {
    String lead = systems.create("Lead", Map.of("LastName", "Lin", "Company", "Acme"));
    systems.once();
    systems.once();
    String log = systems.marketo.url() + "/sandbox/log";
    systems.post(log, Map.of("lateEvery", 1, "lateSeconds", 240));
    systems.marketer(systems.person(lead).path("id").asInt(), Map.of("title", "Boss"));
    systems.once();
    systems.post(log, Map.of("lateEvery", 0));
    assertThat(systems.once().tally().read()).as("its place in the log is passed").isZero();
    systems.later(Duration.ofMinutes(6));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Boss");
    systems.marketer(systems.person(lead).path("id").asInt(), Map.of("title", "Chief"));
    systems.once();
    for (int i = 0; i < 3; i++) {
      systems.later(Duration.ofMinutes(6));
      systems.http("DELETE", systems.marketo.url() + "/sandbox/calls");
      assertThat(systems.once().tally().read()).as("what was read is no news").isZero();
      systems
          .get(systems.marketo.url() + "/sandbox/calls")
          .path("endpoints")
          .properties()
          .forEach(each -> assertThat(each.getValue().asInt()).as(each.getKey()).isEqualTo(1));
    }
    assertThat(systems.record("Lead", lead).path("Title").asText()).isEqualTo("Chief");
  }

  @Test
  void aRecordThatWasDeletedForGoodBeforeItWasReadIsFlagged() {
    String gone =
        systems.create("Lead", Map.of("LastName", "Lin", "Company", "A", "Title", "Clerk"));
    String kept = systems.create("Lead", Map.of("LastName", "Ash", "Company", "A"));
    systems.once();
    systems.delete("Lead", gone);
    systems.post(systems.salesforce.url() + "/sandbox/recycle-bin/empty", Map.of());
    systems.once();
    assertThat(systems.person(gone).path("salesforceIsDeleted").asBoolean()).isFalse();
    systems.later(Duration.ofHours(25));
    systems.http("DELETE", systems.salesforce.url() + "/sandbox/calls");
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().read()).as("by both mappings of leads").isEqualTo(2);
    assertThat(run.tally().updated()).isEqualTo(1);
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.person(gone).path("salesforceIsDeleted").asBoolean()).isTrue();
    assertThat(systems.person(gone).path("title").asText()).isEqualTo("Clerk");
    assertThat(systems.person(kept).path("salesforceIsDeleted").asBoolean()).isFalse();
    int found = batches();
    assertThat(systems.once().tally().read()).isZero();
    systems.later(Duration.ofHours(25));
    assertThat(systems.once().tally().read()).isZero();
    int asked = batches() - found;
    assertThat(systems.once().tally().read()).isZero();
    assertThat(batches() - found - asked).as("calls of a cycle after it").isEqualTo(1);
    assertThat(asked).as("calls of a cycle, and of one that asks for a day's").isEqualTo(3);
  }

  /** The calls to Salesforce's batches. */
  private int batches() {
    return systems
        .get(systems.salesforce.url() + "/sandbox/calls")
        .at("/endpoints/POST ~1services~1data~1composite~1batch")
        .asInt();
  }

  private int companies(String id) {
    return systems.get(systems.marketo.url() + "/sandbox/companies?externalCompanyId=" + id).size();
  }
}
