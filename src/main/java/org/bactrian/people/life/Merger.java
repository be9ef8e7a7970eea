package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.mapping.Mapping;
import org.bactrian.people.Part;
import org.bactrian.salesforce.merge.Merge;
import org.bactrian.state.Links.Linked;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.Change;
import org.bactrian.sync.Link;
import org.bactrian.sync.Settled;

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
  private final Conversions conversions;
  private final OptOuts optOuts = new OptOuts();
  private Map<String, Map<String, Object>> supplied = Map.of();
  private Linked survivor;
  private Linked replaced;
  private Change heir;

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
    this.conversions = new Conversions(survivor == null ? null : survivor.link().salesforceId());
    for (Linked other : others) {
      optOuts.handOn(mapping(other.mapping()), other.link(), winner);
      if (isConverted(other)) conversions.add(other);
    }
    merge();
  }

  private void merge() {
    merges.clear();
    for (Linked other : others) {
      if (isConverted(other)) continue;
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
            new Link(record.id(), winner, before.matchValue(), before.version(), before.base()));
    others.removeIf(other -> other.link().salesforceId().equals(record.id()));
    others.add(replaced);
    conversions.moveTo(record.id());
    merge();
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
