package org.bactrian.histories.comparison;

import static org.bactrian.histories.comparison.Difference.Kind;
import static org.bactrian.histories.comparison.Difference.Reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares one family's records in both systems with each other and with what its users did. */
public final class Comparison {

  private static final String DEFAULT = "[not provided]";

  private final Memory memory;
  private final World world;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Memory memory, World world) {
    this.memory = memory;
    this.world = world;
  }

  /** Every difference, explained or not. */
  public static List<Difference> of(Memory memory, World world) {
    memory.observe(world);
    Comparison comparison = new Comparison(memory, world);
    comparison.strangers();
    memory.everybody().forEach(comparison::compare);
    world.people().values().forEach(comparison::link);
    return comparison.differences;
  }

  private void strangers() {
    world.records().keySet().forEach(this::stranger);
    world.people().keySet().forEach(this::stranger);
  }

  private void stranger(String key) {
    if (!memory.knows(key)) found(Kind.FROM_NOWHERE, key, "nobody made it", null);
  }

  private void compare(Identity identity) {
    List<Map<String, Object>> records =
        World.living(
            identity.keys.stream().map(world.records()::get).filter(r -> r != null).toList());
    List<Map<String, Object>> people =
        identity.keys.stream().map(world.people()::get).filter(p -> p != null).toList();
    life(identity, records, people);
    optOut(identity, records, people);
    for (Map<String, Object> record : records) record(identity, record);
    if (records.isEmpty() && !identity.isInSalesforce()) {
      people.forEach(person -> words(identity, "Lead", person, false));
    }
  }

  private void life(
      Identity identity, List<Map<String, Object>> records, List<Map<String, Object>> people) {
    String about = identity.keys.toString();
    boolean inSalesforce = identity.expected.stream().anyMatch(Memory::isSalesforce);
    boolean inMarketo = identity.expected.stream().anyMatch(key -> !Memory.isSalesforce(key));
    if (records.isEmpty() && inSalesforce) {
      found(Kind.LOST_IN_SALESFORCE, about, "no living record is left", null);
    }
    if (people.isEmpty() && inMarketo) {
      found(Kind.LOST_IN_MARKETO, about, "no person is left", null);
    }
    if (records.size() > 1) {
      found(Kind.TWICE_IN_SALESFORCE, about, ids(records, "Id") + " live", null);
    }
    if (people.size() > 1) {
      boolean shared = people.stream().anyMatch(p -> isShared(p.get("email")));
      found(
          Kind.TWICE_IN_MARKETO,
          about,
          ids(people, "id") + " live",
          shared ? Reason.DUPLICATE_EMAIL : null);
    }
    if (identity.deletedInMarketo && !people.isEmpty()) {
      found(Kind.CAME_BACK, about, "a user deleted the person", null);
    }
    if (identity.flagged && !people.isEmpty() && !identity.isInSalesforce()) {
      boolean shared = people.stream().anyMatch(p -> isShared(p.get("email")));
      found(Kind.FLAG_IGNORED, about, "no record", shared ? Reason.DUPLICATE_EMAIL : null);
    }
    if (identity.isInSalesforce() && !identity.madeInSalesforce && !identity.flagged) {
      found(Kind.UNASKED, about, "nobody asked for a record", null);
    }
  }

  private void optOut(
      Identity identity, List<Map<String, Object>> records, List<Map<String, Object>> people) {
    if (!identity.optedOut) return;
    boolean holds =
        records.stream().allMatch(r -> Boolean.TRUE.equals(r.get("HasOptedOutOfEmail")))
            && people.stream().allMatch(p -> Boolean.TRUE.equals(p.get("unsubscribed")));
    if (holds) return;
    found(
        identity.optedOutLoser ? Kind.OPT_OUT_LOST_IN_MERGE : Kind.OPT_OUT_UNDONE,
        identity.keys.toString(),
        "HasOptedOutOfEmail %s, unsubscribed %s"
            .formatted(ids(records, "HasOptedOutOfEmail"), ids(people, "unsubscribed")),
        reason(identity, records));
  }

  private Reason reason(Identity identity, List<Map<String, Object>> records) {
    if (identity.optOutWentWithThePerson()) return Reason.DELETED_IN_MARKETO;
    if (records.stream().anyMatch(this::isDeadLetter)) return Reason.DUPLICATE_EMAIL;
    return identity.mergedByMarketo ? Reason.MERGED_IN_MARKETO : null;
  }

  private void record(Identity identity, Map<String, Object> record) {
    String id = record.get("Id").toString();
    String object = World.object(id);
    words(identity, object, record, true);
    List<Map<String, Object>> people = world.peopleOf(id);
    if (people.isEmpty()) {
      Reason reason =
          identity.deletedInMarketo
              ? Reason.DELETED_IN_MARKETO
              : isShared(record.get("Email")) ? Reason.DUPLICATE_EMAIL : null;
      found(Kind.NO_PERSON, id, "nobody has this salesforceId", reason);
      return;
    }
    if (people.size() > 1) found(Kind.SHARED_RECORD, id, ids(people, "id") + " have it", null);
    pair(object, record, people.get(0));
  }

  private void pair(String object, Map<String, Object> record, Map<String, Object> person) {
    String about = record.get("Id") + " = " + person.get("id");
    Object marketoId = record.get("Marketo_Id__c");
    if (marketoId != null && !marketoId.toString().equals(person.get("id").toString())) {
      found(Kind.WRONG_MARKETO_ID, about, "Marketo_Id__c is " + marketoId, null);
    }
    if (!object.equals(person.get("salesforceType"))) {
      found(Kind.WRONG_TYPE, about, "salesforceType is " + person.get("salesforceType"), null);
    }
    for (Pair pair : Rules.of(object)) {
      Object left = record.get(pair.salesforce());
      Object right = person.get(pair.marketo());
      if (pair.same(left, right) || keepsOnBlank(pair, left)) continue;
      String words =
          "%s is %s and %s is %s".formatted(pair.salesforce(), left, pair.marketo(), right);
      found(kind(pair), about, words, reason(pair, left, right));
    }
  }

  private static Kind kind(Pair pair) {
    if (pair.marketo().equals("salesforceIsDeleted")) return Kind.NOT_MARKED_DELETED;
    if (pair.marketo().equals("unsubscribed")) return Kind.OPT_OUT_UNDONE;
    return pair.owner() == Pair.Owner.BOTH ? Kind.DISAGREEMENT : Kind.NOT_THE_OWNERS;
  }

  private static Reason reason(Pair pair, Object left, Object right) {
    boolean defaulted = pair.marketo().equals("lastName") && DEFAULT.equals(left) && right == null;
    return defaulted ? Reason.REQUIRED_DEFAULT : null;
  }

  /** A queue is nobody whom Marketo knows, and a company can only be changed there. */
  private static boolean keepsOnBlank(Pair pair, Object left) {
    return switch (pair.marketo()) {
      case "externalSalesPersonId" -> left == null || !left.toString().startsWith("005");
      case "externalCompanyId" -> left == null;
      default -> false;
    };
  }

  private void words(
      Identity identity, String object, Map<String, Object> record, boolean inSalesforce) {
    for (Pair pair : Rules.of(object)) {
      Identity.Word word = identity.words.get(pair.marketo());
      Object value = record.get(inSalesforce ? pair.salesforce() : pair.marketo());
      if (word == null || word.allows(pair, value)) continue;
      boolean went = identity.wentWithThePerson(word) || identity.setBackWentWithThePerson(word);
      found(
          Kind.EDIT_LOST,
          record.get(inSalesforce ? "Id" : "id").toString(),
          "%s is %s and users said %s last".formatted(pair.marketo(), value, word),
          went ? Reason.DELETED_IN_MARKETO : null);
    }
  }

  /** What a person says of a record that does not live. */
  private void link(Map<String, Object> person) {
    Object id = person.get("salesforceId");
    if (id == null) return;
    Map<String, Object> record = world.records().get(id);
    if (World.isLiving(record)) return;
    String about = person.get("id") + " of " + id;
    boolean deleted = record != null && Boolean.TRUE.equals(record.get("IsDeleted"));
    if (!deleted || record.get("MasterRecordId") != null) {
      String what = record == null ? "unknown" : deleted ? "merged" : "converted";
      found(Kind.STALE_LINK, about, "the record is " + what, null);
    } else if (!Boolean.TRUE.equals(person.get("salesforceIsDeleted"))) {
      found(Kind.NOT_MARKED_DELETED, about, "the record is deleted", null);
    }
  }

  /** Whether a record belongs to nobody because of its address. */
  private boolean isDeadLetter(Map<String, Object> record) {
    return world.peopleOf(record.get("Id").toString()).isEmpty() && isShared(record.get("Email"));
  }

  private boolean isShared(Object address) {
    return memory.wasShared(String.valueOf(World.address(address)));
  }

  private static String ids(List<Map<String, Object>> records, String field) {
    return records.stream().map(r -> String.valueOf(r.get(field))).toList().toString();
  }

  private void found(Kind kind, String about, String words, Reason reason) {
    differences.add(new Difference(kind, about, words, reason));
  }
}
