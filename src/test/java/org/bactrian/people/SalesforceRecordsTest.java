package org.bactrian.people;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.bactrian.salesforce.SalesforceGarbled;
import org.junit.jupiter.api.Test;

class SalesforceRecordsTest {

  private static final String ONE = "00Q000000000001AAA";
  private static final String TWO = "00Q000000000002AAA";

  @Test
  void an_answer_is_of_what_was_sent() {
    taken(List.of(ONE, TWO), ONE, TWO);
    taken(List.of(ONE, TWO), "00Q000000000001", null);
    refused(List.of(ONE, TWO), TWO, ONE);
    refused(List.of(ONE, TWO), ONE);
    refused(List.of(ONE), ONE, TWO);
    refused(List.of("00Qa00000000001AAA"), "00QA00000000001");
  }

  private static void taken(List<String> sent, String... answered) {
    assertThatCode(() -> SalesforceRecords.pair(sent, Arrays.asList(answered), "what it wrote"))
        .doesNotThrowAnyException();
  }

  private static void refused(List<String> sent, String... answered) {
    assertThatThrownBy(() -> SalesforceRecords.pair(sent, Arrays.asList(answered), "what it wrote"))
        .isInstanceOf(SalesforceGarbled.class)
        .hasMessageContaining("what it wrote");
  }
}
