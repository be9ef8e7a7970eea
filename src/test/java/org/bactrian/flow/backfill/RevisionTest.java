package org.bactrian.flow.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.state.backfill.MappedRule;
import org.bactrian.state.backfill.MappedRule.Due;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit concerns what it changes, and nothing else. */
class RevisionTest {

  private static final List<MappedRule> NOTHING = List.of();

  @TempDir Path folder;

  @Test
  void what_is_read_for_the_first_time_is_not_due() {
    assertThat(revision(NOTHING, "  City: city", false).isDue()).isFalse();
    assertThat(revision(NOTHING, "  City: city", true).due(Due.NEW)).contains("city");
  }

  @Test
  void an_edit_is_due_until_it_is_done() {
    List<MappedRule> known = revision(NOTHING, "  City: city", false).rules();
    assertThat(revision(known, "  City: city", true).isOf(known)).isTrue();
    Revision added = revision(known, "  City: city\n  State: state", true);
    assertThat(added.begins()).isTrue();
    assertThat(added.due(Due.values())).containsExactly("state");
    assertThat(added.due(Due.NEW)).containsExactly("state");
    Revision later = revision(added.rules(), "  City: city\n  State: state", true);
    assertThat(later.begins()).isFalse();
    assertThat(later.due(Due.NEW)).containsExactly("state");
    Revision again =
        revision(added.rules(), "  City: city\n  State: { marketo: state, convert: trim }", true);
    assertThat(again.begins()).isTrue();
    assertThat(again.due(Due.NEW)).containsExactly("state");
  }

  @Test
  void another_converter_default_direction_or_condition_is_due() {
    List<MappedRule> known = revision(NOTHING, "  City: city", false).rules();
    for (String other : List.of("convert: trim", "default: Nord", "truncate: true")) {
      Revision changed = revision(known, "  City: { marketo: city, %s }".formatted(other), true);
      assertThat(changed.due(Due.CHANGED)).as(other).containsExactly("city");
    }
    for (String other : List.of("conflict: marketo-wins", "blank: ignore", "required: true")) {
      Revision changed = revision(known, "  City: { marketo: city, %s }".formatted(other), true);
      assertThat(changed.isDue()).as(other).isFalse();
    }
    Revision narrowed = revision(known, "  City: city\nwhen: ${body[City]} == 'Nord'", true);
    assertThat(narrowed.words()).containsExactly("when:");
  }

  @Test
  void what_was_agreed_of_another_field_is_told_from_what_never_was() {
    List<MappedRule> known = revision(NOTHING, "  City: city", false).rules();
    assertThat(revision(known, "  State: city", true).due(Due.MOVED)).containsExactly("city");
    List<MappedRule> removed = revision(known, "  Street: address", true).rules();
    assertThat(revision(removed, "  City: city", true).due(Due.NEW)).containsExactly("city");
    assertThat(revision(removed, "  State: city", true).due(Due.MOVED)).containsExactly("city");
  }

  @Test
  void a_rule_whose_field_is_gone_is_due_when_it_is_back() {
    Mapping written = mapping("  City: city\n  State: state");
    List<MappedRule> known = Revision.of(NOTHING, written, written, false).rules();
    List<FieldRule> state =
        written.rules().stream().filter(rule -> rule.marketo().equals("state")).toList();
    Revision gone = Revision.of(known, written, written.without(state), true);
    assertThat(gone.isDue()).isFalse();
    Revision back = Revision.of(gone.rules(), written, written, true);
    assertThat(back.begins()).isTrue();
    assertThat(back.due(Due.CHANGED)).isEqualTo(Set.of("state"));
  }

  private Revision revision(List<MappedRule> known, String rules, boolean isRead) {
    Mapping mapping = mapping(rules);
    return Revision.of(known, mapping, mapping, isRead);
  }

  private Mapping mapping(String rules) {
    try {
      String file =
          "salesforce: Lead\nmarketo: lead\nmatch:\n  - Id: salesforceId\n  - Email: email\nboth-ways:\n";
      Files.writeString(folder.resolve("lead.yaml"), file + rules + "\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return MappingReader.read(folder).mappings().get(0);
  }
}
