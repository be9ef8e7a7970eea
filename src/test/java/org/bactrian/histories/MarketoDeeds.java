package org.bactrian.histories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.bactrian.histories.comparison.Identity;
import org.bactrian.histories.comparison.Pair;
import org.bactrian.histories.comparison.Rules;
import org.bactrian.histories.comparison.World;
import org.bactrian.histories.users.Deed;

/** What Marketo's users may do to a family at a moment, and what both sides' do at once. */
final class MarketoDeeds {

  private static final List<String> LEFT_ALONE = List.of("lastName", "email", "unsubscribed");
  private static final List<String> SALESFORCES = List.of("leadSource", "mktoPersonNotes");

  private final Family family;
  private final Random random;

  MarketoDeeds(Family family, Random random) {
    this.family = family;
    this.random = random;
  }

  /** The deeds of this kind, one after the other; none if there is nobody to do it to. */
  List<Deed> of(Kind kind) {
    return switch (kind) {
      case PERSON -> family.hasRoom() ? List.of(create(person())) : List.of();
      case PERSON_FOR_SALESFORCE -> family.hasRoom() ? List.of(flagged(person())) : List.of();
      case BARE_PERSON_FOR_SALESFORCE -> family.hasRoom() ? List.of(flagged(bare())) : List.of();
      case FLAG -> one(unflagged(), p -> set(p, "syncToSalesforce", true));
      case MARKETO_EDIT -> edit(editable(), p -> both(p, pair -> true));
      case MARKETO_EDIT_OF_SALESFORCES ->
          edit(linked(), p -> pairs(p, pair -> SALESFORCES.contains(pair.marketo())));
      case MARKETO_SCORE ->
          one(editable(), p -> set(p, "leadScore", Values.of("leadScore", random)));
      case MARKETO_CLEAR -> clear();
      case MARKETO_REWRITE -> rewrite();
      case MARKETO_ADDRESS -> one(addressed(), p -> set(p, "email", family.address(random)));
      case MARKETO_OPT_OUT -> one(editable(), p -> set(p, "unsubscribed", true));
      case MARKETO_OPT_IN -> one(optedOut(), p -> set(p, "unsubscribed", false));
      case MARKETO_MERGE -> merge(false);
      case MARKETO_MERGE_ACROSS -> merge(true);
      case MARKETO_DELETE -> one(deletable(), p -> new Deed.DeleteInMarketo(Family.id(p)));
      case MARKETO_MERGE_CHAIN -> chain();
      case SHORT_ID -> one(linked(), p -> set(p, "salesforceId", shortId(p.get("salesforceId"))));
      case IMPORT -> imported();
      case CONVERT_AND_MERGE -> convertAndMerge();
      case EDIT_ON_BOTH_SIDES -> editOnBothSides();
      case SAME_PERSON -> family.hasRoom() ? samePerson() : List.of();
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  private Map<String, Object> person() {
    Map<String, Object> fields = bare();
    fields.put("lastName", family.name());
    if (random.nextBoolean()) fields.put("firstName", Values.of("firstName", random));
    if (random.nextBoolean()) fields.put("mobilePhone", Values.of("mobilePhone", random));
    if (random.nextInt(10) == 0) fields.put("unsubscribed", true);
    return fields;
  }

  private Map<String, Object> bare() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("email", family.address(random));
    return fields;
  }

  private Deed create(Map<String, Object> fields) {
    return new Deed.CreateInMarketo(fields, random.nextBoolean());
  }

  private Deed flagged(Map<String, Object> fields) {
    fields.put("syncToSalesforce", true);
    return create(fields);
  }

  private interface Fields {
    List<Pair> of(Map<String, Object> person);
  }

  private List<Deed> edit(List<Map<String, Object>> people, Fields fields) {
    return one(
        people,
        person -> {
          Pair pair = Values.any(fields.of(person), random);
          return set(person, pair.marketo(), Values.of(pair.marketo(), random));
        });
  }

  private List<Deed> clear() {
    Fields filled = p -> both(p, pair -> p.get(pair.marketo()) != null);
    return one(
        SalesforceDeeds.where(editable(), p -> !filled.of(p).isEmpty()),
        p -> set(p, Values.any(filled.of(p), random).marketo(), null));
  }

  private List<Deed> rewrite() {
    List<String> never = List.of("salutation", "dateOfBirth");
    Fields filled =
        p -> both(p, pair -> p.get(pair.marketo()) != null && !never.contains(pair.marketo()));
    return one(
        SalesforceDeeds.where(editable(), p -> !filled.of(p).isEmpty()),
        p -> {
          String field = Values.any(filled.of(p), random).marketo();
          return set(p, field, Values.rewritten(field, p.get(field).toString(), random));
        });
  }

  private List<Deed> merge(boolean across) {
    List<Map<String, Object>> people = new ArrayList<>(deletable());
    Collections.shuffle(people, random);
    if (people.size() < 2) return List.of();
    return mergeable(people.get(0), people.get(1), across)
        ? List.of(merged(people.get(0), people.get(1)))
        : List.of();
  }

  private static Deed merged(Map<String, Object> winner, Map<String, Object> loser) {
    return new Deed.MergeInMarketo(Family.id(winner), Family.id(loser));
  }

  private boolean mergeable(Map<String, Object> winner, Map<String, Object> loser, boolean across) {
    if (family.who(winner) == family.who(loser)) return false;
    Map<String, Object> one = family.recordOf(winner);
    Map<String, Object> other = family.recordOf(loser);
    boolean two = one != null && other != null;
    boolean differ = two && !World.object(Family.id(one)).equals(World.object(Family.id(other)));
    boolean gone = one == null && winner.get("salesforceId") != null;
    boolean otherGone = other == null && loser.get("salesforceId") != null;
    return differ == across && !gone && !otherGone;
  }

  private List<Deed> chain() {
    List<Map<String, Object>> people = new ArrayList<>(deletable());
    Collections.shuffle(people, random);
    if (people.size() < 3) return List.of();
    Map<String, Object> first = people.get(0);
    Map<String, Object> second = people.get(1);
    Map<String, Object> third = people.get(2);
    boolean all =
        mergeable(second, first, false)
            && mergeable(third, second, false)
            && mergeable(third, first, false);
    return all ? List.of(merged(second, first), merged(third, second)) : List.of();
  }

  /** Of a new record, whose address tells that it is the same. */
  private List<Deed> imported() {
    return one(
        SalesforceDeeds.where(
            new SalesforceDeeds(family, random).settled(),
            r -> !r.containsKey("SystemModstamp") && isAlone(r)),
        record -> {
          Map<String, Object> person = new LinkedHashMap<>();
          person.put("email", record.get("Email"));
          person.put("lastName", record.get("LastName"));
          person.put("salesforceId", shortId(record.get("Id")));
          return create(person);
        });
  }

  private boolean isAlone(Map<String, Object> record) {
    Object address = record.get("Email");
    return address != null
        && family.living().stream().filter(r -> address.equals(r.get("Email"))).count() == 1
        && family.people().stream().noneMatch(p -> address.equals(p.get("email")));
  }

  private static String shortId(Object id) {
    return id.toString().substring(0, 15);
  }

  private List<Deed> convertAndMerge() {
    List<Map<String, Object>> leads =
        SalesforceDeeds.where(
            deletable(),
            p ->
                family.recordOf(p) != null
                    && World.object(Family.id(family.recordOf(p))).equals("Lead")
                    && !family.isRebuilt(family.recordOf(p)));
    List<Map<String, Object>> others = new ArrayList<>(deletable());
    if (leads.isEmpty()) return List.of();
    Map<String, Object> lead = Values.any(leads, random);
    Collections.shuffle(others, random);
    for (Map<String, Object> other : others) {
      if (family.recordOf(other) == null) continue;
      if (!mergeable(other, lead, false) && !mergeable(other, lead, true)) continue;
      Deed convert =
          new Deed.Convert(Family.id(family.recordOf(lead)), null, family.accounts.get(0));
      Deed merge = random.nextBoolean() ? merged(other, lead) : merged(lead, other);
      return random.nextBoolean() ? List.of(convert, merge) : List.of(merge, convert);
    }
    return List.of();
  }

  private List<Deed> editOnBothSides() {
    List<Map<String, Object>> people = linked();
    if (people.isEmpty()) return List.of();
    Map<String, Object> person = Values.any(people, random);
    Map<String, Object> record = family.recordOf(person);
    Pair pair = Values.any(both(person, p -> true), random);
    Object value = Values.of(pair.marketo(), random);
    Object other = random.nextInt(5) == 0 ? null : Values.of(pair.marketo(), random);
    Map<String, Object> inSalesforce = Collections.singletonMap(pair.salesforce(), value);
    Deed first = new Deed.EditInSalesforce(Family.id(record), inSalesforce);
    Deed second = set(person, pair.marketo(), other);
    return random.nextBoolean() ? List.of(first, second) : List.of(second, first);
  }

  private List<Deed> samePerson() {
    Deed.CreateInSalesforce lead = new SalesforceDeeds(family, random).lead(true);
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("email", lead.fields().get("Email"));
    person.put("lastName", lead.fields().get("LastName"));
    return List.of(lead, create(person));
  }

  /** People whose record lives, or who have none; nothing but edits happened to them. */
  private List<Map<String, Object>> editable() {
    return SalesforceDeeds.where(
        family.people(),
        p -> !family.isRebuilt(p) && (family.recordOf(p) != null || p.get("salesforceId") == null));
  }

  private List<Map<String, Object>> linked() {
    return SalesforceDeeds.where(editable(), p -> family.recordOf(p) != null);
  }

  private List<Map<String, Object>> unflagged() {
    return SalesforceDeeds.where(
        editable(), p -> p.get("salesforceId") == null && !family.who(p).isFlagged());
  }

  private List<Map<String, Object>> addressed() {
    return SalesforceDeeds.where(
        editable(), p -> !family.who(p).isSubscriptionInMotion(family.memory.window()));
  }

  private List<Map<String, Object>> optedOut() {
    if (family.isSharing()) return List.of();
    return SalesforceDeeds.where(
        addressed(),
        p ->
            Boolean.TRUE.equals(p.get("unsubscribed"))
                && family.recordOf(p) != null
                && Boolean.TRUE.equals(family.recordOf(p).get("HasOptedOutOfEmail")));
  }

  /** Those whose link both sides know, and those who have none and ask for none. */
  private List<Map<String, Object>> deletable() {
    return SalesforceDeeds.where(
        family.people(),
        p -> {
          Identity who = family.who(p);
          boolean alone = !who.isInSalesforce() && !who.isFlagged();
          return !family.isRebuilt(p)
              && !who.isSubscriptionInMotion(family.memory.window())
              && (alone || p.get("salesforceId") != null);
        });
  }

  private List<Pair> both(Map<String, Object> person, Predicate<Pair> which) {
    return pairs(
        person,
        pair ->
            pair.owner() == Pair.Owner.BOTH
                && !LEFT_ALONE.contains(pair.marketo())
                && !family.isHidden(pair)
                && which.test(pair));
  }

  private static List<Pair> pairs(Map<String, Object> person, Predicate<Pair> which) {
    String object = "Contact".equals(person.get("salesforceType")) ? "Contact" : "Lead";
    return Rules.of(object).stream().filter(which).toList();
  }

  private interface Done {
    Deed to(Map<String, Object> person);
  }

  private List<Deed> one(List<Map<String, Object>> people, Done deed) {
    return people.isEmpty() ? List.of() : List.of(deed.to(Values.any(people, random)));
  }

  private Deed set(Map<String, Object> person, String field, Object value) {
    Map<String, Object> fields = Collections.singletonMap(field, value);
    return new Deed.EditInMarketo(Family.id(person), fields, random.nextBoolean());
  }
}
