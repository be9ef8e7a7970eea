package org.bactrian.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordIdsTest {

  @Test
  void fifteenCharactersBecomeEighteen() {
    assertThat(RecordIds.whole("001D000000IqhSL")).isEqualTo("001D000000IqhSLIAZ");
    assertThat(RecordIds.whole("00Q000000000000")).isEqualTo("00Q000000000000EAA");
  }

  @Test
  void anythingElseStays() {
    assertThat(RecordIds.whole("001D000000IqhSLIAZ")).isEqualTo("001D000000IqhSLIAZ");
    assertThat(RecordIds.whole("1234567")).isEqualTo("1234567");
    assertThat(RecordIds.whole("123456789012345")).isEqualTo("123456789012345");
    assertThat(RecordIds.whole("mei@x.example12")).isEqualTo("mei@x.example12");
  }
}
