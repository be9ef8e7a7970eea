package org.bactrian.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.Reading;
import org.bactrian.sync.Change;
import org.junit.jupiter.api.Test;

/** Parents that changed: their children are read before more parents are. */
class CycleTest {

  private static final List<String> PLAIN = List.of("Id", "SystemModstamp");

  private final Reading accounts =
      Reading.after(new Question("Account", PLAIN), Instant.EPOCH, "", Instant.EPOCH)
          .of(List.of(children("Contact", "AccountId"), children("Lead", "Partner__c")));

  @Test
  void parents_go_in_pages_and_each_page_waits_for_its_children() {
    accounts.page(page("Account", 450));
    Cycle cycle = new Cycle(List.of(accounts), Progress.NONE);
    for (int expected : List.of(200, 200, 50)) {
      assertThat(cycle.turn()).isTrue();
      assertThat(cycle.current()).isSameAs(accounts);
      List<Change> changed = accounts.slice();
      assertThat(changed).hasSize(expected);
      cycle.readings().addAll(accounts.children(changed));
      assertThat(cycle.isHeld(accounts)).isTrue();
      for (String object : List.of("Contact", "Lead")) {
        assertThat(cycle.turn()).isTrue();
        Reading children = cycle.current();
        assertThat(children.question().object()).isEqualTo(object);
        assertThat(children.nextPage())
            .contains(changed.get(0).id(), changed.get(expected - 1).id(), "IsDeleted = false");
        assertThat(cycle.isHeld(accounts)).isTrue();
        children.page(page(object, 3));
        assertThat(children.slice()).hasSize(3);
      }
      assertThat(cycle.isHeld(accounts)).isFalse();
      assertThat(accounts.parents()).isEqualTo(changed);
    }
    assertThat(cycle.turn()).isFalse();
  }

  @Test
  void where_children_can_not_be_delivered_their_parents_stay_where_they_are() {
    accounts.page(page("Account", 450));
    Cycle cycle = new Cycle(List.of(accounts), Progress.NONE);
    cycle.turn();
    cycle.readings().addAll(accounts.children(accounts.slice()));
    cycle.setApart("Contact", new QuestionRefused(new Question("Contact", PLAIN), List.of()));
    assertThat(cycle.turn()).as("neither more children nor more parents").isFalse();
  }

  @Test
  void where_children_can_not_be_read_their_parents_are_not_and_an_object_is_no_parent_of_itself() {
    accounts.page(page("Account", 1));
    Cycle cycle = new Cycle(List.of(accounts), Progress.NONE);
    cycle.setApart("Account", new QuestionRefused(new Question("Account", PLAIN), List.of()));
    assertThat(cycle.turn()).as("Contacts follow them all the same").isTrue();
    cycle.setApart("Lead", new QuestionRefused(new Question("Lead", PLAIN), List.of()));
    assertThat(cycle.turn()).isFalse();
  }

  @Test
  void a_login_of_a_user_is_no_edit_of_what_the_user_owns() {
    Question users = Reading.ofParents("User");
    Instant windowStart = Instant.parse("2025-12-31T23:50:00Z");
    Reading owners =
        Reading.after(users, windowStart.plusSeconds(300), "", windowStart)
            .of(List.of(children("Lead", "OwnerId")));
    owners.page(page("User", 3, "2025-12-31T23:50:00.000+0000", "2025-12-31T23:50:01.000+0000"));
    List<Change> changed = owners.slice();
    assertThat(users.fields()).contains("LastModifiedDate");
    assertThat(owners.children(changed))
        .singleElement()
        .extracting(Reading::soql)
        .asString()
        .contains(changed.get(1).id())
        .doesNotContain(changed.get(0).id(), changed.get(2).id());
    assertThat(owners.children(changed.subList(0, 1))).isEmpty();
    assertThat(Reading.last(users).of(List.of(children("Lead", "OwnerId"))).children(changed))
        .isEmpty();
  }

  @Test
  void where_parents_stand_is_asked_before_children_and_kept_before_these_are_delivered() {
    Reading contacts = Reading.first(new Question("Contact", PLAIN));
    Reading standing =
        Reading.last(new Question("Account", PLAIN)).of(List.of(children("Contact", "AccountId")));
    Cycle cycle = new Cycle(List.of(standing, contacts), Progress.NONE);
    assertThat(cycle.toAsk()).containsExactly(standing, contacts);
    standing.page(page("Account", 1));
    assertThat(cycle.turn()).isTrue();
    assertThat(cycle.current()).isSameAs(standing);
    assertThat(standing.upTo()).isEqualTo(standing.slice().get(0).version());
    assertThat(standing.feed()).isNotEqualTo("Account");
  }

  private static Reading.Children children(String object, String reference) {
    return new Reading.Children(new Question(object, PLAIN), reference);
  }

  /** A page of records, which were edited at one of these after the other. */
  private static Map<String, Object> page(String object, int size, String... edited) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, Object> record = new HashMap<>();
      record.put("attributes", Map.of("type", object));
      record.put("Id", "001%012dAAA".formatted(i));
      record.put("SystemModstamp", "2026-01-01T00:00:00.000+0000");
      if (edited.length > 0) record.put("LastModifiedDate", edited[i % edited.length]);
      records.add(record);
    }
    return new HashMap<>(Map.of("totalSize", size, "done", true, "records", records));
  }
}
