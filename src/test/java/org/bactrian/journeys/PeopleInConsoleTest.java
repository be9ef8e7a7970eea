package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bactrian.state.DeadLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console shows dead letters of people who are only in Marketo. */
class PeopleInConsoleTest {

  @TempDir Path folder;

  @Test
  void a_person_without_a_salesforce_record_is_shown_and_edited() {
    try (Served served = new Served(folder, 0)) {
      TwoSystems systems = served.systems;
      systems.lag(0);
      served.start().flows().once();
      systems.post(
          systems.salesforce.url() + "/sandbox/validation-rules",
          Map.of("object", "Lead", "condition", "Title = 'Boss'", "message", "Nobody is a boss"));
      int id =
          systems.newPerson(Map.of("lastName", "Silva", "title", "Boss", "syncToSalesforce", true));
      served.bactrian().flows().once();
      DeadLetter letter = served.bactrian().deadLetters().list(Optional.empty()).get(0);
      Visitor visitor = new Visitor(served.url());
      String page = "/dead-letters/" + letter.id();
      assertThat(visitor.get("/dead-letters").body()).contains("Marketo " + id);
      assertThat(visitor.get("/dead-letters?text=" + id).body()).contains("Marketo " + id);
      assertThat(visitor.get("/dead-letters.csv").body()).contains("lead,," + id + ",");
      assertThat(visitor.get(page).body())
          .contains("Nobody is a boss", "value=\"Boss\"", "name=\"field\" value=\"title\"");
      visitor.post(page, "field", "title", "value", "Chief");
      DeadLetter edited = served.bactrian().deadLetters().find(letter.id()).orElseThrow();
      assertThat(edited.edits()).isEqualTo(Map.of("title", "Chief"));
    }
  }
}
