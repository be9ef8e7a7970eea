package org.bactrian.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import org.bactrian.sandbox.ForeignDay;
import org.junit.jupiter.api.Test;

/** node-marketo-rest does a day's work against the simulated Marketo. */
class NodeMarketoRestTest {

  @Test
  void aForeignClientDoesItsEverydayWork() throws Exception {
    try (MarketoSandbox marketo = MarketoSandbox.start(Options.with(Limits.STANDARD))) {
      assertThat(new ForeignDay("node-marketo-rest").at(marketo.url())).hasSize(15);
    }
  }
}
