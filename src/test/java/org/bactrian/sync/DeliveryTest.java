package org.bactrian.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Instant T = Instant.parse("2026-01-02T03:04:05Z");
  private static final Target LEAD =
      new Target("lead", "salesforceId", "email", false, false, Map.of());

  @Test
  void a_record_that_equals_its_base_costs_no_write() {
    Link link = link("00Q1", "7", "a@b.c", Map.of("firstName", "Al", "score", 1));
    Delivery delivery =
        delivery(
            List.of(prepared("00Q1", "a@b.c", values("firstName", "Al", "score", 1L, "fax", ""))),
            link);
    assertThat(delivery.isOpen()).isFalse();
    assertThat(delivery.settled())
        .extracting(Settled::outcome)
        .containsExactly(new Outcome.Unchanged());
  }

  @Test
  void a_linked_record_is_updated_by_its_id_with_what_differs() {
    Link link = link("00Q1", "7", "a@b.c", Map.of("firstName", "Al", "fax", "1"));
    Delivery delivery =
        delivery(List.of(prepared("00Q1", "a@b.c", values("firstName", "Bo", "fax", null))), link);
    Request.Write write = (Request.Write) delivery.next();
    assertThat(write.action()).isEqualTo("updateOnly");
    assertThat(write.lookupField()).isEqualTo("id");
    assertThat(write.rows()).containsExactly(values("id", 7L, "firstName", "Bo", "fax", null));
    delivery.answer(write, List.of(new Answer("updated", "7", null, null, null)));
    Link agreed = ((Outcome.Updated) delivery.settled().get(0).outcome()).link();
    assertThat(agreed.base()).isEqualTo(Map.of("firstName", "Bo"));
  }

  @Test
  void a_new_person_is_created_only_if_no_one_has_the_address() {
    Delivery delivery =
        delivery(List.of(prepared("00Q1", "a@b.c", values("firstName", "Al", "fax", null))));
    Request.Write create = (Request.Write) delivery.next();
    assertThat(create.action()).isEqualTo("createOnly");
    assertThat(create.rows()).containsExactly(values("firstName", "Al"));
    delivery.answer(
        create, List.of(new Answer("skipped", null, "1005", "Lead already exists", null)));
    Request.LookUp lookUp = (Request.LookUp) delivery.next();
    assertThat(lookUp.values()).containsExactly("a@b.c");
    delivery.found(lookUp, List.of(values("id", 9, "email", "A@b.c", "salesforceId", null)));
    Request.Write adopt = (Request.Write) delivery.next();
    assertThat(adopt.rows()).containsExactly(values("id", 9L, "firstName", "Al"));
    delivery.answer(adopt, List.of(new Answer("updated", "9", null, null, null)));
    assertThat(((Outcome.Updated) delivery.settled().get(0).outcome()).link().marketoId())
        .isEqualTo("9");
  }

  @Test
  void who_may_exist_and_is_edited_on_both_sides_is_seen_before_anything_is_written() {
    Target bothWays = new Target("lead", "salesforceId", "email", false, true, Map.of());
    Known known = new Known(Map.of(), Set.of(), Map.of(), Set.of("00Q1"), false, Set.of(), false);
    List<Prepared> withoutAddress = List.of(prepared("00Q1", null, values("unsubscribed", false)));
    Delivery delivery = new Delivery(bothWays, withoutAddress, known);
    Request.LookUp lookUp = (Request.LookUp) delivery.next();
    assertThat(lookUp.filterType()).isEqualTo("salesforceId");
    delivery.found(lookUp, List.of(values("id", 9, "salesforceId", "00Q1")));
    assertThat(delivery.isOpen()).isFalse();
    assertThat(delivery.encounters()).extracting(Encounter::marketoId).containsExactly("9");

    delivery = new Delivery(bothWays, withoutAddress, known);
    delivery.found((Request.LookUp) delivery.next(), List.of());
    assertThat(((Request.Write) delivery.next()).lookupField()).isEqualTo("salesforceId");
  }

  @Test
  void two_records_with_one_address_are_never_made_one() {
    Delivery delivery =
        delivery(List.of(prepared("00Q1", "a@b.c", Map.of()), prepared("00Q2", "a@b.c", Map.of())));
    Outcome.Parked parked = (Outcome.Parked) delivery.settled().get(0).outcome();
    assertThat(parked.code()).isEqualTo("duplicate-email");
    assertThat(parked.message()).contains("00Q1", "00Q2", "a@b.c");
  }

  @Test
  void after_a_crash_an_intended_record_is_sought_by_its_key_first() {
    Known known = new Known(Map.of(), Set.of(), Map.of(), Set.of("00Q1"), false, Set.of(), false);
    Delivery delivery = new Delivery(LEAD, List.of(prepared("00Q1", "new@b.c", Map.of())), known);
    Request.Write find = (Request.Write) delivery.next();
    assertThat(find.action()).isEqualTo("updateOnly");
    assertThat(find.lookupField()).isEqualTo("salesforceId");
    delivery.answer(find, List.of(new Answer("skipped", null, "1004", "Lead not found", null)));
    assertThat(((Request.Write) delivery.next()).action()).isEqualTo("createOnly");
  }

  @Test
  void others_may_have_written_ids_of_15_characters() {
    Known known = new Known(Map.of(), Set.of(), Map.of(), Set.of(), true, Set.of(), false);
    List<Prepared> one = List.of(prepared("001D000000IqhSLIAZ", "a@b.c", values("title", "Boss")));
    Target bothWays = new Target("lead", "salesforceId", "email", false, true, Map.of());
    Delivery delivery = new Delivery(bothWays, one, known);
    Request.LookUp lookUp = (Request.LookUp) delivery.next();
    assertThat(lookUp.values()).containsExactly("001D000000IqhSLIAZ", "001D000000IqhSL");
    Map<String, Object> another = values("id", 8, "salesforceId", "001D000000IqhSl");
    delivery.found(lookUp, List.of(another, values("id", 9, "salesforceId", "001D000000IqhSL")));
    assertThat(delivery.encounters()).extracting(Encounter::marketoId).containsExactly("9");

    Known anybody = new Known(Map.of(), Set.of(), Map.of(), Set.of(), true, Set.of(), false);
    List<Prepared> keyed =
        List.of(
            prepared("001D000000IqhSLIAZ", "a@b.c", values("salesforceId", "001D000000IqhSLIAZ")));
    delivery = new Delivery(LEAD, keyed, anybody);
    Request.Write whole = (Request.Write) delivery.next();
    delivery.answer(whole, List.of(new Answer("skipped", null, "1004", "not found", null)));
    Request.LookUp brief = (Request.LookUp) delivery.next();
    assertThat(brief.values()).containsExactly("001D000000IqhSL");
    delivery.found(brief, List.of(another));
    assertThat(((Request.Write) delivery.next()).action()).isEqualTo("createOnly");
  }

  private static final String ID = "001D000000IqhSLIAZ";
  private static final String SHORT = "001D000000IqhSL";
  private static final Target COMPANY =
      new Target("company", "externalCompanyId", null, true, false, Map.of());

  @Test
  void a_record_that_Marketo_has_under_a_short_id_alone_stays_under_it() {
    Delivery delivery = company(true);
    Request.LookUp brief = (Request.LookUp) delivery.next();
    assertThat(brief.filterType()).isEqualTo("externalCompanyId");
    assertThat(brief.values()).containsExactly(SHORT);
    assertThat(brief.fields()).containsExactly("externalCompanyId");
    delivery.found(brief, List.of(values("id", 4, "externalCompanyId", SHORT)));
    Request.LookUp whole = (Request.LookUp) delivery.next();
    assertThat(whole.values()).containsExactly(ID);
    delivery.found(whole, List.of());
    Request.Write write = (Request.Write) delivery.next();
    assertThat(write.action()).isEqualTo("updateOnly");
    assertThat(write.lookupField()).isEqualTo("dedupeFields");
    assertThat(write.rows()).containsExactly(values("externalCompanyId", SHORT, "company", "Acme"));
    delivery.answer(write, List.of(new Answer("updated", "4", null, null, null)));
    Link link = delivery.settled().get(0).outcome().newLink().orElseThrow();
    assertThat(link.salesforceId()).isEqualTo(ID);
    assertThat(link.base()).containsEntry("externalCompanyId", SHORT);

    // So is it written from then on.
    delivery = company(true, new Link(ID, "4", null, T, Map.of("externalCompanyId", SHORT)));
    write = (Request.Write) delivery.next();
    assertThat(write.rows()).containsExactly(values("externalCompanyId", SHORT, "company", "Acme"));
    delivery.answer(write, List.of(new Answer("updated", "4", null, null, null)));
    link = delivery.settled().get(0).outcome().newLink().orElseThrow();
    assertThat(link.base()).containsEntry("externalCompanyId", SHORT);
  }

  @Test
  void a_record_under_the_whole_id_goes_by_it() {
    for (boolean both : new boolean[] {true, false}) {
      Delivery delivery = company(true);
      Map<String, Object> there =
          values("id", 4, "externalCompanyId", both ? SHORT : "001D000000IqhSl");
      delivery.found((Request.LookUp) delivery.next(), List.of(there));
      if (both) {
        Map<String, Object> whole = values("id", 5, "externalCompanyId", ID);
        delivery.found((Request.LookUp) delivery.next(), List.of(whole));
      }
      Request.Write write = (Request.Write) delivery.next();
      assertThat(write.action()).isEqualTo("createOrUpdate");
      assertThat(write.rows()).containsExactly(values("externalCompanyId", ID, "company", "Acme"));
    }
    // Where nobody else knows such records, nothing is asked.
    assertThat(((Request.Write) company(false).next()).action()).isEqualTo("createOrUpdate");
  }

  @Test
  void what_a_record_refers_to_is_named_by_its_key_in_Marketo() {
    Prepared.Parent parent = new Prepared.Parent("company", ID);
    Prepared contact =
        new Prepared(
            new Change("0031", T, Map.of("Id", "0031")),
            values("externalCompanyId", ID, "title", "Boss"),
            Map.of("externalCompanyId", parent),
            null,
            null,
            false,
            null,
            Map.of(),
            null);
    assertThat(contact.referring(Map.of(parent, SHORT)).values())
        .isEqualTo(values("externalCompanyId", SHORT, "title", "Boss"));
    assertThat(contact.referring(Map.of(parent, ID))).isSameAs(contact);
    assertThat(contact.referring(Map.of())).isSameAs(contact);
  }

  private static Delivery company(boolean known, Link... links) {
    Map<String, Link> linked = new LinkedHashMap<>();
    for (Link link : links) linked.put(link.salesforceId(), link);
    return new Delivery(
        COMPANY,
        List.of(prepared(ID, null, values("externalCompanyId", ID, "company", "Acme"))),
        new Known(linked, Set.of(), Map.of(), Set.of(), known, Set.of(), false));
  }

  @Test
  void who_has_the_address_and_a_short_id_is_no_other() {
    Delivery delivery = delivery(List.of(prepared("001D000000IqhSLIAZ", "a@b.c", Map.of())));
    Request.Write create = (Request.Write) delivery.next();
    delivery.answer(create, List.of(new Answer("skipped", null, "1005", "exists", null)));
    Request.LookUp lookUp = (Request.LookUp) delivery.next();
    delivery.found(
        lookUp, List.of(values("id", 9, "email", "a@b.c", "salesforceId", "001D000000IqhSL")));
    assertThat(((Request.Write) delivery.next()).rows()).containsExactly(values("id", 9L));
  }

  @Test
  void who_may_have_been_created_is_looked_for() {
    Answer unknown =
        new Answer("queued", null, Outcome.Parked.OUTCOME_UNKNOWN, "it was queued", null);
    for (boolean done : new boolean[] {true, false}) {
      Delivery delivery = delivery(List.of(prepared("00Q1", "a@b.c", Map.of())));
      delivery.answer((Request.Write) delivery.next(), List.of(unknown));
      Request.LookUp lookUp = (Request.LookUp) delivery.next();
      Map<String, Object> there = values("id", 9, "email", "a@b.c", "salesforceId", "00Q1");
      delivery.found(lookUp, done ? List.of(there) : List.of());
      if (done) {
        assertThat(((Request.Write) delivery.next()).rows()).containsExactly(values("id", 9L));
        continue;
      }
      Outcome.Parked parked = (Outcome.Parked) delivery.settled().get(0).outcome();
      assertThat(parked.isUnknown()).isTrue();
      assertThat(parked.message()).contains("not known whether Marketo took the lead");
    }
  }

  @Property(tries = 300)
  void every_change_has_exactly_one_outcome(
      @ForAll("slices") List<Prepared> slice, @ForAll long seed) {
    java.util.Random marketo = new java.util.Random(seed);
    Delivery delivery =
        new Delivery(
            LEAD,
            slice,
            new Known(
                Map.of(), Set.of(), Map.of(), Set.of(), marketo.nextBoolean(), Set.of(), false));
    while (delivery.isOpen()) {
      Request request = delivery.next();
      if (request instanceof Request.Write write) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < write.rows().size(); i++) answers.add(answer(marketo, write.action()));
        delivery.answer(write, answers);
      } else if (request instanceof Request.LookUp lookUp) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (String value : lookUp.values()) {
          for (int n = marketo.nextInt(3); n > 0; n--)
            found.add(values("id", marketo.nextInt(99), "email", value));
        }
        delivery.found(lookUp, found);
      }
    }
    assertThat(delivery.settled())
        .extracting(s -> s.change().id())
        .containsExactlyInAnyOrderElementsOf(slice.stream().map(p -> p.change().id()).toList());
    Tally tally =
        delivery.settled().stream()
            .map(s -> s.outcome().tally())
            .reduce(Tally.read(slice.size()), Tally::plus);
    assertThat(tally.adds()).isTrue();
  }

  @Provide
  Arbitrary<List<Prepared>> slices() {
    return Arbitraries.of("a@b.c", "b@b.c", "c@b.c", "")
        .list()
        .ofMaxSize(12)
        .map(
            addresses -> {
              List<Prepared> slice = new ArrayList<>();
              for (String each : addresses)
                slice.add(
                    prepared("00Q" + slice.size(), each.isEmpty() ? null : each, Map.of("x", 1)));
              return slice;
            });
  }

  private static Answer answer(java.util.Random marketo, String action) {
    String code = List.of("1004", "1005", "1007", "1003").get(marketo.nextInt(4));
    String done = action.equals("updateOnly") ? "updated" : "created";
    return marketo.nextBoolean()
        ? new Answer(done, "1", null, null, null)
        : new Answer("skipped", null, code, "no", null);
  }

  private static Delivery delivery(List<Prepared> changes, Link... links) {
    Map<String, Link> known = new LinkedHashMap<>();
    for (Link link : links) known.put(link.salesforceId(), link);
    return new Delivery(
        LEAD, changes, new Known(known, Set.of(), Map.of(), Set.of(), false, Set.of(), false));
  }

  @Test
  void a_record_that_is_nothing_without_its_parent_is_parked_if_that_does_not_come() {
    Target roles =
        new Target("opportunityrole", "externalOpportunityId", null, true, false, Map.of());
    Prepared.Parent parent = new Prepared.Parent("opportunity", "0061");
    Prepared role =
        prepared("00K1", null, values("externalOpportunityId", "0061", "role", "Buyer"));
    Prepared referring =
        new Prepared(
            role.change(),
            role.values(),
            Map.of("externalOpportunityId", parent),
            null,
            null,
            false,
            null,
            Map.of(),
            null);
    Known known = new Known(Map.of(), Set.of(), Map.of(), Set.of(), false, Set.of(), false, true);
    Delivery delivery = new Delivery(roles, List.of(referring), known);
    assertThat(delivery.isOpen()).isFalse();
    Outcome.Parked parked = (Outcome.Parked) delivery.settled().get(0).outcome();
    assertThat(parked.code()).isEqualTo("parent-missing");
    assertThat(parked.message()).contains("opportunity 0061");
    assertThat(delivery.alone()).hasSize(1);
  }

  private static Link link(String id, String marketoId, String email, Map<String, Object> base) {
    return new Link(id, marketoId, email, T, base);
  }

  private static Prepared prepared(String id, String email, Map<String, Object> values) {
    return new Prepared(
        new Change(id, T, Map.of("Id", id)),
        values,
        Map.of(),
        email,
        null,
        false,
        null,
        Map.of(),
        null);
  }

  private static Map<String, Object> values(Object... pairs) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) values.put((String) pairs[i], pairs[i + 1]);
    return values;
  }
}
