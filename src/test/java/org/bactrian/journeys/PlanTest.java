package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.connection.InitialSync;
import org.bactrian.flow.Forecast;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Run;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A plan asks both systems who is there, says what a run would do of it, and writes nothing. */
class PlanTest {

  private static final String FLAG = "syncToSalesforce";

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> journeys() {
    BothDatabases databases = new BothDatabases(folder);
    return Stream.of(
            databases.journey(
                "a plan tells who would be linked, created or is ambiguous", this::who),
            databases.journey("a run does what the plan said", this::bothWays),
            databases.journey("who was flagged since the last run is foretold", this::news),
            databases.journey("a plan that may cost nothing says so", this::unasked),
            databases.journey("pairs that agree are not counted as updated", this::agreed))
        .flatMap(s -> s);
  }

  private void who(TwoSystems systems) {
    int ann = systems.newPerson(Map.of("email", "ann@x.example"));
    systems.newPerson(Map.of("email", "Bo@x.example"));
    systems.newPerson(Map.of("email", "twin@x.example"));
    systems.newPerson(Map.of("email", "twin@x.example"));
    lead(systems, Map.of("Email", "new@x.example"));
    lead(systems, Map.of("Email", "ann2@x.example", "Marketo_Id__c", "" + ann));
    lead(systems, Map.of("Email", "bo@x.example"));
    String twin = lead(systems, Map.of("Email", "twin@x.example"));
    Forecast leads;
    try (Bactrian bactrian = systems.unprepared()) {
      leads = leads(bactrian.plan());
    }
    Forecast.Matching matching = leads.matching();
    assertThat(matching.byId()).isEqualTo(1);
    assertThat(matching.byEmail()).isEqualTo(1);
    assertThat(matching.ambiguous()).isEqualTo(1);
    assertThat(matching.unasked()).isZero();
    assertThat(matching.calls()).isBetween(1L, 3L);
    assertThat(leads.tally()).isEqualTo(new Tally(4, 1, 2, 0, 0, 0, 1));
    assertThat(leads.problems().toString()).contains(twin, "twin@x.example");
    assertThat(leads.examples().toString()).contains("link ").contains("Marketo " + ann);
    String calls = systems.get(systems.marketo.url() + "/sandbox/calls").toString();
    assertThat(calls).doesNotContain("POST /rest/v1/leads.json");
    assertThat(systems.people("email", "new@x.example")).isEmpty();
    Run run = systems.once();
    assertThat(run.tally().parked()).isEqualTo(1);
  }

  private void bothWays(TwoSystems systems) {
    rule(systems);
    systems.marketoField(FLAG, "boolean");
    int list =
        systems
            .post(systems.marketo.url() + "/sandbox/lists", Map.of("name", "To Salesforce"))
            .path("id")
            .asInt();

    // Who is on both sides, by id and by address; flagged or not.
    int ann = systems.newPerson(Map.of("email", "ann@x.example"));
    lead(systems, Map.of("Email", "ann2@x.example", "Marketo_Id__c", "" + ann));
    flagged(systems, Map.of("email", "bo@x.example"));
    lead(systems, Map.of("Email", "Bo@x.example"));
    systems.newPerson(Map.of("email", "twin@x.example"));
    systems.newPerson(Map.of("email", "twin@x.example"));
    lead(systems, Map.of("Email", "twin@x.example"));

    // Who is on one side only, beside a contact who is there from the start.
    lead(systems, Map.of("Email", "new@x.example"));
    systems.newPerson(Map.of("email", "unmeant@x.example"));
    flagged(systems, Map.of("email", "meant@x.example", "lastName", "Meant"));
    int listed = systems.newPerson(Map.of("email", "listed@x.example", "lastName", "Listed"));
    int both = flagged(systems, Map.of("email", "both@x.example", "lastName", "Both"));
    join(systems, list, listed, both, ann);
    flagged(systems, Map.of("email", "shared@x.example"));
    flagged(systems, Map.of("email", "Shared@x.example"));
    flagged(systems, Map.of("email", "long@x.example", "state", "x".repeat(100)));

    // Records that the mapping leaves out, and flagged people find.
    lead(systems, Map.of("Email", "kept@x.example", "Rating", "Cold"));
    flagged(systems, Map.of("email", "kept@x.example"));
    lead(systems, Map.of("Email", "two@x.example", "Rating", "Cold"));
    lead(systems, Map.of("Email", "two@x.example", "Rating", "Cold"));
    int two = flagged(systems, Map.of("email", "two@x.example"));

    assertThat(systems.letters()).isEmpty();
    Map<String, List<String>> before = rows(systems);
    Map<String, Integer> written = written(systems);
    InitialSync sync;
    try (Bactrian bactrian = systems.unprepared()) {
      sync = bactrian.forecast();
    }
    assertThat(rows(systems)).as("the database").isEqualTo(before);
    assertThat(written(systems)).as("calls that write").isEqualTo(written);
    Forecast leads = leads(sync.forecasts());
    Forecast.People people = Forecast.people(sync.forecasts());
    assertThat(people).isEqualTo(new Forecast.People(3, 2, 4, 2, true));
    assertThat(leads.creation()).isEqualTo(new Forecast.Creation(4, 1, 1, 3, 0, 0));
    assertThat(leads.problems().toString()).contains("Marketo " + two, "two@x.example");

    int marketo = count(systems);
    int salesforce = systems.live("Lead");
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().adds()).as(run.tally().toString()).isTrue();
    assertThat(count(systems) - marketo).isEqualTo(people.createdInMarketo());
    assertThat(systems.live("Lead") - salesforce).isEqualTo(people.createdInSalesforce());
    List<DeadLetter> letters = systems.letters();
    assertThat(letters.stream().filter(l -> l.code().startsWith("ambiguous-")))
        .hasSize((int) people.ambiguous());
    assertThat(letters.stream().map(l -> subject(l) + ": " + l.message()))
        .containsExactlyInAnyOrderElementsOf(leads.problems());
    long links = rows(systems).get("LINK").stream().filter(row -> row.contains("|lead|")).count();
    assertThat(links)
        .isEqualTo(people.linked() + people.createdInMarketo() + people.createdInSalesforce());
    // A run goes on until both sides are at rest, which a plan does not foresee.
    assertThat(sync.salesforceCalls()).isBetween(5L, run.salesforceCalls());
    assertThat(sync.marketoCalls()).isBetween(15L, run.marketoCalls());
  }

  private void news(TwoSystems systems) {
    String edited = lead(systems, Map.of("Email", "edited@x.example"));
    systems.once();
    flagged(systems, Map.of("email", "meant@x.example", "lastName", "Meant"));
    flagged(systems, Map.of("email", "meant@x.example", "lastName", "Twin"));
    flagged(systems, Map.of("email", "there@x.example"));
    systems.newPerson(Map.of("email", "unmeant@x.example"));
    systems.marketer(systems.person(edited).path("id").asInt(), Map.of("title", "Boss"));
    lead(systems, Map.of("Email", "there@x.example"));
    Map<String, List<String>> before = rows(systems);
    try (Bactrian bactrian = systems.bactrian()) {
      List<Forecast> forecasts = bactrian.plan();
      assertThat(leads(forecasts).creation()).isEqualTo(new Forecast.Creation(1, 0, 0, 1, 0, 0));
      assertThat(Forecast.people(forecasts)).isEqualTo(new Forecast.People(1, 0, 1, 0, true));
    }
    assertThat(rows(systems)).isEqualTo(before);
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.live("Lead")).isEqualTo(3);
    assertThat(systems.letters()).extracting(DeadLetter::code).containsExactly("duplicate-email");
  }

  private void unasked(TwoSystems systems) {
    systems.set("plan.most-calls", "0");
    rule(systems);
    systems.post(systems.marketo.url() + "/sandbox/lists", Map.of("name", "To Salesforce"));
    systems.marketoField(FLAG, "boolean");
    flagged(systems, Map.of("email", "bo@x.example"));
    flagged(systems, Map.of("email", "kept@x.example"));
    lead(systems, Map.of("Email", "kept@x.example", "Rating", "Cold"));
    String bo = lead(systems, Map.of("Email", "bo@x.example"));
    try (Bactrian bactrian = systems.unprepared()) {
      List<Forecast> forecasts = bactrian.plan();
      assertThat(leads(forecasts).matching().unasked()).isEqualTo(1);
      assertThat(leads(forecasts).creation())
          .as("two at most, and a list that was not read")
          .isEqualTo(new Forecast.Creation(0, 0, 0, 0, 0, 2));
      assertThat(Forecast.people(forecasts).exact()).isFalse();
    }
    systems.mapping("lead.yaml", "\n  list: To Salesforce", "");
    try (Bactrian bactrian = systems.unprepared()) {
      assertThat(leads(bactrian.plan()).creation())
          .isEqualTo(new Forecast.Creation(2, 0, 0, 0, 2, 0));
    }
    systems.once();
    systems.patch("Lead", bo, Map.of("Title", "Boss"));
    try (Bactrian bactrian = systems.unprepared()) {
      Forecast leads = leads(bactrian.plan());
      assertThat(leads.matching().uncompared()).isEqualTo(1);
      assertThat(leads.tally()).isEqualTo(new Tally(1, 0, 1, 0, 0, 0, 0));
    }
  }

  private void agreed(TwoSystems systems) {
    String same = lead(systems, Map.of("Email", "same@x.example"));
    String other = lead(systems, Map.of("Email", "other@x.example"));
    systems.once();
    for (String id : List.of(same, other)) {
      systems.patch("Lead", id, Map.of("Title", "Boss"));
    }
    systems.marketer(systems.person(same).path("id").asInt(), Map.of("title", "Boss"));
    Map<String, List<String>> before = rows(systems);
    try (Bactrian bactrian = systems.bactrian()) {
      Forecast leads = leads(bactrian.plan());
      assertThat(leads.tally()).isEqualTo(new Tally(2, 0, 1, 1, 0, 0, 0));
      assertThat(leads.creation().isTold()).isFalse();
    }
    assertThat(rows(systems)).isEqualTo(before);
    assertThat(systems.once().tally().updated()).isEqualTo(1);
  }

  /** A flag, a list, and a condition that leaves some records out. */
  private static void rule(TwoSystems systems) {
    systems.mapping(
        "lead.yaml",
        "conflict: newest-wins\n",
        "conflict: newest-wins\nwhen: \"${body[Rating]} != 'Cold'\"\n");
    systems.mapping(
        "lead.yaml", "  flag: syncToSalesforce", "  flag: syncToSalesforce\n  list: To Salesforce");
  }

  /** What it may remember: both systems' fields, and the calls that it has made. */
  private static final Set<String> NOT_COMPARED =
      Set.of("described_object", "call_count", "call_quota", "recent_call");

  /** All else that Bactrian remembers. */
  private static Map<String, List<String>> rows(TwoSystems systems) {
    String folder = systems.settings().getProperty("bactrian.data-directory");
    String url =
        systems
            .settings()
            .getProperty("bactrian.database.url", "jdbc:h2:file:" + folder + "/bactrian");
    String user = systems.settings().getProperty("bactrian.database.username", "");
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, "");
        ResultSet tables =
            connection.getMetaData().getTables(null, null, null, new String[] {"TABLE"})) {
      while (tables.next()) {
        String schema = tables.getString("TABLE_SCHEM");
        String table = tables.getString("TABLE_NAME");
        if (!schema.equalsIgnoreCase("public")
            || NOT_COMPARED.contains(table.toLowerCase(Locale.ROOT))) {
          continue;
        }
        rows.put(table.toUpperCase(), rows(connection, table));
        try (ResultSet indexes =
            connection.getMetaData().getIndexInfo(null, schema, table, false, false)) {
          while (indexes.next()) {
            String index = indexes.getString("INDEX_NAME");
            // Whoever first looks by a Marketo id makes this one, a plan too; it remembers nothing.
            if (index.equalsIgnoreCase("link_by_marketo_id")) continue;
            rows.get(table.toUpperCase()).add("index " + index);
          }
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder text = new StringBuilder("|");
        for (int i = 1; i <= columns; i++) text.append(row.getString(i)).append('|');
        rows.add(text.toString());
      }
    }
    return rows;
  }

  /** How often each call was made that may write. */
  private static Map<String, Integer> written(TwoSystems systems) {
    Map<String, Integer> written = new TreeMap<>();
    for (String url : List.of(systems.marketo.url(), systems.salesforce.url())) {
      JsonNode calls = systems.get(url + "/sandbox/calls").path("endpoints");
      for (Map.Entry<String, JsonNode> call : calls.properties()) {
        boolean reads =
            call.getKey().startsWith("GET ")
                || call.getKey().contains("export")
                || call.getKey().contains("oauth")
                || call.getKey().contains("composite/batch");
        if (!reads) written.put(call.getKey(), call.getValue().asInt());
      }
    }
    return written;
  }

  private static int count(TwoSystems systems) {
    return systems
        .get(systems.marketo.url() + "/sandbox/stats")
        .path("objects")
        .path("leads")
        .asInt();
  }

  private static String subject(DeadLetter letter) {
    return letter.salesforceId() == null ? letter.subject() : letter.salesforceId();
  }

  private static Forecast leads(List<Forecast> forecasts) {
    return forecasts.stream().filter(f -> f.mapping().equals("lead")).findFirst().orElseThrow();
  }

  private static int flagged(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> person = new HashMap<>(values);
    person.put(FLAG, true);
    return systems.newPerson(person);
  }

  private static void join(TwoSystems systems, int list, Integer... people) {
    systems.post(
        systems.marketo.url() + "/sandbox/lists/" + list + "/join",
        Map.of("leads", List.of(people)));
  }

  private static String lead(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Lin", "Company", "Nord"));
    lead.putAll(values);
    return systems.create("Lead", lead);
  }
}
