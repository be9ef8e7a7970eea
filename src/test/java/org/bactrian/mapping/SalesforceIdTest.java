package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SalesforceIdTest {

  @Test
  void fifteenCharactersBecomeEighteen() {
    assertThat(SalesforceId.whole("001D000000IqhSL")).isEqualTo("001D000000IqhSLIAZ");
    assertThat(SalesforceId.whole("00Q000000000000")).isEqualTo("00Q000000000000EAA");
  }

  @Test
  void anythingElseStays() {
    assertThat(SalesforceId.whole("001D000000IqhSLIAZ")).isEqualTo("001D000000IqhSLIAZ");
    assertThat(SalesforceId.whole("1234567")).isEqualTo("1234567");
    assertThat(SalesforceId.whole("123456789012345")).isEqualTo("123456789012345");
    assertThat(SalesforceId.whole("mei@x.example12")).isEqualTo("mei@x.example12");
  }

  @Test
  void both_forms_are_one_id_and_case_counts() {
    assertThat(SalesforceId.same("001D000000IqhSL", "001D000000IqhSLIAZ")).isTrue();
    assertThat(SalesforceId.same("001D000000IqhSL", "001d000000iqhsl")).isFalse();
    assertThat(SalesforceId.same(null, null)).isFalse();
    assertThat(SalesforceId.forms("001D000000IqhSL"))
        .containsExactly("001D000000IqhSLIAZ", "001D000000IqhSL");
    assertThat(SalesforceId.forms("7")).containsExactly("7");
  }
}
