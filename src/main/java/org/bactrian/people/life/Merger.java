package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.people.Part;
import org.bactrian.salesforce.merge.Merge;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Links.Linked;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.Partings;
import org.bactrian.sync.Change;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.merge.Side;

/**
 * People who became one in Marketo, and what that means for their Salesforce records.
 *
 * <p>The winner's record survives; but a contact before a lead, which is not merged but converted
 * into it; and a record that lives before one that was deleted or merged meanwhile.
 */
public final class Merger implements Part {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "merger";

  private final String winner;
  private final List<String> losers;
  private final List<Linked> others;
  private final Map<String, Mapping> mappings;
  private final List<Settled> settled = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();
  private Conversions conversions;
  private final OptOuts optOuts = new OptOuts();
  private Map<String, Map<String, Object>> supplied = Map.of();
  private Linked survivor;
  private Linked replaced;
  private Change heir;
  private boolean unread;

  private Merger(
      String winner,
      List<String> losers,
      Linked survivor,
      List<Linked> others,
      Map<String, Mapping> mappings) {
    this.winner = winner;
    this.losers = losers;
    this.survivor = survivor;
    this.others = new ArrayList<>(others);
    this.mappings = mappings;
    plan();
  }

  /** Who is to be merged into who stays, and who is to be converted into them. */
  private void plan() {
    conversions = new Conversions(survivor == null ? null : survivor.link().salesforceId());
    for (Linked other : others) {
      optOuts.handOn(mapping(other.mapping()), other.link(), winner);
      if (isConverted(other)) conversions.add(other);
    }
    merge();
    unread = !others.isEmpty();
  }

  private void merge() {
    merges.clear();
    for (Linked other : others) {
      boolean isPart = conversions.contactOf(other.link().salesforceId()).isPresent();
      if (isConverted(other) || isPart) continue;
      merges.add(
          new Merge(
              mapping().salesforceObject(),
              survivor.link().salesforceId(),
              other.link().salesforceId(),
              supplied.getOrDefault(other.link().salesforceId(), Map.of())));
    }
  }

  /**
   * Lets another record survive, one of those that were to be merged. What was agreed is still of
   * the same person, so the record differs from it as if it had just been changed.
   */
  void survives(Change record) {
    Link before = survivor.link();
    replaced = survivor;
    heir = record;
    survivor =
        new Linked(
            replaced.mapping(),
            new Link(record.id(), winner, before.matchValue(), Link.NONE, before.base()));
    others.removeIf(other -> other.link().salesforceId().equals(record.id()));
    others.add(replaced);
    conversions.moveTo(record.id());
    merge();
  }

  /** The mapping of contacts, if they are synced. */
  Optional<Mapping> contacts() {
    return mappings.values().stream()
        .filter(each -> each.salesforceObject().equals("Contact"))
        .findFirst();
  }

  /**
   * A lead was converted meanwhile: its person is the contact's, which has nobody else, and stays
   * in place of a lead. All others are planned anew.
   */
  void became(Linked lead, String contactId, Mapping contacts) {
    String id = lead.link().salesforceId();
    entries.add(Partings.move(MarketoObject.PERSON, id, contactId, contacts.name()));
    ended(id, contactId);
    Link before = lead.link();
    Linked contact =
        new Linked(
            contacts.name(),
            new Link(contactId, before.marketoId(), before.matchValue(), Link.NONE, before.base()));
    others.remove(lead);
    if (lead.equals(survivor)) {
      survivor = contact;
    } else if (isContact(mappings, survivor)) {
      others.add(contact);
    } else {
      others.add(survivor);
      survivor = contact;
    }
    plan();
  }

  /** A lead was converted meanwhile into a contact of one of these people. */
  void joined(Linked lead, String contactId) {
    String id = lead.link().salesforceId();
    conversions.close(id);
    entries.add(Partings.unlink(MarketoObject.PERSON, id));
    ended(id, contactId);
    others.remove(lead);
    settled.add(new Settled(change(lead), new Outcome.Updated(null)));
    merge();
  }

  /** A lead was converted meanwhile into a contact of somebody else. */
  void elsewhere(Linked lead, String contactId, String person) {
    String id = lead.link().salesforceId();
    conversions.became(id, contactId);
    merge();
    settled.add(
        new Settled(
            change(lead),
            new Outcome.Parked(
                FieldRule.Direction.TO_SALESFORCE,
                "merge-refused",
                "Marketo people %s and %s were merged, but lead %s was converted into contact %s, who is Marketo person %s"
                    .formatted(lead.link().marketoId(), winner, id, contactId, person),
                "Merge people %s and %s in Marketo if they are one, and discard this"
                    .formatted(winner, person))));
  }

  /** Whether a person is one of those who were merged. */
  boolean isAbout(String person) {
    return winner.equals(person) || losers.contains(person);
  }

  private void ended(String lead, String contact) {
    entries.add(
        FormerIds.keep(
            MarketoObject.PERSON, Side.SALESFORCE, lead, contact, FormerIds.Reason.CONVERTED));
    entries.add(DeadLetters.ended(lead));
  }

  /** Those whose records have been read, as far as they are leads or contacts like who stays. */
  List<Linked> alike() {
    List<Linked> alike = new ArrayList<>();
    alike.add(survivor);
    for (Linked other : others) if (!isConverted(other)) alike.add(other);
    return alike;
  }

  /** Whether somebody's record is to be read before they are merged. */
  public boolean isUnread() {
    return unread;
  }

  void read() {
    unread = false;
  }

  /** Lets who stays have values of who goes, by the ids of those who go. */
  void supply(Map<String, Map<String, Object>> values) {
    supplied = values;
    merge();
  }

  /** The record that survives in place of another, if one does. */
  Optional<Change> heir() {
    return Optional.ofNullable(heir);
  }

  /** Whether it is this one in whose place another survives. */
  boolean isReplaced(Linked other) {
    return other.equals(replaced);
  }

  /** Whether the record that stays meets the winner now; an heir does when it is delivered. */
  public boolean isMeets() {
    return isLinked() && heir == null;
  }

  /**
   * What a merge comes to.
   *
   * @param linked the links of winner and losers, by Marketo id
   * @param mappings by name
   */
  public static Merger of(
      String winner,
      List<String> losers,
      Map<String, Linked> linked,
      Map<String, Mapping> mappings) {
    List<Linked> records = new ArrayList<>();
    if (linked.containsKey(winner)) records.add(linked.get(winner));
    for (String loser : losers) if (linked.containsKey(loser)) records.add(linked.get(loser));
    if (records.isEmpty()) return new Merger(winner, losers, null, List.of(), mappings);
    Linked survivor =
        records.stream()
            .filter(each -> isContact(mappings, each))
            .findFirst()
            .orElse(records.get(0));
    List<Linked> others = new ArrayList<>(records);
    others.remove(survivor);
    return new Merger(winner, losers, survivor, others, mappings);
  }

  /**
   * What is left to be done of a merge: leads that were not converted.
   *
   * @param contact the record that they are to be part of
   * @param mappings by name
   */
  static Merger again(Linked contact, List<Linked> leads, Map<String, Mapping> mappings) {
    return new Merger(contact.link().marketoId(), List.of(), contact, leads, mappings);
  }

  private static boolean isContact(Map<String, Mapping> mappings, Linked linked) {
    return mappings.get(linked.mapping()).salesforceObject().equals("Contact");
  }

  @Override
  public String getRoute() {
    return "merge-in-salesforce";
  }

  /** One for each record that goes, and one for that which stays. */
  @Override
  public int size() {
    return survivor == null ? 0 : others.size() + 1;
  }

  /** Whether records are to be merged in Salesforce. */
  public boolean isMerges() {
    return !merges.isEmpty();
  }

  /** Whether leads have yet to be converted in Salesforce, or it must be said why they can't be. */
  public boolean isUnconverted() {
    return !conversions.open().isEmpty();
  }

  /** Whether some of them can be converted, as far as is known. */
  public boolean isConvertible() {
    return !conversions.next().isEmpty();
  }

  /** Whether one of its people is linked. */
  public boolean isLinked() {
    return survivor != null;
  }

  /**
   * Whether nothing is left of it: they would be compared as just merged once more, and what was
   * cleared since would be filled again.
   */
  public boolean isDone() {
    return others.isEmpty() && (survivor == null || survivor.link().isCompared());
  }

  /** Whether somebody's opt-out has yet to be handed on. */
  public boolean isOptsOut() {
    return !optOuts.isEmpty();
  }

  OptOuts optOuts() {
    return optOuts;
  }

  List<Merge> planned() {
    return merges;
  }

  String winner() {
    return winner;
  }

  List<String> losers() {
    return losers;
  }

  Linked survivor() {
    return survivor;
  }

  /** The survivor's mapping. */
  Mapping mapping() {
    return mapping(survivor.mapping());
  }

  Mapping mapping(String name) {
    return mappings.get(name);
  }

  Conversions conversions() {
    return conversions;
  }

  /** Whether a record is not merged into the survivor, but converted. */
  boolean isConverted(Linked other) {
    return !mapping(other.mapping()).salesforceObject().equals(mapping().salesforceObject());
  }

  /** Whether a contact is the survivor, or what became of it. */
  boolean isOf(String contactId) {
    return survivor.link().salesforceId().equals(contactId)
        || conversions.contactId().equals(contactId);
  }

  /** A lead stays one, and it is said why. */
  void park(Linked lead, Inconvertible why) {
    String id = lead.link().salesforceId();
    conversions.close(id);
    settled.add(new Settled(change(lead), why.parked(winner, id, conversions.contactId())));
  }

  /** A record that goes, as what was read. */
  static Change change(Linked other) {
    return Change.unread(other.link().salesforceId());
  }

  List<Linked> others() {
    return others;
  }

  List<Settled> settled() {
    return settled;
  }

  List<Entry> entries() {
    return entries;
  }
}
