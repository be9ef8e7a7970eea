package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.bactrian.sandbox.ForeignDay;
import org.junit.jupiter.api.Test;

/** jsforce does a day's work against the simulated Salesforce. */
class JsforceTest {

  @Test
  void aForeignClientDoesItsEverydayWork() throws Exception {
    try (SalesforceSandbox salesforce = SalesforceSandbox.start(Options.small(900))) {
      assertThat(new ForeignDay("jsforce").at(salesforce.url())).hasSize(16);
    }
  }
}
