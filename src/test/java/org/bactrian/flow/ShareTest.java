package org.bactrian.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bactrian.sync.Change;
import org.junit.jupiter.api.Test;

class ShareTest {

  /** What goes alone would wait again, and be stranded again, for ever. */
  @Test
  void other_changes_go_the_same_way() {
    List<Change> others = List.of(new Change("00Q000000000001AAA", Instant.EPOCH, Map.of()));
    for (boolean again : new boolean[] {true, false}) {
      for (boolean alone : new boolean[] {true, false}) {
        assertThat(new Share(null, List.of(), again, alone).with(others))
            .isEqualTo(new Share(null, others, again, alone));
        Optional<Set<String>> first = Optional.of(Set.of("title"));
        assertThat(new Share(null, List.of(), again, alone, first).with(others))
            .isEqualTo(new Share(null, others, again, alone, first));
      }
    }
  }
}
