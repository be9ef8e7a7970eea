package org.bactrian.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.marketo.instance.ValueRules;
import org.bactrian.sandbox.marketo.log.LogRules;
import org.bactrian.sandbox.salesforce.service.AnswerRules;
import org.bactrian.sandbox.salesforce.soql.syntax.Refused;
import org.junit.jupiter.api.Test;

/** The manual's page of the sandbox says what the lists and rules of the code say. */
class SandboxPageTest {

  private static final Path PAGE = Path.of("src/site/markdown/sandbox.md");

  @Test
  void whatIsNotSimulatedIsThatOfTheLists() throws IOException {
    String page = Files.readString(PAGE);
    String made = with("salesforce", salesforce(), with("marketo", marketo(), page));
    if (Boolean.getBoolean("bactrian.update")) Files.writeString(PAGE, made);
    assertThat(Files.readString(PAGE))
        .as("sandbox.md; run: mvn -q -Dtest=SandboxPageTest -Dbactrian.update=true test")
        .isEqualTo(made);
  }

  private static String with(String system, String table, String page) {
    Matcher place =
        Pattern.compile("(<!-- %1$s -->\n).*?(<!-- /%1$s -->)".formatted(system), Pattern.DOTALL)
            .matcher(page);
    assertThat(place.find()).as(system).isTrue();
    return place.replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
  }

  @Test
  void whatQueriesCantAskIsNamed() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Refused.NotSimulated.values())
        .allSatisfy(what -> assertThat(page).contains("\n- " + what.shown()));
  }

  @Test
  void everyRuleIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    for (Class<?> rules : new Class<?>[] {ValueRules.class, LogRules.class, AnswerRules.class}) {
      assertThat(rules.getRecordComponents())
          .allSatisfy(rule -> assertThat(page).contains("`" + rule.getName() + "`"));
    }
  }

  private static String marketo() {
    Map<String, Integer> operations = new LinkedHashMap<>();
    for (var each : org.bactrian.sandbox.marketo.rest.NotSimulated.all()) {
      operations.merge(each.sentence(), each.isOperation() ? 1 : 0, Integer::sum);
    }
    return table(operations);
  }

  private static String salesforce() {
    Map<String, Integer> operations = new LinkedHashMap<>();
    for (var each : org.bactrian.sandbox.salesforce.service.NotSimulated.all()) {
      operations.merge(each.sentence(), each.isOperation() ? 1 : 0, Integer::sum);
    }
    return table(operations);
  }

  private static String table(Map<String, Integer> operations) {
    StringBuilder table = new StringBuilder("| not simulated | operations |\n|---|---|\n");
    operations.forEach(
        (sentence, count) ->
            table.append("| %s | %s |\n".formatted(sentence, count == 0 ? "" : count)));
    return table.toString();
  }
}
