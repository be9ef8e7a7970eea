package org.bactrian.histories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.bactrian.histories.comparison.Identity;
import org.bactrian.histories.comparison.Pair;
import org.bactrian.histories.comparison.Rules;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Deed;

/** What Salesforce's users may do to a family at a moment. */
final class SalesforceDeeds {

  private static final List<String> LEFT_ALONE = List.of("lastName", "email", "unsubscribed");
  private static final List<String> EDITED_BY_OWNER =
      List.of("company", "leadStatus", "leadSource", "rating", "mktoPersonNotes");

  private final Family family;
  private final Random random;

  SalesforceDeeds(Family family, Random random) {
    this.family = family;
    this.random = random;
  }

  /** The deeds of this kind, one after the other; none if there is nobody to do it to. */
  List<Deed> of(Kind kind) {
    return switch (kind) {
      case LEAD -> family.hasRoom() ? List.of(lead(true)) : List.of();
      case LEAD_WITHOUT_ADDRESS -> family.hasRoom() ? List.of(lead(false)) : List.of();
      case CONTACT -> family.hasRoom() ? List.of(contact()) : List.of();
      case EDIT -> edit(settled(), both(r -> true));
      case EDIT_OWNED -> edit(settled(), r -> pairs(r, p -> EDITED_BY_OWNER.contains(p.marketo())));
      case EDIT_OF_MARKETOS -> edit(scored(), r -> pairs(r, p -> p.marketo().equals("leadScore")));
      case CLEAR -> clear();
      case REWRITE -> rewrite();
      case ADDRESS -> one(addressed(), r -> set(r, "Email", family.address(random)));
      case SHARE_ADDRESS -> share();
      case OPT_OUT -> one(settled(), r -> set(r, "HasOptedOutOfEmail", true));
      case OPT_IN -> one(optedOut(), r -> set(r, "HasOptedOutOfEmail", false));
      case CONVERT -> one(rebuildable("Lead"), lead -> new Deed.Convert(id(lead), null, account()));
      case CONVERT_INTO_CONTACT -> convertIntoContact();
      case REPARENT -> one(only(settled(), "Contact"), r -> set(r, "AccountId", otherAccount(r)));
      case MERGE -> merge(random.nextInt(3) > 0 ? "Lead" : "Contact");
      case DELETE -> one(deletable(), r -> new Deed.DeleteInSalesforce(id(r)));
      case UNDELETE -> one(deleted(), r -> new Deed.UndeleteInSalesforce(id(r)));
      case EDIT_AND_DELETE -> editAndDelete();
      case MERGE_CHAIN -> chain(random.nextInt(3) > 0 ? "Lead" : "Contact");
      case PARENT_GOES -> parentGoes();
      case PARENT_COMES_BACK ->
          family.isParentGone()
              ? List.of(new Deed.UndeleteInSalesforce(family.parent()))
              : List.of();
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  Deed.CreateInSalesforce lead(boolean withAddress) {
    Map<String, Object> fields = person(withAddress);
    fields.put("Company", "h%d- Company %d".formatted(family.number, random.nextInt(1_000)));
    fields.put("Rating", Values.of("rating", random));
    return new Deed.CreateInSalesforce("Lead", fields);
  }

  private Deed contact() {
    Map<String, Object> fields = person(random.nextInt(10) > 0);
    fields.put("AccountId", account());
    return new Deed.CreateInSalesforce("Contact", fields);
  }

  private Map<String, Object> person(boolean withAddress) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("LastName", family.name());
    if (withAddress) fields.put("Email", family.address(random));
    if (random.nextBoolean()) fields.put("FirstName", Values.of("firstName", random));
    if (random.nextBoolean()) fields.put("Title", Values.of("title", random));
    if (random.nextBoolean()) fields.put("Phone", Values.of("phone", random));
    if (random.nextInt(10) == 0) fields.put("HasOptedOutOfEmail", true);
    return fields;
  }

  private List<Deed> edit(List<Map<String, Object>> records, Fields fields) {
    return one(
        records,
        record -> {
          Pair pair = Values.any(fields.of(record), random);
          return set(record, pair.salesforce(), Values.of(pair.marketo(), random));
        });
  }

  private List<Deed> clear() {
    Fields filled = both(Objects::nonNull);
    return one(
        where(settled(), r -> !filled.of(r).isEmpty()),
        r -> set(r, Values.any(filled.of(r), random).salesforce(), null));
  }

  private List<Deed> rewrite() {
    Fields filled =
        r ->
            pairs(
                r,
                p ->
                    p.owner() == Pair.Owner.BOTH
                        && !List.of("unsubscribed", "salutation", "dateOfBirth", "lastName")
                            .contains(p.marketo())
                        && !family.isHidden(p)
                        && r.get(p.salesforce()) != null);
    return one(
        where(settled(), r -> !filled.of(r).isEmpty()),
        record -> {
          Pair pair = Values.any(filled.of(record), random);
          String value = record.get(pair.salesforce()).toString();
          return set(record, pair.salesforce(), Values.rewritten(pair.marketo(), value, random));
        });
  }

  private List<Deed> share() {
    List<Map<String, Object>> with = where(family.living(), r -> r.get("Email") != null);
    List<Map<String, Object>> records = addressed();
    if (with.isEmpty() || records.isEmpty()) return List.of();
    Map<String, Object> other = Values.any(with, random);
    Map<String, Object> record = Values.any(records, random);
    if (family.who(other) == family.who(record)) return List.of();
    family.share();
    return List.of(set(record, "Email", other.get("Email")));
  }

  private List<Deed> convertIntoContact() {
    List<Map<String, Object>> contacts =
        where(rebuildable("Contact"), c -> c.get("AccountId") != null);
    if (contacts.isEmpty()) return List.of();
    Map<String, Object> into = Values.any(contacts, random);
    return one(
        rebuildable("Lead"),
        lead -> new Deed.Convert(id(lead), id(into), into.get("AccountId").toString()));
  }

  private List<Deed> merge(String object) {
    List<Map<String, Object>> records = new ArrayList<>(rebuildable(object));
    Collections.shuffle(records, random);
    if (records.size() < 2 || family.who(records.get(0)) == family.who(records.get(1))) {
      return List.of();
    }
    return List.of(new Deed.MergeInSalesforce(id(records.get(0)), id(records.get(1))));
  }

  private List<Deed> chain(String object) {
    List<Map<String, Object>> records = new ArrayList<>(rebuildable(object));
    Collections.shuffle(records, random);
    Set<Identity> whose = new HashSet<>();
    List<String> three = new ArrayList<>();
    for (Map<String, Object> each : records) {
      if (whose.add(family.who(each))) three.add(id(each));
    }
    if (three.size() < 3) return List.of();
    return List.of(
        new Deed.MergeInSalesforce(three.get(1), three.get(0)),
        new Deed.MergeInSalesforce(three.get(2), three.get(1)));
  }

  private List<Deed> parentGoes() {
    List<Map<String, Object>> contacts = only(deletable(), "Contact");
    if (contacts.isEmpty() || family.isParentGone()) return List.of();
    return List.of(
        set(Values.any(contacts, random), "AccountId", family.parent()),
        new Deed.DeleteInSalesforce(family.parent()));
  }

  private List<Deed> editAndDelete() {
    List<Map<String, Object>> records = deletable();
    if (records.isEmpty()) return List.of();
    Map<String, Object> record = Values.any(records, random);
    Pair pair = Values.any(both(r -> true).of(record), random);
    return List.of(
        set(record, pair.salesforce(), Values.of(pair.marketo(), random)),
        new Deed.DeleteInSalesforce(id(record)));
  }

  /** Living records to which nothing happened since the last sync but edits. */
  List<Map<String, Object>> settled() {
    return where(family.living(), r -> !family.isRebuilt(r));
  }

  private List<Map<String, Object>> scored() {
    return where(
        settled(), r -> family.personOf(r) != null && family.personOf(r).get("leadScore") != null);
  }

  private List<Map<String, Object>> addressed() {
    return where(settled(), r -> !family.who(r).isSubscriptionInMotion(family.memory.window()));
  }

  /** Linked records that are opted out on both sides, and nowhere on the way back. */
  private List<Map<String, Object>> optedOut() {
    if (family.isSharing()) return List.of();
    return where(
        addressed(),
        r ->
            Boolean.TRUE.equals(r.get("HasOptedOutOfEmail"))
                && family.personOf(r) != null
                && Boolean.TRUE.equals(family.personOf(r).get("unsubscribed")));
  }

  private List<Map<String, Object>> deletable() {
    return where(settled(), r -> !family.who(r).isSubscriptionInMotion(family.memory.window()));
  }

  /** Records that can become one with another: both sides know of them. */
  private List<Map<String, Object>> rebuildable(String object) {
    return where(
        only(deletable(), object),
        r ->
            !family.who(r).isDeletedInMarketo()
                && (family.personOf(r) != null || object.equals("Lead") && isNew(r)));
  }

  /** Not yet seen by a sync: it has nobody in Marketo. */
  private boolean isNew(Map<String, Object> record) {
    return !record.containsKey("SystemModstamp") && !family.who(record).isFlagged();
  }

  private List<Map<String, Object>> deleted() {
    return where(
        List.copyOf(family.seen().records().values()),
        r ->
            Boolean.TRUE.equals(r.get("IsDeleted"))
                && r.get("MasterRecordId") == null
                && !family.parent().equals(r.get("AccountId"))
                && !family.isRebuilt(r));
  }

  private String account() {
    return Values.any(family.accounts.subList(0, 2), random);
  }

  private String otherAccount(Map<String, Object> contact) {
    return family.accounts.get(0).equals(contact.get("AccountId"))
        ? family.accounts.get(1)
        : family.accounts.get(0);
  }

  /** The pairs that may be edited of a record. */
  interface Fields {
    List<Pair> of(Map<String, Object> record);
  }

  private Fields both(Predicate<Object> value) {
    return record ->
        pairs(
            record,
            pair ->
                pair.owner() == Pair.Owner.BOTH
                    && !LEFT_ALONE.contains(pair.marketo())
                    && !family.isHidden(pair)
                    && value.test(record.get(pair.salesforce())));
  }

  private static List<Pair> pairs(Map<String, Object> record, Predicate<Pair> which) {
    return Rules.of(World.object(id(record))).stream().filter(which).toList();
  }

  private static List<Map<String, Object>> only(List<Map<String, Object>> records, String object) {
    return where(records, r -> World.object(id(r)).equals(object));
  }

  static List<Map<String, Object>> where(
      List<Map<String, Object>> records, Predicate<Map<String, Object>> which) {
    return records.stream().filter(which).toList();
  }

  private interface Done {
    Deed to(Map<String, Object> record);
  }

  private List<Deed> one(List<Map<String, Object>> records, Done deed) {
    return records.isEmpty() ? List.of() : List.of(deed.to(Values.any(records, random)));
  }

  private static Deed set(Map<String, Object> record, String field, Object value) {
    return new Deed.EditInSalesforce(id(record), Collections.singletonMap(field, value));
  }

  private static String id(Map<String, Object> record) {
    return Family.id(record);
  }
}
