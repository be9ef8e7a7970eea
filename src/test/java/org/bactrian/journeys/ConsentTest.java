package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.state.Run;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.ConsentJournal.From;
import org.bactrian.state.people.ConsentJournal.Rule;
import org.bactrian.state.people.OptOuts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An opt-out on either side holds on both, whatever happens; on both databases. */
class ConsentTest {

  private static final String ADDRESS = "mei@x.example";

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("an opt-out wins in both directions", this::wins),
            databases.journey("an opt-out is brought along", this::broughtAlong),
            databases.journey("an opt-out reaches who has the address", this::sharedAddress),
            databases.journey("an opt-out outlives whose address is kept", this::outlivesMerge))
        .flatMap(s -> s);
  }

  private void wins(TwoSystems systems) {
    String left = lead(systems, "left@x.example", false);
    String right = lead(systems, "right@x.example", false);
    run(systems);
    int leftPerson = systems.person(left).path("id").asInt();
    int rightPerson = systems.person(right).path("id").asInt();

    systems.patch("Lead", left, Map.of("HasOptedOutOfEmail", true));
    systems.marketer(rightPerson, Map.of("unsubscribed", true));
    run(systems);
    assertThat(isOut(systems, left)).as("told by Salesforce").isTrue();
    assertThat(isOut(systems, right)).as("told by Marketo").isTrue();
    List<Event> events = journal(systems);
    assertThat(events)
        .extracting(Event::salesforceId, Event::from)
        .containsExactlyInAnyOrder(tuple(left, From.SALESFORCE), tuple(right, From.MARKETO));
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.before()).isFalse();
              assertThat(event.after()).isTrue();
              assertThat(event.why()).isEqualTo(Rule.TRUE_WINS);
              assertThat(event.saidAt()).isNotNull().isBeforeOrEqualTo(event.at());
              assertThat(event.salesforceId() + event.marketoId())
                  .isIn(left + leftPerson, right + rightPerson);
            });

    // An attempt on one side to opt in again, on whichever, is set back.
    systems.patch("Lead", right, Map.of("HasOptedOutOfEmail", false));
    systems.marketer(leftPerson, Map.of("unsubscribed", false));
    run(systems);
    assertThat(isOut(systems, left)).as("opted in by Marketo alone").isTrue();
    assertThat(isOut(systems, right)).as("opted in by Salesforce alone").isTrue();
    systems.patch("Lead", left, Map.of("HasOptedOutOfEmail", false));
    systems.marketer(rightPerson, Map.of("unsubscribed", false));
    run(systems);
    assertThat(isOut(systems, left)).isTrue();
    assertThat(isOut(systems, right)).isTrue();
    assertThat(journal(systems)).hasSize(6);

    // On both sides at once it is what people want.
    systems.patch("Lead", left, Map.of("HasOptedOutOfEmail", false));
    systems.marketer(leftPerson, Map.of("unsubscribed", false));
    run(systems);
    assertThat(systems.person(left).path("unsubscribed").asBoolean()).isFalse();
    assertThat(systems.record("Lead", left).path("HasOptedOutOfEmail").asBoolean()).isFalse();
    assertThat(journal(systems))
        .hasSize(7)
        .last()
        .satisfies(
            event -> {
              assertThat(event.why()).isEqualTo(Rule.BOTH_CHANGED);
              assertThat(event.before()).isTrue();
              assertThat(event.after()).isFalse();
            });
  }

  private void broughtAlong(TwoSystems systems) {
    String out = lead(systems, "out@x.example", true);
    lead(systems, "in@x.example", false);
    run(systems);
    assertThat(systems.person(out).path("unsubscribed").asBoolean()).isTrue();
    assertThat(journal(systems))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.salesforceId()).isEqualTo(out);
              assertThat(event.from()).isEqualTo(From.SALESFORCE);
              assertThat(event.why()).isEqualTo(Rule.CREATED);
              assertThat(event.before()).isNull();
            });
    int person =
        systems.newPerson(
            Map.of(
                "lastName",
                "Silva",
                "email",
                ADDRESS,
                "unsubscribed",
                true,
                "syncToSalesforce",
                true));
    run(systems);
    String made = systems.people("email", ADDRESS).get(0).path("salesforceId").asText();
    assertThat(systems.record("Lead", made).path("HasOptedOutOfEmail").asBoolean()).isTrue();
    assertThat(journal(systems))
        .hasSize(2)
        .last()
        .satisfies(
            event -> {
              assertThat(event.marketoId()).isEqualTo(String.valueOf(person));
              assertThat(event.salesforceId()).isEqualTo(made);
              assertThat(event.from()).isEqualTo(From.MARKETO);
              assertThat(event.why()).isEqualTo(Rule.CREATED);
            });

    systems.newPerson(Map.of("lastName", "Lin", "email", "met@x.example", "unsubscribed", true));
    String met = lead(systems, "met@x.example", true);
    run(systems);
    assertThat(isOut(systems, met)).isTrue();
    assertThat(journal(systems))
        .hasSize(3)
        .last()
        .satisfies(
            event -> {
              assertThat(event.salesforceId()).isEqualTo(met);
              assertThat(event.from()).isEqualTo(From.BOTH);
              assertThat(event.why()).isEqualTo(Rule.MET);
              assertThat(event.before()).isNull();
            });
  }

  private void sharedAddress(TwoSystems systems) {
    String linked = lead(systems, ADDRESS, false);
    run(systems);
    String parked = lead(systems, ADDRESS.toUpperCase(Locale.ROOT), false);
    run(systems);
    int person = systems.person(linked).path("id").asInt();

    systems.patch("Lead", parked, Map.of("HasOptedOutOfEmail", true));
    run(systems);
    assertThat(isOut(systems, linked)).as("by the parked record").isTrue();
    assertThat(journal(systems))
        .extracting(Event::why)
        .containsExactly(Rule.SAME_ADDRESS, Rule.TRUE_WINS);

    String other = lead(systems, "other@x.example", false);
    run(systems);
    String twin = lead(systems, "other@x.example", false);
    run(systems);
    systems.marketer(systems.person(other).path("id").asInt(), Map.of("unsubscribed", true));
    run(systems);
    assertThat(isOut(systems, other)).isTrue();
    assertThat(systems.record("Lead", twin).path("HasOptedOutOfEmail").asBoolean())
        .as("by the person who has the address")
        .isTrue();

    int inMarketo = systems.newPerson(Map.of("lastName", "Silva", "email", "two@x.example"));
    systems.newPerson(Map.of("lastName", "Silva", "email", "two@x.example"));
    String nobodys = lead(systems, "two@x.example", false);
    run(systems);
    assertThat(systems.record("Lead", nobodys).path("HasOptedOutOfEmail").asBoolean()).isFalse();
    systems.marketer(inMarketo, Map.of("unsubscribed", true));
    run(systems);
    assertThat(systems.record("Lead", nobodys).path("HasOptedOutOfEmail").asBoolean())
        .as("by somebody who is only in Marketo")
        .isTrue();

    String late = lead(systems, ADDRESS, false);
    run(systems);
    assertThat(systems.record("Lead", late).path("HasOptedOutOfEmail").asBoolean())
        .as("of an address that was opted out before")
        .isTrue();
    assertThat(systems.people("email", ADDRESS)).hasSize(1);
    assertThat(systems.people("email", ADDRESS).get(0).path("id").asInt()).isEqualTo(person);
    List<OptOuts.Due> due = systems.with(bactrian -> new OptOuts(bactrian.database()).due(10));
    assertThat(due).as("addresses to look at again").isEmpty();
  }

  /** A merge in Marketo gives its winner the loser's address, and what Marketo knows of that. */
  private void outlivesMerge(TwoSystems systems) {
    String stays = nameless(systems, false);
    String goes = lead(systems, "goes@x.example", false);
    String staysOut = nameless(systems, true);
    String goesIn = lead(systems, "in@x.example", false);
    run(systems);
    systems.patch("Lead", goes, Map.of("HasOptedOutOfEmail", true));
    merge(systems, stays, goes);
    merge(systems, staysOut, goesIn);
    run(systems);
    assertThat(isOut(systems, stays)).as("of the loser").isTrue();
    assertThat(isOut(systems, staysOut)).as("of the winner").isTrue();
    assertThat(systems.people("email", "goes@x.example")).hasSize(1);
  }

  private static void merge(TwoSystems systems, String master, String loser) {
    systems.post(
        systems.salesforce.url() + "/sandbox/merge",
        Map.of("object", "Lead", "masterId", master, "ids", List.of(loser)));
  }

  private static String nameless(TwoSystems systems, boolean out) {
    return systems.create(
        "Lead", Map.of("LastName", "Lin", "Company", "Nord", "HasOptedOutOfEmail", out));
  }

  private static String lead(TwoSystems systems, String email, boolean out) {
    return systems.create(
        "Lead",
        Map.of("LastName", "Lin", "Company", "Nord", "Email", email, "HasOptedOutOfEmail", out));
  }

  private static boolean isOut(TwoSystems systems, String lead) {
    return systems.record("Lead", lead).path("HasOptedOutOfEmail").asBoolean()
        && systems.person(lead).path("unsubscribed").asBoolean();
  }

  private static void run(TwoSystems systems) {
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
  }

  private static List<Event> journal(TwoSystems systems) {
    return systems.with(
        bactrian ->
            new ConsentJournal(bactrian.database())
                .after(0, Instant.EPOCH, 1_000).stream().map(ConsentJournal.Noted::event).toList());
  }
}
