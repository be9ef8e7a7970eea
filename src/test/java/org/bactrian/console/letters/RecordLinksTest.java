package org.bactrian.console.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Links to records lead to where people see them, and nowhere while that is not known. */
class RecordLinksTest {

  @Test
  void aRecordIsBelowItsOrg() {
    RecordLinks links = new RecordLinks(() -> Optional.of("https://example.my.salesforce.com"), "");
    assertThat(links.salesforce("00QHu00004C929PMAR"))
        .contains("https://example.my.salesforce.com/00QHu00004C929PMAR");
    assertThat(new RecordLinks(Optional::empty, "").salesforce("00QHu00004C929PMAR")).isEmpty();
  }

  @Test
  void onlyPeopleHaveAPageInMarketo() {
    RecordLinks links = new RecordLinks(Optional::empty, "https://app-ab12.marketo.com/");
    assertThat(links.marketo("lead", "17"))
        .contains("https://app-ab12.marketo.com/leadDatabase/loadLeadDetail?leadId=17");
    assertThat(links.marketo("company", "17")).isEmpty();
    assertThat(links.marketo("lead", null)).isEmpty();
    assertThat(new RecordLinks(Optional::empty, "").marketo("lead", "17")).isEmpty();
  }
}
