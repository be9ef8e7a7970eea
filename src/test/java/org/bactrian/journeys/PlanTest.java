package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.flow.Plan;
import org.bactrian.state.Run;
import org.bactrian.sync.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan asks Marketo who is there, and writes nothing. */
class PlanTest {

  @TempDir Path folder;

  @Test
  void a_plan_tells_who_would_be_linked_created_or_is_ambiguous() {
    try (TwoSystems systems = new TwoSystems(folder, 0)) {
      systems.lag(0);
      int ann = systems.newPerson(Map.of("email", "ann@x.example"));
      systems.newPerson(Map.of("email", "Bo@x.example"));
      systems.newPerson(Map.of("email", "twin@x.example"));
      systems.newPerson(Map.of("email", "twin@x.example"));
      lead(systems, Map.of("Email", "new@x.example"));
      lead(systems, Map.of("Email", "ann2@x.example", "Marketo_Id__c", "" + ann));
      lead(systems, Map.of("Email", "bo@x.example"));
      String twin = lead(systems, Map.of("Email", "twin@x.example"));
      Plan.Forecast leads;
      try (Bactrian bactrian = systems.unprepared()) {
        leads = bactrian.plan().stream().filter(f -> f.mapping().equals("lead")).findFirst().get();
      }
      Plan.Matching matching = leads.matching();
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
  }

  private static String lead(TwoSystems systems, Map<String, Object> values) {
    Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Lin", "Company", "Nord"));
    lead.putAll(values);
    return systems.create("Lead", lead);
  }
}
