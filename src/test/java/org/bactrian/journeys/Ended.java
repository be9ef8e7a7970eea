package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.histories.comparison.Pair;
import org.bactrian.histories.comparison.Rules;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Deed;
import org.bactrian.journeys.Cast.Part;
import org.bactrian.journeys.Race.Moment;

/**
 * How a race ended.
 *
 * @param last the move that was made last
 * @param world what both systems hold of its cast
 * @param parked why changes of its cast are parked
 */
record Ended(Cast cast, Moment moment, Move last, World world, List<String> parked) {

  /** Fails unless these alone live, each as one record and one person who agree on all fields. */
  void live(Part... parts) {
    isParked();
    livesBut(Set.of(), parts);
  }

  /** As {@link #live}, where these Salesforce fields differ. */
  void livesBut(Set<String> fields, Part... parts) {
    remain(parts);
    assertThat(world.people().values())
        .as("Marketo's people")
        .extracting(person -> String.valueOf(person.get("salesforceId")))
        .containsExactlyInAnyOrder(ids(parts));
    for (Part part : parts) agrees(part, fields);
  }

  /** Fails unless these alone live in Salesforce, and nobody does in Marketo. */
  void liveInSalesforceAlone(Part... parts) {
    isParked();
    remain(parts);
    assertThat(world.people().values()).as("Marketo's people").isEmpty();
  }

  /** Fails unless nobody lives in Salesforce, and these people do in Marketo, marked or not. */
  void liveInMarketoAlone(boolean markedDeleted, Part... parts) {
    isParked();
    remain();
    assertThat(world.people().keySet())
        .as("Marketo's people")
        .containsExactlyInAnyOrder(Arrays.stream(parts).map(cast::person).toArray(String[]::new));
    assertThat(world.people().values())
        .extracting(person -> Boolean.TRUE.equals(person.get("salesforceIsDeleted")))
        .as("salesforceIsDeleted")
        .containsOnly(markedDeleted);
  }

  private void remain(Part... parts) {
    assertThat(
            world.records().values().stream()
                .filter(World::isLiving)
                .map(record -> record.get("Id").toString()))
        .as("Salesforce's records")
        .containsExactlyInAnyOrder(ids(parts));
  }

  /** Fails unless its dead letters are these, by their codes. */
  void isParked(String... codes) {
    assertThat(parked)
        .as("dead letters")
        .hasSameSizeAs(codes)
        .allMatch(letter -> Arrays.stream(codes).anyMatch(code -> letter.startsWith(code + ":")));
  }

  private String[] ids(Part... parts) {
    return Arrays.stream(parts).map(cast::record).toArray(String[]::new);
  }

  private void agrees(Part part, Set<String> except) {
    Map<String, Object> record = record(part);
    Map<String, Object> person = person(part);
    // It is written along with a first value from Marketo, not for itself.
    assertThat(record.get("Marketo_Id__c"))
        .as("Marketo_Id__c of " + part.words)
        .isIn(null, person.get("id").toString());
    assertThat(person.get("salesforceType")).isEqualTo(World.object(cast.record(part)));
    assertThat(
            Rules.of(World.object(cast.record(part))).stream()
                .filter(pair -> !except.contains(pair.salesforce()))
                .filter(pair -> !same(pair, record, person))
                .map(pair -> words(pair, record, person))
                .collect(Collectors.joining(", ")))
        .as("what both sides have of " + part.words)
        .isEmpty();
  }

  private static boolean same(Pair pair, Map<String, Object> record, Map<String, Object> person) {
    return pair.same(record.get(pair.salesforce()), person.get(pair.marketo()));
  }

  private static String words(Pair pair, Map<String, Object> record, Map<String, Object> person) {
    return "%s is %s and %s is %s"
        .formatted(
            pair.salesforce(),
            record.get(pair.salesforce()),
            pair.marketo(),
            person.get(pair.marketo()));
  }

  /** Fails unless a part's field has one of these values in Salesforce. */
  void has(Part part, String field, Object... oneOf) {
    assertThat(record(part).get(field)).as(field + " of " + part.words).isIn(oneOf);
  }

  /** Fails unless a person's field has this value in Marketo. */
  void personHas(Part part, String field, Object value) {
    assertThat(person(part).get(field)).as(field + " of person of " + part.words).isEqualTo(value);
  }

  /** Fails unless whoever lives on either side is opted out. */
  void optedOut() {
    for (Map<String, Object> record : world.records().values()) {
      if (!World.isLiving(record)) continue;
      assertThat(record.get("HasOptedOutOfEmail")).as("HasOptedOutOfEmail").isEqualTo(true);
    }
    for (Map<String, Object> person : world.people().values()) {
      assertThat(person.get("unsubscribed")).as("unsubscribed").isEqualTo(true);
    }
  }

  /** Whether a move was made last. */
  boolean isLast(Move move) {
    return last.equals(move);
  }

  /**
   * Whether the last move was made in Salesforce between the reading of its record and the writing
   * to it, which nothing tells of: it is written over, or comes too late.
   */
  boolean isUntold() {
    return moment == Moment.DECIDED && last.deed().apply(cast) instanceof Deed.EditInSalesforce;
  }

  private Map<String, Object> record(Part part) {
    return world.records().get(cast.record(part));
  }

  private Map<String, Object> person(Part part) {
    List<Map<String, Object>> people = world.peopleOf(cast.record(part));
    assertThat(people).as("people of " + part.words).hasSize(1);
    return people.get(0);
  }
}
