package org.bactrian.journeys;

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

/** Edits of one person on both sides at once, by each conflict rule; on both databases. */
class EditRacesTest {

  private static final Part LEAD = Part.LEAD;

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    return new BothDatabases(folder)
        .journey("edits on both sides end by the rule of the field", this::edits);
  }

  private void edits(TwoSystems systems) {
    rule(systems, "City:               city", "City: { marketo: city, conflict: salesforce-wins }");
    rule(systems, "State:              state", "State: { marketo: state, conflict: marketo-wins }");
    rule(
        systems,
        "Country:            country",
        "Country: { marketo: country, conflict: fill-blank }");
    rule(
        systems,
        "PostalCode:         postalCode",
        "PostalCode: { marketo: postalCode, conflict: park }");
    systems.set("clock-tolerance", "30s");
    List<Race> table = new ArrayList<>();
    table.addAll(newest());
    table.addAll(salesforceWins());
    table.addAll(marketoWins());
    table.addAll(fillBlank());
    table.addAll(park());
    table.addAll(trueWins());
    table.addAll(different());
    Races.run(systems, EnumSet.allOf(Moment.class), table);
  }

  private static void rule(TwoSystems systems, String before, String after) {
    systems.mapping("lead.yaml", before, after);
  }

  private static List<Race> newest() {
    return List.of(newest("Boss", "Director"), newest("Boss", null), newest(null, "Director"));
  }

  private static Race newest(String left, String right) {
    Move marketo = Move.marketoSets(LEAD, "Title", right);
    return Race.of(LEAD)
        .race(
            Move.salesforceSets(LEAD, "Title", left),
            marketo,
            by(
                "Title",
                left,
                right,
                ended -> {
                  boolean isLater =
                      ended.moment() == Moment.A_MINUTE_LATER || ended.moment() == Moment.DECIDED;
                  boolean marketos = isLater && ended.isLast(marketo);
                  ended.has(LEAD, "Title", marketos ? right : left);
                }));
  }

  private static List<Race> salesforceWins() {
    return List.of(
        side("City", "Bonn", "Ulm", "Bonn"),
        side("City", "Bonn", null, "Bonn"),
        side("City", null, "Ulm", null));
  }

  private static List<Race> marketoWins() {
    return List.of(
        side("State", "Saxony", "Hesse", "Hesse"),
        side("State", "Saxony", null, null),
        side("State", null, "Hesse", "Hesse"));
  }

  /** The same side's value, or the value that there is, wins in either order. */
  private static Race side(String field, String left, String right, String wins) {
    return Race.of(LEAD)
        .race(
            Move.salesforceSets(LEAD, field, left),
            Move.marketoSets(LEAD, field, right),
            by(field, left, right, ended -> ended.has(LEAD, field, wins)));
  }

  private static List<Race> fillBlank() {
    return List.of(
        side("Country", "Chile", null, "Chile"),
        side("Country", null, "Peru", "Peru"),
        apart("Country", "country", "Chile", "Peru"));
  }

  private static List<Race> park() {
    return List.of(
        apart("PostalCode", "postalCode", "10115", "80331", "conflict"),
        apart("PostalCode", "postalCode", "10115", null, "conflict"),
        apart("PostalCode", "postalCode", null, "80331", "conflict"));
  }

  /** Each side keeps its own, and a dead letter says so if one is expected. */
  private static Race apart(
      String field, String marketo, String left, String right, String... letters) {
    return Race.of(LEAD)
        .race(
            Move.salesforceSets(LEAD, field, left),
            Move.marketoSets(LEAD, field, right),
            ended -> {
              if (ended.isUntold()) {
                agreed(ended, field, left, right);
                return;
              }
              ended.isParked(letters);
              ended.livesBut(Set.of(field), LEAD);
              ended.has(LEAD, field, left);
              ended.personHas(LEAD, marketo, right);
            });
  }

  private static List<Race> trueWins() {
    Move out = Move.salesforceSets(LEAD, "HasOptedOutOfEmail", true);
    Move outRight = Move.marketoSets(LEAD, "HasOptedOutOfEmail", true);
    Move in = Move.salesforceSets(LEAD, "HasOptedOutOfEmail", false);
    Move inRight = Move.marketoSets(LEAD, "HasOptedOutOfEmail", false);
    Consumer<Ended> optedOut =
        ended -> {
          ended.live(LEAD);
          ended.optedOut();
        };
    return List.of(
        Race.of(LEAD).race(out, outRight, optedOut),
        Race.of(LEAD).race(out, Move.marketoSets(LEAD, "Title", "Director"), optedOut),
        Race.of(LEAD).race(Move.salesforceSets(LEAD, "Title", "Boss"), outRight, optedOut),
        Race.of(LEAD).after(out).race(in, Move.marketoSets(LEAD, "Title", "Director"), optedOut),
        Race.of(LEAD)
            .after(outRight)
            .race(Move.salesforceSets(LEAD, "Title", "Boss"), inRight, optedOut),
        Race.of(LEAD)
            .after(out)
            .race(
                in,
                inRight,
                ended -> {
                  ended.live(LEAD);
                  // Whoever opts in alone is set back, and one of them was alone for a moment.
                  if (ended.moment() == Moment.DECIDED) ended.optedOut();
                  else ended.has(LEAD, "HasOptedOutOfEmail", false);
                }));
  }

  private static List<Race> different() {
    return List.of(
        Race.of(LEAD)
            .race(
                Move.salesforceSets(LEAD, "Title", "Boss"),
                Move.marketoSets(LEAD, "FirstName", "Mei"),
                ended -> {
                  ended.live(LEAD);
                  ended.has(LEAD, "Title", "Boss");
                  ended.has(LEAD, "FirstName", "Mei");
                }),
        side("PostalCode", "10115", "10115", "10115"),
        side("Title", "Boss", "Boss", "Boss"));
  }

  /** By the rule, but for what is untold. */
  private static Consumer<Ended> by(String field, String left, String right, Consumer<Ended> rule) {
    return ended -> {
      if (ended.isUntold()) {
        agreed(ended, field, left, right);
      } else {
        ended.live(LEAD);
        rule.accept(ended);
      }
    };
  }

  private static void agreed(Ended ended, String field, String left, String right) {
    ended.live(LEAD);
    ended.has(LEAD, field, left, right);
  }
}
