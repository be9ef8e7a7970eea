package org.bactrian.histories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bactrian.histories.comparison.Identity;
import org.bactrian.histories.comparison.Memory;
import org.bactrian.histories.comparison.Pair;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Answer;
import org.bactrian.histories.users.Deed;

/** A few people whom one history is about: what their users see of them, and remember. */
final class Family {

  private static final int MOST = 5;

  final int number;
  final Memory memory = new Memory();
  final List<String> accounts = new ArrayList<>();
  private World seen = new World();
  private int named;
  private boolean sharing;
  private boolean parentGone;
  private String hidden = "";

  Family(int number) {
    this.number = number;
  }

  /** Looks again at what both systems hold. */
  void look(World world) {
    seen = world;
    memory.observe(world);
  }

  World seen() {
    return seen;
  }

  /** Whether another can be made. */
  boolean hasRoom() {
    return named < MOST;
  }

  /** A name that tells which family it is of. */
  String name() {
    return "h%d-%d Lin".formatted(number, ++named);
  }

  /** An address that nobody had before. */
  String address(Random random) {
    return "h%d-%d@histories.example".formatted(number, random.nextInt(1_000_000));
  }

  /** Whether two of them may have one address. */
  boolean isSharing() {
    return sharing;
  }

  void share() {
    sharing = true;
  }

  /** An account that goes now and then, with its contacts. */
  String parent() {
    return accounts.get(2);
  }

  boolean isParentGone() {
    return parentGone;
  }

  /** Nobody sees this field of Marketo's for now; empty for none. */
  void hide(String field) {
    hidden = field;
  }

  boolean isHidden(Pair pair) {
    return pair.marketo().equals(hidden);
  }

  /** Who this is. */
  Identity who(Map<String, Object> recordOrPerson) {
    return memory.of(id(recordOrPerson));
  }

  static String id(Map<String, Object> recordOrPerson) {
    Object id = recordOrPerson.get("Id");
    return (id == null ? recordOrPerson.get("id") : id).toString();
  }

  /** Whether it was merged, converted, deleted or undeleted since the last sync. */
  boolean isRebuilt(Map<String, Object> recordOrPerson) {
    return who(recordOrPerson).isRebuilt(memory.window());
  }

  /** Living records. */
  List<Map<String, Object>> living() {
    return seen.records().values().stream().filter(World::isLiving).toList();
  }

  /** Living records of an object. */
  List<Map<String, Object>> living(String object) {
    return living().stream().filter(r -> World.object(id(r)).equals(object)).toList();
  }

  /** The Marketo person of a record, or null as long as there is none. */
  Map<String, Object> personOf(Map<String, Object> record) {
    List<Map<String, Object>> people = seen.peopleOf(id(record));
    return people.isEmpty() ? null : people.get(0);
  }

  /** Everybody in Marketo. */
  List<Map<String, Object>> people() {
    return List.copyOf(seen.people().values());
  }

  /** The living record of a person, or null. */
  Map<String, Object> recordOf(Map<String, Object> person) {
    Map<String, Object> record = seen.records().get(String.valueOf(person.get("salesforceId")));
    return World.isLiving(record) ? record : null;
  }

  /** Notes what was done. */
  void done(Deed deed, Answer answer) {
    if (deed instanceof Deed.CreateInSalesforce create) {
      made(seen.records(), "Id", answer.id(), create.fields());
    } else if (deed instanceof Deed.CreateInMarketo create) {
      made(seen.people(), "id", answer.id(), create.fields());
      alsoInSalesforce(answer.id(), create.fields().get("email"));
    } else if (deed instanceof Deed.EditInSalesforce edit) {
      seen.records().get(edit.id()).putAll(edit.fields());
      memory.said(edit.id(), edit.fields());
    } else if (deed instanceof Deed.EditInMarketo edit) {
      seen.people().get(edit.id()).putAll(edit.fields());
      memory.said(edit.id(), edit.fields());
    } else if (deed instanceof Deed.DeleteInSalesforce delete) {
      for (String id : goingWith(delete.id(), false)) {
        seen.records().get(id).put("IsDeleted", true);
        memory.deleted(id);
      }
    } else if (deed instanceof Deed.UndeleteInSalesforce undelete) {
      for (String id : goingWith(undelete.id(), true)) {
        seen.records().get(id).put("IsDeleted", false);
        memory.undeleted(id);
      }
    } else if (deed instanceof Deed.DeleteInMarketo delete) {
      seen.people().remove(delete.id());
      memory.deleted(delete.id());
    } else if (deed instanceof Deed.MergeInSalesforce merge) {
      seen.records().get(merge.loser()).put("IsDeleted", true);
      seen.records().get(merge.loser()).put("MasterRecordId", merge.master());
      memory.merged(merge.master(), merge.loser());
    } else if (deed instanceof Deed.MergeInMarketo merge) {
      seen.people().remove(merge.loser());
      memory.merged(merge.winner(), merge.loser());
    } else if (deed instanceof Deed.Convert convert) {
      converted(convert, answer.id());
    }
  }

  /** A record, or the contacts of an account. */
  private List<String> goingWith(String id, boolean back) {
    if (!World.object(id).equals("Account")) return List.of(id);
    parentGone = !back;
    return seen.records().values().stream()
        .filter(r -> id.equals(r.get("AccountId")) && r.get("MasterRecordId") == null)
        .filter(r -> Boolean.TRUE.equals(r.get("IsDeleted")) == back)
        .map(Family::id)
        .toList();
  }

  private void made(
      Map<String, Map<String, Object>> where, String key, String id, Map<String, Object> fields) {
    Map<String, Object> made = new LinkedHashMap<>(fields);
    made.put(key, id);
    where.put(id, made);
    memory.made(id, fields);
  }

  /** An address that nobody else has tells who a person is. */
  private void alsoInSalesforce(String person, Object address) {
    for (Map<String, Object> record : living()) {
      if (address.equals(record.get("Email"))) memory.same(id(record), person);
    }
  }

  private void converted(Deed.Convert convert, String contact) {
    Map<String, Object> lead = seen.records().get(convert.lead());
    lead.put("IsConverted", true);
    if (convert.contact() != null) {
      memory.merged(contact, convert.lead());
      return;
    }
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("Id", contact);
    made.put("LastName", lead.get("LastName"));
    made.put("Email", lead.get("Email"));
    made.put("AccountId", convert.account());
    seen.records().put(contact, made);
    memory.converted(convert.lead(), contact);
  }
}
