package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.DatabaseUnavailable;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is said in words, heals where it can, and nothing is lost or doubled by it. */
class TroubleTest {

  private static final String LEADS = "/rest/v1/leads.json";

  @TempDir Path folder;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = TwoSystems.lasting(folder, 0);
    systems.once();
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "truncated", "garbage", "wrong-length"})
  void anAnswerThatMeansNothingEndsTheRunAndTheNextOneGoesOn(String kind) {
    String id = lead("al@example.com");
    systems.marketoFault(Map.of("path", LEADS, "kind", kind, "times", 100));
    Run first = systems.once();
    assertThat(first.failure()).contains("leads").containsAnyOf("expected", "Marketo");
    systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
    Run second = systems.once();
    assertThat(second.failure()).isNull();
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
    assertThat(systems.once().tally().read()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "lost-answer"})
  void aConnectionThatBreaksIsTriedAgainAndMakesNobodyTwice(String kind) {
    lead("al@example.com");
    lead("");
    systems.marketoFault(Map.of("path", LEADS, "kind", kind));
    Run first = systems.once();
    Run second = first.failure() == null ? first : systems.once();
    assertThat(second.failure()).isNull();
    assertThat(systems.people("salesforceType", "Lead")).hasSize(2);
    assertThat(systems.once().tally().read()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"606", "615", "608", "602"})
  void aLimitOrAnOutageIsWaitedOut(String code) {
    lead("al@example.com");
    systems.marketoFault(Map.of("path", LEADS, "kind", "code", "code", code, "times", 1));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().parked()).isZero();
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
  }

  /** A whole minute of it passes in {@code MarketoClientTest}, where time is not waited for. */
  @Test
  void aSpellOf606IsWaitedOut() {
    lead("al@example.com");
    try (Bactrian bactrian = systems.bactrian()) {
      Instant over = Instant.now().plusSeconds(3);
      systems.marketoFault(Map.of("path", LEADS, "kind", "code", "code", "606", "forSeconds", 3));
      Run run = bactrian.flows().once().orElseThrow();
      assertThat(run.failure()).isNull();
      assertThat(run.finished()).isBetween(over, over.plusSeconds(50));
    }
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1003", "610", "1013"})
  void aPagingTokenThatIsRefusedIsReplacedAndTheEditIsNotLost(String code) {
    systems.lag(0);
    String id = lead("al@example.com");
    systems.once();
    int person = systems.person(id).path("id").asInt();
    systems.marketer(person, Map.of("title", "Chief"));
    systems.post(systems.marketo.url() + "/sandbox/paging-tokens/expire", Map.of("code", code));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Chief");
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
    Run quiet = systems.once();
    assertThat(quiet.failure()).isNull();
    assertThat(quiet.tally().read()).isZero();
    assertThat(systems.letters()).isEmpty();
  }

  /** Bactrian remembers longer what it read than it reads again, however often it reads again. */
  @Test
  void whatWasReadBeforeAPagingTokenWasRefusedIsNoNews() {
    systems.lag(0);
    int person = systems.newPerson(Map.of("lastName", "Ray", "email", "ray@example.com"));
    systems.once();
    passes(360);
    systems.once();
    passes(180);
    systems.marketer(person, Map.of("title", "Chief"));
    assertThat(systems.once().tally().filtered()).isPositive();
    passes(180);
    systems.once();
    passes(330);
    assertThat(systems.once().tally().read()).isZero();
    systems.post(systems.marketo.url() + "/sandbox/paging-tokens/expire", Map.of("code", "1003"));
    assertThat(systems.once().tally().read()).isZero();
  }

  /** Marketo's clock is ahead, so that more is read again than is remembered. */
  @Test
  void whoWereMergedBeforeAPagingTokenWasRefusedAreNotMergedAgain() {
    systems.lag(0);
    String url = systems.marketo.url() + "/sandbox";
    systems.post(url + "/clock", Map.of("advanceSeconds", 3600));
    String stays = lead("al@example.com");
    String goes = lead("bo@example.com");
    systems.patch("Lead", stays, Map.of("Title", "Chief"));
    systems.once();
    int winner = systems.person(stays).path("id").asInt();
    int loser = systems.person(goes).path("id").asInt();
    systems.post(url + "/leads/merge", Map.of("winner", winner, "losers", List.of(loser)));
    systems.once();
    assertThat(systems.live("Lead")).isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      systems.later(Duration.ofMinutes(16));
      systems.once();
    }
    systems.patch("Lead", stays, Collections.singletonMap("Title", null));
    systems.post(url + "/paging-tokens/expire", Map.of("code", "1003"));
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.record("Lead", stays).path("Title").isNull()).isTrue();
    assertThat(systems.person(stays).path("title").asText("")).isIn("", "null");
  }

  private void passes(int seconds) {
    systems.later(Duration.ofSeconds(seconds));
    systems.post(systems.marketo.url() + "/sandbox/clock", Map.of("advanceSeconds", seconds));
  }

  @ParameterizedTest
  @CsvSource({"400, QUERY_TIMEOUT", "503, SERVER_UNAVAILABLE"})
  void oneQueryOfABatchThatFailsInPassingIsAskedAgain(int status, String code) {
    systems.lag(0);
    String id = lead("al@example.com");
    systems.salesforceFault(
        Map.of(
            "subrequests",
            true,
            "path",
            "FROM Contact",
            "times",
            2,
            "status",
            status,
            "errorCode",
            code,
            "message",
            "Later"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(systems.person(id).path("lastName").asText()).isEqualTo("Lin");
  }

  @Test
  void aLockWithinATriggersMessageIsWaitedOut() {
    systems.lag(0);
    String id = lead("al@example.com");
    systems.once();
    int person = systems.person(id).path("id").asInt();
    systems.marketer(person, Map.of("title", "Chief"));
    systems.post(
        systems.salesforce.url() + "/sandbox/locks",
        Map.of("object", "Lead", "times", 2, "trigger", "LeadTrigger"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.record("Lead", id).path("Title").asText()).isEqualTo("Chief");
  }

  @Test
  void aSpentDailyQuotaEndsTheRunUntilMidnight() {
    lead("al@example.com");
    systems.marketoFault(Map.of("path", LEADS, "kind", "code", "code", "607", "times", 100));
    Run run = systems.once();
    assertThat(run.failure()).contains("daily quota").contains("until");
    systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
    assertThat(systems.once().tally().created()).isEqualTo(1);
  }

  @Test
  void anAddressThatSeveralPeopleHaveIsParkedWithBoth() {
    Map<String, Object> twin = Map.of("email", "twin@example.com", "lastName", "Twin");
    systems.post(systems.marketo.url() + "/sandbox/leads", twin);
    systems.post(systems.marketo.url() + "/sandbox/leads", twin);
    lead("twin@example.com");
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().parked()).isEqualTo(1);
    DeadLetter letter = onlyLetter();
    assertThat(letter.code()).isEqualTo("ambiguous-email");
    assertThat(letter.message()).contains("twin@example.com");
    assertThat(letter.suggestion()).isNotEmpty();
  }

  @Test
  void a1007OfARecordParksThatRecordOnly() {
    String first = lead("al@example.com");
    String second = lead("bo@example.com");
    systems.once();
    systems.patch("Lead", first, Map.of("Title", "Director"));
    systems.patch("Lead", second, Map.of("Title", "Director"));
    systems.marketoFault(
        Map.of(
            "path",
            LEADS,
            "onCall",
            2, // the first one reads the people
            "kind",
            "reason",
            "index",
            0,
            "code",
            "1007",
            "message",
            "Multiple lead match lookup criteria"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().parked()).isEqualTo(1);
    assertThat(run.tally().updated()).isEqualTo(1);
    assertThat(onlyLetter().code()).isEqualTo("1007");
  }

  @Test
  void nativeSyncIsNamedAsWhatStopsTheRun() {
    systems.post(systems.marketo.url() + "/sandbox/native-sync", Map.of("on", true));
    lead("al@example.com");
    Run run = systems.once();
    assertThat(run.failure()).contains("1018").contains("native Salesforce sync");
    systems.post(systems.marketo.url() + "/sandbox/native-sync", Map.of("on", false));
    Run mended = systems.once();
    assertThat(mended.failure()).isNull();
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "cut"})
  void anOutageOfSalesforceIsWaitedOut(String kind) {
    lead("al@example.com");
    systems.salesforceFault(
        Map.of("path", "/services/data/v62.0/composite", "kind", kind, "times", 1));
    Run first = systems.once();
    assertThat(first.failure()).isNull();
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
  }

  @Test
  void garbageFromSalesforceEndsTheRunAndTheNextOneGoesOn() {
    lead("al@example.com");
    systems.salesforceFault(
        Map.of("path", "/services/data/v62.0/composite", "kind", "garbage", "times", 1));
    assertThat(systems.once().failure()).contains("Salesforce").contains("proxy");
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.people("email", "al@example.com")).hasSize(1);
  }

  @Test
  void aRecordThatCanNotBeWrittenIsParkedAndTheOthersGoOn() {
    systems.raw("Lead", Map.of("LastName", "Long", "FirstName", "x".repeat(300), "Company", "A"));
    systems.raw("Lead", Map.of("LastName", "Bad", "Email", "not an address", "Company", "A"));
    systems.raw("Lead", Map.of("LastName", "Half \ud83d", "Company", "A"));
    systems.raw("Account", withoutName());
    lead("good@example.com");
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).isTrue();
    assertThat(systems.people("email", "good@example.com")).hasSize(1);
    assertThat(letters()).extracting(DeadLetter::code).contains("too-long", "invalid-email");
    assertThat(letters()).allSatisfy(letter -> assertThat(letter.suggestion()).isNotBlank());
  }

  private static Map<String, Object> withoutName() {
    Map<String, Object> account = new HashMap<>();
    account.put("Name", null);
    return account;
  }

  @Test
  void wrongSecretsAreNamed() {
    systems.set("salesforce.client-secret", "wrong");
    assertThat(systems.once().failure()).contains("bactrian.salesforce.client-id");
    systems.set("salesforce.client-secret", "sandbox-consumer-secret");
    systems.set("marketo.client-secret", "wrong");
    lead("al@example.com");
    assertThat(systems.once().failure())
        .contains("client id and secret of Marketo's custom service");
  }

  @Test
  void aDatabaseThatIsLockedOrAwayIsNamed() {
    systems.set("database.url", "jdbc:postgresql://127.0.0.1:1/bactrian");
    systems.set("lease", "1s"); // A server that is away is waited for so long.
    assertThatThrownBy(systems::once)
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("bactrian.database.url");
    systems.set("database.url", "jdbc:h2:file:" + folder.resolve("missing") + ";IFEXISTS=TRUE");
    assertThatThrownBy(systems::once).isInstanceOf(DatabaseUnavailable.class);
  }

  @Test
  void missingFieldsAreNamedWhereTheyMayNotBeMade() {
    try (TwoSystems fresh = new TwoSystems(folder.resolve("fresh"), 0)) {
      fresh.set("fields.create-missing", "false");
      assertThatThrownBy(fresh::once)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("salesforceId")
          .hasMessageContaining("bactrian.fields.create-missing=true");
    }
  }

  @Test
  void anUnknownFieldIsNamedBeforeAnythingIsWritten() throws Exception {
    Path mappings = java.nio.file.Files.createDirectories(folder.resolve("mappings"));
    try (var files = java.nio.file.Files.list(Path.of("config/mappings"))) {
      for (Path file : files.toList()) {
        String text = java.nio.file.Files.readString(file);
        java.nio.file.Files.writeString(
            mappings.resolve(file.getFileName()),
            text.replace("FirstName:          firstName", "FirstName:          fistName"));
      }
    }
    JsonNode before = systems.get(systems.marketo.url() + "/sandbox/stats").path("objects");
    lead("al@example.com");
    systems.set("mappings", mappings.toString());
    assertThatThrownBy(systems::once)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("lead.yaml line")
        .hasMessageContaining("'fistName', did you mean 'firstName'?");
    assertThat(systems.get(systems.marketo.url() + "/sandbox/stats").path("objects"))
        .isEqualTo(before);
  }

  private String lead(String email) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Lin", "Company", "Acme"));
    if (!email.isEmpty()) lead.put("Email", email);
    return systems.create("Lead", lead);
  }

  private List<DeadLetter> letters() {
    return systems.letters();
  }

  private DeadLetter onlyLetter() {
    List<DeadLetter> letters = letters();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }
}
