package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.state.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orgs that are made otherwise than the shipped mappings expect, limited, or moved. */
class OtherOrgsTest {

  @TempDir Path folder;
  private TwoSystems systems;

  @BeforeEach
  void start() {
    systems = TwoSystems.lasting(folder, 0);
    systems.lag(0);
  }

  @AfterEach
  void stop() {
    systems.close();
  }

  @Test
  void aConsumerNeedsNoCompany() {
    systems.post(systems.salesforce.url() + "/sandbox/person-accounts", Map.of());
    String id = systems.create("Lead", Map.of("LastName", "Lin", "Email", "lin@example.com"));
    Run run = systems.once();
    assertThat(run.failure()).isNull();
    assertThat(run.tally().waiting()).isZero();
    assertThat(systems.letters()).isEmpty();
    assertThat(systems.person(id).path("externalCompanyId").asText("")).isEmpty();
    assertThat(companies(id)).isZero();
    systems.patch("Lead", id, Map.of("Company", "Acme"));
    systems.once();
    assertThat(systems.person(id).path("externalCompanyId").asText()).isEqualTo(id);
    assertThat(companies(id)).isEqualTo(1);
    Map<String, Object> none = new HashMap<>();
    none.put("Company", null);
    systems.patch("Lead", id, none);
    assertThat(systems.once().failure()).isNull();
    assertThat(systems.person(id).path("externalCompanyId").asText()).isEqualTo(id);
    assertThat(systems.letters()).isEmpty();
  }

  private int companies(String id) {
    return systems.get(systems.marketo.url() + "/sandbox/companies?externalCompanyId=" + id).size();
  }
}
