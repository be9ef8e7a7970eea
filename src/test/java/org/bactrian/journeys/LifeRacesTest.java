package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bactrian.journeys.Cast.Part.CONTACT;
import static org.bactrian.journeys.Cast.Part.CONTACTS_TWIN;
import static org.bactrian.journeys.Cast.Part.CONVERTED;
import static org.bactrian.journeys.Cast.Part.LEAD;
import static org.bactrian.journeys.Cast.Part.TWIN;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bactrian.journeys.Cast.Part;
import org.bactrian.journeys.Race.Moment;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that are merged, converted or deleted on one side while users do something else to them
 * on the other; on both databases.
 */
class LifeRacesTest {

  private static final Set<Moment> MOMENTS =
      EnumSet.of(Moment.TOGETHER, Moment.TOLD_LATE, Moment.HEARD, Moment.DECIDED);

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey("whoever ends while they are edited, ends as one", this::ends),
            databases.journey("who is ignored or flagged when deleted", this::ignoredAndFlagged))
        .flatMap(s -> s);
  }

  private void ends(TwoSystems systems) {
    deletions(systems, "contact.yaml", "deleted-in-salesforce: delete\ndeleted-in-marketo: delete");
    systems.set("deletions.most-share", "100%");
    List<Race> table = new ArrayList<>();
    table.addAll(merges());
    table.addAll(contactsMerges());
    table.addAll(conversions());
    table.addAll(flagged());
    table.addAll(deleted());
    table.addAll(optOuts());
    Races.run(systems, MOMENTS, table);
  }

  private void ignoredAndFlagged(TwoSystems systems) {
    deletions(
        systems,
        "lead.yaml",
        "deleted-in-salesforce: ignore\ndeleted-in-marketo: flag\ndeleted-flag: DoNotCall");
    systems.set("deletions.most-share", "100%");
    Move deletes = Move.salesforceDeletes(LEAD);
    Move gone = Move.marketoDeletes(LEAD);
    Races.run(
        systems,
        MOMENTS,
        List.of(
            Race.of(LEAD)
                .race(deletes, right(LEAD), ended -> staysInMarketo(ended, false, "Director")),
            Race.of(LEAD)
                .race(
                    gone,
                    left(LEAD),
                    ended -> {
                      staysInSalesforce(ended, "Boss");
                      String id = ended.cast().record(LEAD);
                      assertThat(systems.record("Lead", id).path("DoNotCall").asBoolean()).isTrue();
                    }),
            Race.of(LEAD).race(deletes, gone, ended -> ended.liveInSalesforceAlone()),
            Race.of(LEAD)
                .after(deletes)
                .race(Move.salesforceUndeletes(LEAD), right(LEAD), lives(LEAD, "Director")),
            Race.of(LEAD)
                .after(deletes, right(LEAD))
                .inOrder(Move.salesforceUndeletes(LEAD), left(LEAD), ended -> ended.live(LEAD)),
            Race.of(LEAD)
                .after(deletes, right(LEAD))
                .inOrder(
                    Move.salesforceUndeletes(LEAD),
                    Move.salesforceSets(LEAD, "FirstName", "Mei"),
                    lives(LEAD, "Director"))));
  }

  private static void deletions(TwoSystems systems, String file, String policies) {
    systems.mapping(file, "\nboth-ways:", "\n" + policies + "\nboth-ways:");
  }

  /** Leads merged on either side, with an edit, a deletion or another merge on the other. */
  private static List<Race> merges() {
    Move left = Move.salesforceMerges(TWIN, LEAD);
    Move right = Move.marketoMerges(TWIN, LEAD);
    Move deletes = Move.marketoDeletes(LEAD);
    Race.Start two = Race.of(LEAD, TWIN);
    return List.of(
        two.race(left, right(LEAD), lives(LEAD, "Director")),
        // Of two values the survivor's own stays, and what it lacks it gets.
        two.race(left, right(TWIN), lives(LEAD, "Clerk")),
        two.race(left, Move.marketoSets(TWIN, "FirstName", "Mei"), named(LEAD)),
        two.race(right, left(LEAD), lives(LEAD, "Boss")),
        two.race(right, left(TWIN), lives(LEAD, "Clerk")),
        // What Salesforce alone has heard of who goes is kept, too.
        two.race(right, Move.salesforceSets(TWIN, "FirstName", "Mei"), named(LEAD)),
        two.race(left, right, lives(LEAD, "Clerk")),
        two.race(left, Move.marketoMerges(LEAD, TWIN), lives(LEAD, "Clerk")),
        two.race(left, Move.marketoDeletes(TWIN), lives(LEAD, "Clerk")),
        two.race(
            left,
            deletes,
            ended -> {
              boolean heard = ended.moment() == Moment.HEARD && ended.isLast(deletes);
              // Into somebody who is gone nobody can be merged; else the twin's person stays.
              if (heard || ended.moment() == Moment.TOLD_LATE) ended.isParked("merge-refused");
              else ended.live(LEAD);
            }));
  }

  /** The same of contacts, where it matters most. */
  private static List<Race> contactsMerges() {
    Move left = Move.salesforceMerges(CONTACTS_TWIN, CONTACT);
    Race.Start two = Race.of(CONTACT, CONTACTS_TWIN);
    return List.of(
        two.race(left, Move.marketoSets(CONTACTS_TWIN, "FirstName", "Mei"), named(CONTACT)),
        two.race(Move.marketoMerges(CONTACTS_TWIN, CONTACT), left(CONTACT), lives(CONTACT, "Boss")),
        two.race(left, Move.marketoMerges(CONTACT, CONTACTS_TWIN), lives(CONTACT, "Clerk")));
  }

  private static List<Race> conversions() {
    Move converts = Move.converts();
    Move into = Move.convertsIntoContact();
    Race.Start one = Race.of(LEAD);
    Race.Start two = Race.of(LEAD, CONTACT);
    Race.Start twins = Race.of(LEAD, TWIN);
    return List.of(
        twins.race(converts, Move.marketoMerges(LEAD, TWIN), ended -> ended.live(CONVERTED)),
        twins.race(converts, Move.marketoMerges(TWIN, LEAD), ended -> ended.live(CONVERTED)),
        one.race(converts, right(LEAD), lives(CONVERTED, "Director")),
        one.inOrder(left(LEAD), converts, lives(CONVERTED, "Boss")),
        one.inOrder(converts, left(CONVERTED), lives(CONVERTED, "Boss")),
        two.race(into, right(CONTACT), lives(CONTACT, "Director")),
        two.race(into, left(CONTACT), lives(CONTACT, "Boss")),
        two.race(into, right(LEAD), lives(CONTACT, "Clerk")),
        two.race(into, Move.marketoSets(LEAD, "FirstName", "Mei"), named(CONTACT)),
        two.inOrder(Move.salesforceSets(LEAD, "FirstName", "Mei"), into, named(CONTACT)));
  }

  /** Deletions that are flagged in Marketo, and ignored in Salesforce. */
  private static List<Race> flagged() {
    Move deletes = Move.salesforceDeletes(LEAD);
    Move undeletes = Move.salesforceUndeletes(LEAD);
    Move gone = Move.marketoDeletes(LEAD);
    Race.Start one = Race.of(LEAD);
    return List.of(
        one.race(deletes, right(LEAD), ended -> staysInMarketo(ended, true, "Director")),
        one.race(gone, left(LEAD), ended -> staysInSalesforce(ended, "Boss")),
        one.race(deletes, gone, ended -> ended.liveInSalesforceAlone()),
        Race.of(LEAD, TWIN)
            .race(deletes, Move.marketoMerges(TWIN, LEAD), ended -> ended.live(TWIN)),
        one.after(deletes).race(undeletes, right(LEAD), lives(LEAD, "Director")),
        one.after(deletes).inOrder(undeletes, left(LEAD), lives(LEAD, "Boss")),
        one.after(deletes).race(undeletes, gone, ended -> staysInSalesforce(ended, "Clerk")),
        one.after(deletes, right(LEAD))
            .inOrder(undeletes, Move.marketoSets(LEAD, "FirstName", "Mei"), named(LEAD)));
  }

  /** Deletions that are followed on the other side. */
  private static List<Race> deleted() {
    Move deletes = Move.salesforceDeletes(CONTACT);
    Move gone = Move.marketoDeletes(CONTACT);
    Move merges = Move.marketoMerges(CONTACTS_TWIN, CONTACT);
    Race.Start one = Race.of(CONTACT);
    Consumer<Ended> nobody = ended -> ended.liveInSalesforceAlone();
    return List.of(
        one.race(deletes, right(CONTACT), nobody),
        one.race(gone, left(CONTACT), nobody),
        one.race(deletes, gone, nobody),
        Race.of(CONTACT, CONTACTS_TWIN)
            .race(
                deletes,
                merges,
                ended -> {
                  // Who became part of a person that we were about to delete keeps the record.
                  boolean heard = ended.moment() == Moment.HEARD && ended.isLast(merges);
                  boolean unheard = ended.moment() == Moment.TOLD_LATE;
                  if (heard || unheard) ended.isParked("deleted-in-marketo");
                  else ended.live(CONTACTS_TWIN);
                }),
        one.after(deletes)
            .inOrder(Move.salesforceUndeletes(CONTACT), left(CONTACT), lives(CONTACT, "Boss")));
  }

  private static List<Race> optOuts() {
    Move left = Move.salesforceSets(LEAD, "HasOptedOutOfEmail", true);
    Move right = Move.marketoSets(LEAD, "HasOptedOutOfEmail", true);
    Move twins = Move.salesforceSets(TWIN, "HasOptedOutOfEmail", true);
    Move twinsRight = Move.marketoSets(TWIN, "HasOptedOutOfEmail", true);
    Move contacts = Move.salesforceSets(CONTACT, "HasOptedOutOfEmail", true);
    Move contactsRight = Move.marketoSets(CONTACT, "HasOptedOutOfEmail", true);
    Move merges = Move.salesforceMerges(TWIN, LEAD);
    Move mergesRight = Move.marketoMerges(TWIN, LEAD);
    Move into = Move.convertsIntoContact();
    Move deletes = Move.salesforceDeletes(LEAD);
    Race.Start one = Race.of(LEAD);
    Race.Start two = Race.of(LEAD, TWIN);
    Race.Start mixed = Race.of(LEAD, CONTACT);
    Consumer<Ended> out = ended -> optedOut(ended, LEAD);
    Consumer<Ended> converted = ended -> optedOut(ended, CONTACT);
    return List.of(
        two.inOrder(twins, merges, out),
        two.race(twinsRight, merges, out),
        two.race(left, merges, out),
        two.race(right, merges, out),
        two.race(twins, mergesRight, out),
        two.inOrder(twinsRight, mergesRight, out),
        two.race(left, mergesRight, out),
        two.race(right, mergesRight, out),
        one.inOrder(left, Move.converts(), ended -> optedOut(ended, CONVERTED)),
        one.race(right, Move.converts(), ended -> optedOut(ended, CONVERTED)),
        mixed.inOrder(left, into, converted),
        mixed.race(right, into, converted),
        mixed.race(contacts, into, converted),
        mixed.race(contactsRight, into, converted),
        one.inOrder(left, deletes, LifeRacesTest::optedOutInMarketo),
        one.race(right, deletes, LifeRacesTest::optedOutInMarketo),
        one.race(
            left,
            Move.marketoDeletes(LEAD),
            ended -> {
              ended.liveInSalesforceAlone(LEAD);
              ended.optedOut();
            }),
        one.after(deletes).race(right, Move.salesforceUndeletes(LEAD), out),
        one.after(deletes, right).inOrder(Move.salesforceUndeletes(LEAD), left(LEAD), out));
  }

  private static Move left(Part who) {
    return Move.salesforceSets(who, "Title", "Boss");
  }

  private static Move right(Part who) {
    return Move.marketoSets(who, "Title", "Director");
  }

  private static Consumer<Ended> lives(Part who, String title) {
    return ended -> {
      ended.live(who);
      ended.has(who, "Title", title);
    };
  }

  private static Consumer<Ended> named(Part who) {
    return ended -> {
      ended.live(who);
      ended.has(who, "FirstName", "Mei");
    };
  }

  private static void staysInMarketo(Ended ended, boolean markedDeleted, String title) {
    ended.liveInMarketoAlone(markedDeleted, LEAD);
    ended.personHas(LEAD, "title", title);
  }

  private static void staysInSalesforce(Ended ended, String title) {
    ended.liveInSalesforceAlone(LEAD);
    ended.has(LEAD, "Title", title);
  }

  private static void optedOut(Ended ended, Part who) {
    ended.live(who);
    ended.optedOut();
  }

  private static void optedOutInMarketo(Ended ended) {
    ended.liveInMarketoAlone(true, LEAD);
    ended.optedOut();
  }
}
