package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.state.Run;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values of a parent, and formulas of them, follow the parent: the record itself stays as it is.
 */
class ParentChangesTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> whatIsReadOfAParentFollowsIt() {
    return new BothDatabases(folder)
        .journey(
            "a contact follows its account and its account's owner",
            systems -> {
              map(systems);
              String owner = user(systems);
              String account =
                  systems.create(
                      "Account",
                      Map.of("Name", "Acme", "Industry", "Banking", "Site", "x", "OwnerId", owner));
              String contact = contact(systems, account);
              String other = contact(systems, systems.create("Account", Map.of("Name", "Other")));
              assertThat(systems.once().failure()).isNull();
              assertThat(values(systems, contact)).isEqualTo("Banking X one");
              idle(systems);
              systems.patch("Account", account, Map.of("Industry", "Media"));
              assertThat(systems.once().failure()).isNull();
              assertThat(values(systems, contact)).isEqualTo("Media X one");
              systems.patch("Account", account, Map.of("Site", "y"));
              systems.patch("User", owner, Map.of("Title", "two"));
              Run run = systems.once();
              assertThat(run.failure()).isNull();
              assertThat(run.tally().adds()).isTrue();
              assertThat(values(systems, contact)).isEqualTo("Media Y two");
              assertThat(values(systems, other)).startsWith("  ");
              idle(systems);
            });
  }

  @Test
  void whatMarketoDoesNotTakeIsTakenByALaterRun() {
    try (TwoSystems systems = TwoSystems.lasting(folder, 0)) {
      systems.lag(0);
      map(systems);
      String account = systems.create("Account", Map.of("Name", "Acme", "Industry", "Banking"));
      List<String> contacts = new ArrayList<>();
      for (int i = 0; i < 3; i++) contacts.add(contact(systems, account));
      assertThat(systems.once().failure()).isNull();
      systems.patch("Account", account, Map.of("Industry", "Media"));
      // What was read and is about to be written is remembered by itself; what was not read is not.
      for (String path : List.of("/rest/v1/leads.json", "POST /rest/v1/leads.json")) {
        systems.marketoFault(Map.of("path", path, "kind", "code", "code", "603", "times", 0));
        Run run = systems.once();
        assertThat(run.failure()).startsWith("degraded: Contact; ").contains("603");
        assertThat(run.tally().adds()).isTrue();
        systems.http("DELETE", systems.marketo.url() + "/sandbox/faults");
      }
      assertThat(systems.once().failure()).isNull();
      for (String each : contacts) assertThat(values(systems, each)).startsWith("Media");
      assertThat(systems.letters()).isEmpty();
      idle(systems);
    }
  }

  @Test
  void parentsThatCanNotBeReadStopNeitherTheirChildrenNorTheirOwnObject() {
    try (TwoSystems systems = TwoSystems.lasting(folder, 0)) {
      systems.lag(0);
      map(systems);
      String account = systems.create("Account", Map.of("Name", "Acme", "Industry", "Banking"));
      String contact = contact(systems, account);
      String other = contact(systems, account);
      assertThat(systems.once().failure()).isNull();
      systems.patch("Account", account, Map.of("Industry", "Media"));
      systems.patch("Contact", contact, Map.of("LastName", "Ko"));
      systems.salesforceFault(
          Map.of(
              "subrequests",
              true,
              "path",
              "SELECT Id,SystemModstamp FROM Account WHERE",
              "times",
              100,
              "status",
              400,
              "errorCode",
              "INSUFFICIENT_ACCESS",
              "message",
              "Not now."));
      assertThat(systems.once().failure()).startsWith("degraded: Account as parent; ");
      assertThat(values(systems, contact)).startsWith("Media");
      assertThat(values(systems, other)).startsWith("Banking");
      systems.http("DELETE", systems.salesforceUrl() + "/sandbox/faults");
      assertThat(systems.once().failure()).isNull();
      assertThat(values(systems, other)).startsWith("Media");
    }
  }

  /** Within Salesforce's overlap window one call more may be made, once. */
  private static void idle(TwoSystems systems) {
    systems.once();
    Run run = systems.once();
    assertThat(run.tally().read()).isZero();
    assertThat(run.salesforceCalls()).isEqualTo(1);
  }

  private static void map(TwoSystems systems) {
    systems.post(
        systems.salesforceUrl() + "/sandbox/fields/Contact",
        Map.of("name", "Place__c", "type", "string 1300", "formula", "UPPER(Account.Site)"));
    systems.mapping(
        "contact.yaml",
        "  LeadSource:         leadSource\n",
        "  Account.Industry: leadStatus\n  Place__c: leadRole\n  Account.Owner.Title: leadSource\n");
  }

  private static String user(TwoSystems systems) {
    return systems.raw(
        "User",
        Map.of(
            "LastName", "Lin", "Title", "one", "Email", "l@x.example", "Username", "l@x.example"));
  }

  private static String contact(TwoSystems systems, String account) {
    return systems.create("Contact", Map.of("LastName", "Lin", "AccountId", account));
  }

  private static String values(TwoSystems systems, String contact) {
    var person = systems.person(contact);
    return Stream.of("leadStatus", "leadRole", "leadSource")
        .map(field -> person.path(field).isNull() ? "" : person.path(field).asText(""))
        .collect(java.util.stream.Collectors.joining(" "));
  }
}
