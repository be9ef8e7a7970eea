package org.bactrian.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.bactrian.sandbox.ForeignDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Salesforce's own command line does a day's work against the simulated Salesforce. It is large and
 * needs Node 22, so it works only in the profile {@code sf}: {@code mvn -B -Psf verify}.
 */
@EnabledIfSystemProperty(named = "bactrian.sf", matches = "true")
class SfTest {

  @Test
  void salesforcesOwnCommandLineDoesItsEverydayWork() throws Exception {
    try (SalesforceSandbox salesforce = SalesforceSandbox.start(Options.small(900))) {
      assertThat(new ForeignDay("sf").at(salesforce.url())).hasSize(14);
    }
  }
}
