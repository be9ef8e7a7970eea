package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.state.Run;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Nobody waits for what never comes; what comes after all is not forgotten. */
class NoParentTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> aContactGoesWithoutAnAccountThatIsLeftOut() {
    return new BothDatabases(folder)
        .journey(
            "a contact goes without its account, and gets it later",
            systems -> {
              systems.mapping(
                  "account.yaml",
                  "salesforce: Account",
                  "when: ${body[Industry]} != 'Banking'\nsalesforce: Account");
              String account =
                  systems.create("Account", Map.of("Name", "Acme", "Industry", "Banking"));
              String contact = contact(systems, account);
              String twin = contact(systems, account);
              Run run = systems.once();
              assertThat(run.failure()).isNull();
              assertThat(run.tally().adds()).isTrue();
              assertThat(systems.letters()).isEmpty();
              assertThat(company(systems, contact)).isEmpty();
              assertThat(systems.once().tally().read()).isZero();
              systems.patch("Contact", contact, Map.of("Title", "Chief"));
              systems.marketer(systems.person(twin).path("id").asInt(), Map.of("title", "Head"));
              assertThat(systems.once().failure()).isNull();
              assertThat(systems.person(contact).path("title").asText()).isEqualTo("Chief");
              assertThat(systems.record("Contact", twin).path("Title").asText()).isEqualTo("Head");
              systems.patch("Account", account, Map.of("Industry", "Media"));
              assertThat(systems.once().failure()).isNull();
              assertThat(company(systems, contact)).isEqualTo(account);
              assertThat(company(systems, twin)).isEqualTo(account);
              assertThat(systems.person(contact).path("title").asText()).isEqualTo("Chief");
              assertThat(systems.person(twin).path("title").asText()).isEqualTo("Head");
              assertThat(systems.letters()).isEmpty();
              assertThat(systems.once().tally().read()).isZero();
            });
  }

  private static String contact(TwoSystems systems, String account) {
    return systems.create("Contact", Map.of("LastName", "Lin", "AccountId", account));
  }

  private static String company(TwoSystems systems, String contact) {
    JsonNode company = systems.person(contact).path("externalCompanyId");
    return company.isNull() ? "" : company.asText("");
  }
}
