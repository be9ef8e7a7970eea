package org.bactrian.histories.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.histories.comparison.Difference.Kind;
import org.bactrian.histories.comparison.Difference.Reason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A difference of each kind, planted in two systems that agree, is found; and nothing else is. */
class ComparisonTest {

  private static final String LEAD = "00Q000000000001AAA";
  private static final String OTHER = "00Q000000000002AAA";
  private static final String CONTACT = "003000000000001AAA";

  private record Planted(String sentence, Planting planting, List<Kind> kinds) {}

  private static final List<Planted> PLANTED =
      List.of(
          planted(
              "a record is gone",
              in -> in.world.records().remove(OTHER),
              Kind.LOST_IN_SALESFORCE,
              Kind.STALE_LINK),
          planted(
              "a record was deleted by nobody",
              in -> in.record(OTHER).put("IsDeleted", true),
              Kind.LOST_IN_SALESFORCE,
              Kind.NOT_MARKED_DELETED),
          planted("a person whom a user made is gone", in -> in.made("9"), Kind.LOST_IN_MARKETO),
          planted("a person is gone", in -> in.world.people().remove("2"), Kind.NO_PERSON),
          planted(
              "two records are one by their merged people",
              ComparisonTest::mergedInMarketoOnly,
              Kind.TWICE_IN_SALESFORCE,
              Kind.NO_PERSON),
          planted(
              "a lead lives beside the contact whose people it became",
              ComparisonTest::mergedAcross,
              Kind.TWICE_IN_SALESFORCE,
              Kind.NO_PERSON),
          planted(
              "two people are one by their merged records",
              ComparisonTest::mergedInSalesforceOnly,
              Kind.TWICE_IN_MARKETO,
              Kind.STALE_LINK),
          planted(
              "two people are one record",
              in -> in.person(2).put("salesforceId", LEAD),
              Kind.TWICE_IN_SALESFORCE,
              Kind.TWICE_IN_MARKETO,
              Kind.SHARED_RECORD,
              Kind.NO_PERSON),
          planted(
              "a converted lead's person is not the contact's",
              ComparisonTest::convertedOnly,
              Kind.NO_PERSON,
              Kind.STALE_LINK),
          planted(
              "Marketo_Id__c is another's",
              in -> in.record(LEAD).put("Marketo_Id__c", "77"),
              Kind.WRONG_MARKETO_ID),
          planted(
              "a lead's person calls itself a contact",
              in -> in.person(1).put("salesforceType", "Contact"),
              Kind.WRONG_TYPE),
          planted(
              "a both-ways field differs",
              in -> in.person(1).put("title", "Chief"),
              Kind.DISAGREEMENT),
          planted(
              "a both-ways field is blank on one side",
              in -> in.person(1).put("phone", null),
              Kind.DISAGREEMENT),
          planted(
              "Salesforce's field differs in Marketo",
              in -> in.person(1).put("leadStatus", "Hot"),
              Kind.NOT_THE_OWNERS),
          planted(
              "Marketo's field differs in Salesforce",
              in -> in.record(LEAD).put("Lead_Score__c", 8),
              Kind.NOT_THE_OWNERS),
          planted(
              "a company is another's",
              in -> in.person(1).put("externalCompanyId", OTHER),
              Kind.NOT_THE_OWNERS),
          planted("both sides agree on what nobody said", ComparisonTest::lostEdit, Kind.EDIT_LOST),
          planted("an edit is set back on both sides", ComparisonTest::undoneClear, Kind.EDIT_LOST),
          planted(
              "an opt-out is on one side only",
              in -> in.record(LEAD).put("HasOptedOutOfEmail", true),
              Kind.OPT_OUT_UNDONE),
          planted(
              "an opt-out is gone on both sides",
              in -> in.memory.said(LEAD, Map.of("HasOptedOutOfEmail", true)),
              Kind.OPT_OUT_UNDONE),
          planted(
              "an opt-out is lost in a merge",
              ComparisonTest::optOutMerged,
              Kind.OPT_OUT_LOST_IN_MERGE),
          planted(
              "a deleted record's person does not say so",
              ComparisonTest::deleted,
              Kind.NOT_MARKED_DELETED),
          planted(
              "a living record's person says it is deleted",
              in -> in.person(1).put("salesforceIsDeleted", true),
              Kind.NOT_MARKED_DELETED),
          planted("a deleted person is there again", in -> in.memory.deleted("1"), Kind.CAME_BACK),
          planted("a flag was not followed", in -> in.alone(true), Kind.FLAG_IGNORED),
          planted("a record that nobody asked for", ComparisonTest::unasked, Kind.UNASKED),
          planted("a record that nobody made", in -> in.unknownRecord(), Kind.FROM_NOWHERE),
          planted(
              "a person whom nobody made",
              in -> in.world.people().put("9", person("9", null)),
              Kind.FROM_NOWHERE));

  private final Memory memory = new Memory();
  private final World world = new World();

  private interface Planting {
    void plant(ComparisonTest in);
  }

  @Test
  void nothingDiffersInASyncedFamily() {
    settle();
    assertThat(Comparison.of(memory, world)).isEmpty();
  }

  @Test
  void whatIsOnlyWrittenOtherwiseIsNoDifference() {
    settle();
    record(LEAD).put("Email", "A@X.example ");
    record(LEAD).put("Phone", "+886-2-2345-6789");
    record(LEAD).put("Title", "Boss  ");
    record(LEAD).put("Street", "1 Main\r\nFloor 2");
    record(LEAD).put("Description", "");
    record(LEAD).put("Lead_Score__c", 7.0);
    record(LEAD).put("OwnerId", "00G000000000001AAA");
    person(1).put("unsubscribed", null);
    assertThat(Comparison.of(memory, world)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aPlantedDifferenceIsFound() {
    return PLANTED.stream().map(each -> DynamicTest.dynamicTest(each.sentence, () -> find(each)));
  }

  private static void find(Planted planted) {
    ComparisonTest in = new ComparisonTest();
    in.settle();
    planted.planting.plant(in);
    List<Difference> differences = Comparison.of(in.memory, in.world);
    assertThat(differences).allMatch(Difference::isFault);
    assertThat(differences.stream().map(Difference::kind).distinct())
        .as(differences.toString())
        .containsExactlyInAnyOrderElementsOf(planted.kinds);
  }

  @Test
  void everyKindIsPlanted() {
    assertThat(PLANTED.stream().flatMap(each -> each.kinds.stream())).contains(Kind.values());
  }

  @Test
  void whatARuleExplainsIsNoFault() {
    settle();
    memory.deleted("1");
    world.people().remove("1");
    alone(true);
    String defaulted = "00Q000000000009AAA";
    world.records().put(defaulted, lead(defaulted, "c@x.example"));
    world.people().put("9", person("9", record(defaulted)));
    record(defaulted).put("LastName", "[not provided]");
    person(9).put("lastName", null);
    String third = "00Q000000000003AAA";
    memory.made(third, Map.of("LastName", "h1-2"));
    world.records().put(third, lead(third, "B@x.example"));
    List<Difference> differences = Comparison.of(memory, world);
    assertThat(differences)
        .extracting(Difference::reason)
        .containsExactlyInAnyOrder(
            Reason.DELETED_IN_MARKETO, Reason.DUPLICATE_EMAIL, Reason.REQUIRED_DEFAULT);
    assertThat(differences).noneMatch(Difference::isFault);
  }

  @Test
  void anothersEditIsSetBackAsLongAsThePersonLives() {
    settle();
    memory.said("1", Map.of("leadScore", 7));
    memory.synced();
    memory.said(LEAD, Map.of("Lead_Score__c", 8));
    record(LEAD).put("Lead_Score__c", 8);
    person(1).put("leadScore", 8);
    assertThat(Comparison.of(memory, world)).anyMatch(Difference::isFault);
    memory.deleted("1");
    world.people().remove("1");
    assertThat(Comparison.of(memory, world))
        .extracting(Difference::kind)
        .containsExactly(Kind.EDIT_LOST, Kind.NO_PERSON);
    assertThat(Comparison.of(memory, world)).noneMatch(Difference::isFault);
  }

  @Test
  void ofTwoThatSpokeInOneWindowEitherMayWin() {
    settle();
    memory.said(LEAD, Map.of("Title", "Chief"));
    memory.said("1", Map.of("title", "Boss"));
    assertThat(Comparison.of(memory, world)).isEmpty();
    memory.synced();
    memory.said(LEAD, Map.of("Title", "Chief"));
    assertThat(Comparison.of(memory, world))
        .extracting(Difference::kind)
        .containsExactly(Kind.EDIT_LOST);
  }

  private static Planted planted(String sentence, Planting planting, Kind... kinds) {
    return new Planted(sentence, planting, List.of(kinds));
  }

  /** Two leads whom users made, and their people. */
  private void settle() {
    pair(LEAD, "a@x.example", "1");
    pair(OTHER, "b@x.example", "2");
    memory.observe(world);
    memory.synced();
  }

  private void pair(String id, String address, String marketoId) {
    Map<String, Object> lead = lead(id, address);
    memory.made(id, Map.of("LastName", lead.get("LastName")));
    world.records().put(id, lead);
    world.people().put(marketoId, person(marketoId, lead));
  }

  private static Map<String, Object> lead(String id, String address) {
    Map<String, Object> lead = new LinkedHashMap<>();
    lead.put("Id", id);
    lead.put("LastName", "h1-2");
    lead.put("Email", address);
    lead.put("Title", "Boss");
    lead.put("Phone", "+886 2 2345 6789");
    lead.put("Street", "1 Main\nFloor 2");
    lead.put("Status", "Open");
    lead.put("OwnerId", "005000000000001AAA");
    lead.put("HasOptedOutOfEmail", false);
    lead.put("CreatedDate", "2026-01-02T03:04:05.678+0000");
    lead.put("IsDeleted", false);
    lead.put("Lead_Score__c", 7);
    return lead;
  }

  private static Map<String, Object> person(String id, Map<String, Object> record) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("id", Integer.valueOf(id));
    if (record == null) return person;
    String object = World.object(record.get("Id").toString());
    person.put("salesforceId", record.get("Id"));
    person.put("salesforceType", object);
    for (Pair pair : Rules.of(object)) person.put(pair.marketo(), record.get(pair.salesforce()));
    person.put("salesforceCreatedDate", "2026-01-02T03:04:05Z");
    return person;
  }

  private Map<String, Object> record(String id) {
    return world.records().get(id);
  }

  private Map<String, Object> person(int id) {
    return world.people().get(String.valueOf(id));
  }

  private void made(String person) {
    memory.made(person, Map.of("email", "c@x.example"));
  }

  private void mergedInMarketoOnly() {
    memory.merged("1", "2");
    world.people().remove("2");
  }

  private void mergedAcross() {
    pair(CONTACT, "c@x.example", "3");
    memory.merged("3", "1");
    world.people().remove("1");
  }

  private void mergedInSalesforceOnly() {
    memory.merged(LEAD, OTHER);
    record(OTHER).put("IsDeleted", true);
    record(OTHER).put("MasterRecordId", LEAD);
  }

  private void convertedOnly() {
    memory.converted(LEAD, CONTACT);
    record(LEAD).put("IsConverted", true);
    Map<String, Object> contact = new LinkedHashMap<>(record(LEAD));
    contact.put("Id", CONTACT);
    contact.put("IsConverted", null);
    contact.put("Email", null);
    world.records().put(CONTACT, contact);
  }

  private void lostEdit() {
    memory.said(LEAD, Map.of("Title", "Chief"));
  }

  private void undoneClear() {
    Map<String, Object> blank = new LinkedHashMap<>();
    blank.put("title", null);
    memory.said("1", blank);
  }

  private void optOutMerged() {
    memory.said(OTHER, Map.of("HasOptedOutOfEmail", true));
    memory.merged(LEAD, OTHER);
    memory.merged("1", "2");
    record(OTHER).put("IsDeleted", true);
    world.people().remove("2");
  }

  private void deleted() {
    memory.deleted(LEAD);
    record(LEAD).put("IsDeleted", true);
  }

  private void alone(boolean flagged) {
    memory.made("9", Map.of("email", "c@x.example", "syncToSalesforce", flagged));
    Map<String, Object> person = person("9", null);
    person.put("email", "c@x.example");
    world.people().put("9", person);
  }

  private void unasked() {
    alone(false);
    String id = "00Q000000000009AAA";
    Map<String, Object> lead = lead(id, "c@x.example");
    world.records().put(id, lead);
    world.people().put("9", person("9", lead));
  }

  private void unknownRecord() {
    String id = "00Q000000000009AAA";
    Map<String, Object> lead = lead(id, null);
    lead.put("IsDeleted", true);
    world.records().put(id, lead);
  }
}
