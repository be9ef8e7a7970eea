package org.bactrian.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bactrian.audit.Actor;
import org.bactrian.local.Ports;
import org.bactrian.local.Postgres;
import org.bactrian.state.backfill.Backfills;
import org.bactrian.state.backfill.Backfills.Place;
import org.bactrian.state.backfill.MappedRule;
import org.bactrian.state.backfill.MappedRule.Due;
import org.bactrian.state.backfill.MappedRule.Standing;
import org.bactrian.state.lease.SyncLease;
import org.bactrian.state.people.FieldDecisions;
import org.bactrian.sync.Change;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

  private static final Instant T = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Instant LATER = T.plusSeconds(1);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> on_both_databases() {
    return Stream.of(
            test("any text is kept in a dead letter", this::anyTextIsKept),
            test("a settled slice is found again", this::settledSliceIsFoundAgain),
            test(
                "a match value has the holder that has it now",
                this::holderIsOnlyWhoHasTheValueNow),
            test("a parked change counts its attempts and goes when delivered", this::parked),
            test("a waiting change is released by its parent", this::waiting),
            test("a converted lead's link goes to its contact", this::converted),
            test("a version that was read already is recognised", this::recognised),
            test("an intended creation is known until it is settled", this::intended),
            test("a description is kept until it is too old", this::descriptions),
            test("a run is kept with its counts", this::runs),
            test("what a run left over is kept with it", this::history),
            test("dead letters are counted by cause and read page by page", this::pages),
            test("the selected dead letters are discarded, and no others", this::discarded),
            test("records are read again from where it was left, or anew", this::backfills),
            test("the lock has one holder at a time", this::lock))
        .flatMap(s -> s);
  }

  private Stream<DynamicTest> test(String sentence, Consumer<Database> behaviour) {
    return Stream.of(
        DynamicTest.dynamicTest(
            sentence + " (H2)",
            () -> {
              String url = "jdbc:h2:file:" + folder.resolve(sentence.replace(' ', '-'));
              try (Database database = Database.open(url, "sa", "")) {
                behaviour.accept(database);
              }
            }),
        DynamicTest.dynamicTest(
            sentence + " (PostgreSQL)",
            () -> {
              try (Database database = Database.open(Postgres.database(), Postgres.USER, "")) {
                behaviour.accept(database);
              }
            }));
  }

  private void settledSliceIsFoundAgain(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    Link link = new Link("00Q1", "17", "a@b.c", T, Map.of("firstName", "Zoë 🐫"));
    settlement.settle(
        "lead", "lead", List.of(settled("00Q1", new Outcome.Created(link))), Set.of());
    Link changed = new Link("00Q1", "17", "a@b.d", LATER, Map.of("firstName", "Zoe"));
    settlement.settle(
        "lead", "lead", List.of(settled("00Q1", new Outcome.Updated(changed))), Set.of("00Q1"));
    settlement.advance("Lead", new Checkpoint(LATER, "00Q1", true), List.of(), T, T);

    Links links = new Links(database);
    assertThat(links.of("lead", List.of("00Q1", "00Q2")))
        .containsExactly(Map.entry("00Q1", changed));
    assertThat(links.keys("lead", "salesforceId", List.of("00Q1", "00Q9")))
        .isEqualTo(Map.of("00Q1", "00Q1"));
    String id = "001D000000IqhSLIAZ";
    Map<String, Object> key = Map.of("externalCompanyId", id.substring(0, 15), "site", id);
    Link brief = new Link(id, "4", null, T, key);
    settlement.settle(
        "account", "company", List.of(settled(id, new Outcome.Created(brief))), Set.of());
    assertThat(links.keys("company", "externalCompanyId", List.of(id)))
        .isEqualTo(Map.of(id, id.substring(0, 15)));
    assertThat(links.keys("company", "site", List.of(id))).isEqualTo(Map.of(id, id));
    assertThat(new Checkpoints(database).of("Lead")).contains(new Checkpoint(LATER, "00Q1", true));
  }

  private static Clock clock(AtomicReference<Instant> now) {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private void backfills(Database database) {
    AtomicReference<Instant> now = new AtomicReference<>(T);
    Backfills backfills = new Backfills(database, clock(now));
    MappedRule city = new MappedRule("City", "city", "as it is", Standing.MAPPED, Due.NONE);
    MappedRule state = new MappedRule("State", "state", "as it is", Standing.LEFT_OUT, Due.NEW);
    assertThat(backfills.ask("lead", Optional.empty())).isZero();
    backfills.note("lead", List.of(city, state.with(Standing.MAPPED, Due.NEW)), true);
    Place begun = backfills.place("lead").orElseThrow();
    assertThat(begun).isEqualTo(new Place(T, "", Optional.empty()));
    backfills.move("lead", begun, "00Q1", 7);
    assertThat(backfills.place("lead")).contains(new Place(T, "00Q1", Optional.of(7L)));
    assertThat(backfills.due("lead")).containsExactly("state");
    now.set(LATER);
    assertThat(backfills.ask("lead", Optional.of("City"))).isEqualTo(1);
    backfills.move("lead", begun, "00Q9", 1);
    backfills.end("lead", begun);
    Place anew = backfills.place("lead").orElseThrow();
    assertThat(anew).isEqualTo(new Place(LATER, "", Optional.empty()));
    assertThat(backfills.rules().get("lead"))
        .contains(city.with(Standing.MAPPED, Due.CHANGED), state.with(Standing.MAPPED, Due.NEW));
    backfills.note("lead", List.of(city.with(Standing.MAPPED, Due.CHANGED), state), false);
    backfills.end("lead", anew);
    assertThat(backfills.place("lead")).isEmpty();
    assertThat(backfills.rules().get("lead")).containsExactlyInAnyOrder(city, state);
  }

  private void holderIsOnlyWhoHasTheValueNow(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    String id = "00Q000000000001AAA";
    Link before = new Link(id, "17", "a@b.c", T, Map.of());
    Link now = new Link(id, "17", "a@b.d", LATER, Map.of());
    settlement.settle("lead", "lead", List.of(settled(id, new Outcome.Created(now))), Set.of());
    Links links = new Links(database);
    links.see("lead", before);
    assertThat(links.holders("lead", List.of("a@b.c"))).isEmpty();
    links.see("lead", now);
    assertThat(links.holders("lead", List.of("a@b.d"))).containsExactly(Map.entry("a@b.d", id));
    assertThat(links.holders("company", List.of("a@b.d"))).isEmpty();
  }

  private void anyTextIsKept(Database database) {
    String strange = "half \ud83d, zero \u0000, camel \ud83d\udc2b, " + "long".repeat(3_000);
    Outcome refused = new Outcome.Parked("wrong", strange, strange);
    Change change = new Change("00Q1", T, Map.of("Id", "00Q1", "LastName", strange));
    new Settlement(database, Clock.systemUTC())
        .settle("lead", "lead", List.of(new Settled(change, refused)), Set.of());
    DeadLetter letter = new DeadLetters(database).list(Optional.empty()).get(0);
    assertThat(letter.record()).containsEntry("LastName", strange);
    assertThat(letter.message()).endsWith("longlong").contains("camel \ud83d\udc2b");

    Link link = new Link("00Q1", "7", "zero \u0000", T, Map.of("title", strange));
    FieldDecisions.Kept kept =
        new FieldDecisions.Kept(
            "00Q1", "title", "MARKETO", "NEWEST", "\u0000", strange, T, 0, null);
    new Settlement(database, Clock.systemUTC())
        .settle(
            "lead",
            "lead",
            List.of(new Settled(change, new Outcome.Created(link))),
            Set.of(),
            List.of(FieldDecisions.keep("lead", List.of(kept))));
    assertThat(new Links(database).of("lead", List.of("00Q1")).get("00Q1").base())
        .containsEntry("title", strange);
    assertThat(new Links(database).of("lead", List.of("\u0000"))).isEmpty();
    FieldDecisions decisions = new FieldDecisions(database);
    assertThat(decisions.of("lead", List.of("00Q1")).get("00Q1").get("title").after())
        .startsWith("half ")
        .endsWith("longlong");
  }

  private void parked(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    Outcome refused = new Outcome.Parked("too-long", "it is too long", "shorten it");
    settlement.settle("lead", "lead", List.of(settled("00Q1", refused)), Set.of());
    settlement.settle("lead", "lead", List.of(settled("00Q1", refused)), Set.of());
    DeadLetters deadLetters = new DeadLetters(database);
    DeadLetter letter = deadLetters.list(Optional.of("too-long")).get(0);
    assertThat(letter.attempts()).isEqualTo(2);
    assertThat(letter.record()).containsEntry("Id", "00Q1");
    assertThat(deadLetters.list(Optional.of("other"))).isEmpty();
    assertThat(deadLetters.edit(letter.id(), Map.of("FirstName", "Al"), Actor.commandLine()))
        .isTrue();
    assertThat(deadLetters.find(letter.id()).orElseThrow().edits())
        .containsEntry("FirstName", "Al");
    settlement.settle("lead", "lead", List.of(settled("00Q1", new Outcome.Unchanged())), Set.of());
    assertThat(deadLetters.count()).isZero();
  }

  private void waiting(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    Outcome waits = new Outcome.Waiting("company", "0011");
    settlement.settle("contact", "lead", List.of(settled("0031", waits)), Set.of());
    WaitingChanges waiting = new WaitingChanges(database);
    assertThat(waiting.released("contact", 10)).isEmpty();
    Outcome itself = new Outcome.Waiting("lead", "0032");
    assertThatThrownBy(
            () -> settlement.settle("contact", "lead", List.of(settled("0032", itself)), Set.of()))
        .message()
        .containsIgnoringCase("waits_for_another");
    Link company = new Link("0011", "5", null, T, Map.of());
    settlement.settle(
        "account", "company", List.of(settled("0011", new Outcome.Created(company))), Set.of());
    assertThat(waiting.released("contact", 10)).containsExactly(change("0031"));
    settlement.settle(
        "contact", "lead", List.of(settled("0031", new Outcome.Unchanged())), Set.of());
    assertThat(waiting.count()).isZero();
  }

  private void converted(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    Link lead = new Link("00Q1", "17", "a@b.c", T, Map.of());
    settlement.settle(
        "lead", "lead", List.of(settled("00Q1", new Outcome.Created(lead))), Set.of());
    Outcome refused = new Outcome.Parked("duplicate-email", "held by 00Q1", "merge them");
    settlement.settle("contact", "lead", List.of(settled("0031", refused)), Set.of());
    Link contact = new Link("0031", "17", "a@b.c", LATER, Map.of());
    settlement.settle(
        "lead", "lead", List.of(settled("00Q1", new Outcome.Updated(contact))), Set.of("00Q1"));
    assertThat(new Links(database).of("lead", List.of("00Q1", "0031")))
        .containsExactly(Map.entry("0031", contact));
    assertThat(new WaitingChanges(database).released("contact", 10))
        .containsExactly(change("0031"));
  }

  private void recognised(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    settlement.advance(
        "Lead",
        new Checkpoint(T, "00Q1", false),
        List.of(change("00Q1")),
        T.minusSeconds(9),
        T.minusSeconds(9));
    Checkpoints checkpoints = new Checkpoints(database);
    Change newer = new Change("00Q1", LATER, Map.of());
    assertThat(checkpoints.unread("Lead", List.of(change("00Q1"), change("00Q2"), newer)))
        .containsExactly(change("00Q2"), newer);
    assertThat(checkpoints.recentVersions("Lead", T.minusMillis(1), T, List.of())).isEqualTo(1);
    assertThat(checkpoints.recentVersions("Lead", T.minusMillis(1), T, List.of("00Q1"))).isZero();
    assertThat(checkpoints.recentVersions("Lead", T, LATER, List.of())).isZero();
  }

  private void descriptions(Database database) {
    Descriptions descriptions = new Descriptions(database, Clock.systemUTC());
    descriptions.keep(Descriptions.Side.MARKETO, "lead", Map.of("fields", List.of("a")));
    descriptions.keep(Descriptions.Side.MARKETO, "lead", Map.of("fields", List.of("b")));
    assertThat(descriptions.of(Descriptions.Side.MARKETO, "lead", Duration.ofHours(1)))
        .contains(Map.of("fields", List.of("b")));
    assertThat(descriptions.of(Descriptions.Side.SALESFORCE, "lead", Duration.ofHours(1)))
        .isEmpty();
    assertThat(descriptions.of(Descriptions.Side.MARKETO, "lead", Duration.ofHours(-1))).isEmpty();
    descriptions.forget();
    assertThat(descriptions.of(Descriptions.Side.MARKETO, "lead", Duration.ofHours(1))).isEmpty();
  }

  private void runs(Database database) {
    Runs runs = new Runs(database);
    Run run = new Run(T, LATER, new Tally(6, 1, 1, 1, 1, 1, 1), 3, 4, null);
    runs.add(run);
    runs.add(new Run(T, LATER, Tally.NONE, 1, 0, "no route to host"));
    assertThat(runs.latest(9)).hasSize(2).contains(run);
    assertThat(runs.latest(1).get(0).failure()).isEqualTo("no route to host");
  }

  private void history(Database database) {
    park(database, "00Q1", "too-long", "A");
    Runs runs = new Runs(database);
    runs.add(new Run(T, LATER, new Tally(6, 1, 2, 1, 1, 1, 0), 3, 4, null));
    runs.add(new Run(T, LATER.plusSeconds(9), Tally.NONE, 1, 0, null));
    assertThat(runs.history(LATER.minusSeconds(1)))
        .first()
        .isEqualTo(new Runs.Mark(T, LATER, 6, 3, 0L, 1L));
    assertThat(runs.history(LATER)).hasSize(1);
    assertThat(runs.eventful(9)).extracting(run -> run.tally().read()).containsExactly(6L);
  }

  private void pages(Database database) {
    DeadLetters letters = new DeadLetters(database);
    for (int i = 1; i <= 7; i++) {
      park(database, "00Q" + i, i % 2 == 0 ? "too-long" : "invalid-email", "100% of Zoë_" + i);
    }
    DeadLetters.Selection all = DeadLetters.Selection.ALL;
    assertThat(letters.causes(all))
        .extracting(DeadLetters.Cause::code, DeadLetters.Cause::count)
        .containsExactly(tuple("invalid-email", 4L), tuple("too-long", 3L));
    List<DeadLetter> newest = letters.before(all, Long.MAX_VALUE, 3);
    assertThat(newest).extracting(DeadLetter::salesforceId).containsExactly("00Q7", "00Q6", "00Q5");
    assertThat(letters.before(all, newest.get(2).id(), 9)).hasSize(4);
    assertThat(letters.after(all, newest.get(2).id(), 9))
        .extracting(DeadLetter::salesforceId)
        .containsExactly("00Q6", "00Q7");
    assertThat(letters.count(selection("too-long", null, null))).isEqualTo(3);
    assertThat(letters.count(selection(null, "contact", null))).isZero();
    assertThat(letters.count(selection(null, "lead", "zoë_3"))).isEqualTo(1);
    assertThat(letters.count(selection(null, null, "00Q3"))).isEqualTo(1);
    assertThat(letters.count(selection(null, null, "100%"))).isEqualTo(7);
    assertThat(letters.count(selection(null, null, "1_0"))).isZero();
    assertThat(letters.count(selection(null, null, "!"))).isZero();
  }

  private void discarded(Database database) {
    DeadLetters letters = new DeadLetters(database);
    assertThat(letters.latestId()).isZero();
    park(database, "00Q1", "too-long", "A");
    park(database, "00Q2", "invalid-email", "B");
    long seen = letters.latestId();
    park(database, "00Q3", "too-long", "C");
    DeadLetters.Selection doomed = new DeadLetters.Selection("too-long", null, null, seen);
    assertThat(letters.discard(doomed, Actor.commandLine())).isEqualTo(1);
    assertThat(letters.list(Optional.empty()))
        .extracting(DeadLetter::salesforceId)
        .containsExactly("00Q2", "00Q3");
  }

  private static DeadLetters.Selection selection(String code, String mapping, String text) {
    return new DeadLetters.Selection(code, mapping, text, Long.MAX_VALUE);
  }

  private static void park(Database database, String id, String code, String name) {
    Change change = new Change(id, T, Map.of("Id", id, "Name", name));
    new Settlement(database, Clock.systemUTC())
        .settle(
            "lead",
            "lead",
            List.of(new Settled(change, new Outcome.Parked(code, "Name: it is wrong", "Mend it"))),
            Set.of());
  }

  private void lock(Database database) {
    SyncLease lease = new SyncLease(database, SyncLease.SYNC, Database.LEASE);
    boolean[] second = {true};
    boolean first = lease.whileHolding(() -> second[0] = lease.whileHolding(() -> {}));
    assertThat(first).isTrue();
    assertThat(second[0]).isFalse();
    assertThat(lease.whileHolding(() -> {})).isTrue();
  }

  private void intended(Database database) {
    Settlement settlement = new Settlement(database, Clock.systemUTC());
    settlement.intend("lead", List.of("00Q1", "00Q2"));
    assertThat(settlement.intended("lead")).containsExactlyInAnyOrder("00Q1", "00Q2");
    settlement.settle("lead", "lead", List.of(settled("00Q1", new Outcome.Filtered())), Set.of());
    assertThat(settlement.intended("lead")).containsExactly("00Q2");
    settlement.settle("lead", "lead", List.of(settled("00Q2", new Outcome.Filtered())), Set.of());
    assertThat(settlement.intended("lead")).isEmpty();
  }

  @Test
  void a_locked_file_is_explained() {
    String url = "jdbc:h2:file:" + folder.resolve("locked");
    try (Database holder = Database.open(url, "sa", "")) {
      assertThat(holder).isNotNull();
      assertThatThrownBy(
              () -> Database.open(url + ";CACHE_SIZE=1000;IFEXISTS=TRUE", "other", "wrong"))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("bactrian.database.url");
    }
  }

  @Test
  void an_unreachable_server_is_explained_without_its_password() {
    int unused = Ports.free();
    assertThatThrownBy(
            () ->
                Database.open(
                    "jdbc:postgresql://127.0.0.1:" + unused + "/x?password=hush",
                    "u",
                    "hush",
                    Duration.ofSeconds(1)))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("127.0.0.1:" + unused)
        .hasMessageNotContaining("hush");
  }

  private static Settled settled(String id, Outcome outcome) {
    return new Settled(change(id), outcome);
  }

  private static Change change(String id) {
    return new Change(id, T, Map.of("Id", id));
  }
}
