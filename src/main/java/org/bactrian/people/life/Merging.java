package org.bactrian.people.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.flow.Cycle;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.people.Meeting;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.salesforce.merge.Merge;
import org.bactrian.salesforce.merge.MergeCall;
import org.bactrian.salesforce.merge.MergeResult;
import org.bactrian.salesforce.soap.SoapError;
import org.bactrian.state.Links;
import org.bactrian.state.Links.Linked;
import org.bactrian.state.Settlement;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.FormerIds.Reason;
import org.bactrian.state.people.Partings;
import org.bactrian.sync.Change;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Side;

/** The verbs of merging records in Salesforce as their people were merged in Marketo. */
public final class Merging {

  private final SalesforceRecords records;
  private final Links links;
  private final Settlement settlement;

  public Merging(SalesforceRecords records, Links links, Settlement settlement) {
    this.records = records;
    this.links = links;
    this.settlement = settlement;
  }

  /** What to ask Salesforce: which records live, and what they say yes to. */
  public SObjectBatch askRecords(@ExchangeProperty(Merger.PROPERTY) Merger merger) {
    Map<String, List<String>> byMapping = new LinkedHashMap<>();
    List<Linked> all = new ArrayList<>(merger.others());
    all.add(merger.survivor());
    for (Linked each : all) {
      byMapping
          .computeIfAbsent(each.mapping(), m -> new ArrayList<>())
          .add(each.link().salesforceId());
    }
    List<String> questions = new ArrayList<>();
    byMapping.forEach(
        (name, ids) -> questions.addAll(records.questions(merger.mapping(name), ids, List.of())));
    return records.ask(questions);
  }

  /**
   * Takes it: a merge drops what those who go have and say yes to, and can't be made into a record
   * that is gone itself.
   */
  public void records(@ExchangeProperty(Merger.PROPERTY) Merger merger, @Body Object answer) {
    merger.read();
    String stays = merger.survivor().link().salesforceId();
    Set<String> alike =
        merger.alike().stream().map(each -> each.link().salesforceId()).collect(Collectors.toSet());
    Map<String, Change> living = new LinkedHashMap<>();
    Map<String, String> contacts = new HashMap<>();
    for (Map<String, Object> record : records.of(answer)) {
      Change change = Change.of(record);
      if (change.isConverted() && change.successor() != null) {
        contacts.put(change.id(), change.successor());
      }
      // What is to be converted is read again then.
      if (!alike.contains(change.id())) continue;
      if (!change.ended()) living.put(change.id(), change);
      if (!change.ended() && change.id().equals(stays)) continue;
      merger.optOuts().handOn(merger.mapping(), rule -> rule.read(record), merger.winner());
    }
    Linked before = merger.survivor();
    merger.contacts().ifPresent(mapping -> converted(merger, contacts, mapping));
    if (merger.survivor() != before || merger.isUnread() || living.isEmpty()) return;
    if (!living.containsKey(stays)) merger.survives(living.values().iterator().next());
    merger.supply(supplied(merger, living));
  }

  /** Leads that were converted before their people were merged are the contact's. */
  private void converted(Merger merger, Map<String, String> contacts, Mapping mapping) {
    Map<String, Link> holders = links.of(MarketoObject.PERSON, contacts.values());
    List<Linked> leads = new ArrayList<>(merger.others());
    leads.add(merger.survivor());
    for (Linked lead : leads) {
      String contact = contacts.get(lead.link().salesforceId());
      if (contact == null) continue;
      Link holder = holders.get(contact);
      boolean isAnothers = holder != null && !merger.isAbout(holder.marketoId());
      // Part of who stays already, or of somebody else: that is said when it is to be converted.
      if (merger.isConverted(lead) && (merger.isOf(contact) || isAnothers)) continue;
      if (merger.isOf(contact) || holder != null && !isAnothers) {
        merger.joined(lead, contact);
      } else if (holder == null) {
        merger.became(lead, contact, mapping);
      } else if (!lead.equals(merger.survivor())) {
        merger.elsewhere(lead, contact, holder.marketoId());
      }
    }
  }

  /** What each of those who go has that the one that stays still lacks, by their ids. */
  private Map<String, Map<String, Object>> supplied(Merger merger, Map<String, Change> living) {
    Map<String, Object> stays =
        new HashMap<>(living.get(merger.survivor().link().salesforceId()).record());
    Map<String, Map<String, Object>> supplied = new HashMap<>();
    for (Merge merge : merger.planned()) {
      Change goes = living.get(merge.loserId());
      if (goes == null) continue;
      Map<String, Object> lacking = records.lacking(merger.mapping(), goes.record(), stays);
      stays.putAll(lacking);
      supplied.put(goes.id(), lacking);
    }
    return supplied;
  }

  /** What to merge. */
  public MergeCall ask(@ExchangeProperty(Merger.PROPERTY) Merger merger) {
    return new MergeCall(merger.planned());
  }

  /** Takes Salesforce's answer; what is gone already was merged before. */
  public void took(
      @ExchangeProperty(Merger.PROPERTY) Merger merger, @Body List<MergeResult> results) {
    Map<String, MergeResult> byLoser = new HashMap<>();
    for (MergeResult result : results) byLoser.put(result.merge().loserId(), result);
    for (Linked other : merger.others()) {
      MergeResult result = byLoser.get(other.link().salesforceId());
      if (result == null || result.merged() || result.isGone()) continue;
      merger.settled().add(new Settled(Merger.change(other), refused(merger, other, result)));
    }
  }

  private static Outcome.Parked refused(Merger merger, Linked other, MergeResult result) {
    return new Outcome.Parked(
        FieldRule.Direction.TO_SALESFORCE,
        "merge-refused",
        "Marketo people %s and %s were merged, but Salesforce would not merge %s into %s: %s"
            .formatted(
                other.link().marketoId(),
                merger.winner(),
                other.link().salesforceId(),
                merger.survivor().link().salesforceId(),
                result.errors().stream().map(SoapError::message).collect(Collectors.joining("; "))),
        "Merge the two records in Salesforce, and discard this");
  }

  /** The opt-outs of those who went, for who stays. */
  public List<Map<String, Object>> optOuts(@ExchangeProperty(Merger.PROPERTY) Merger merger) {
    return merger.optOuts().take();
  }

  /** Takes Marketo's answer; what was not handed on is a letter of those who went. */
  public void optedOut(
      @ExchangeProperty(Merger.PROPERTY) Merger merger, @Body List<RecordResult> results) {
    for (Outcome.Parked refused : merger.optOuts().refused(results).values()) {
      for (Linked other : merger.others()) {
        merger.settled().add(new Settled(Merger.change(other), refused));
      }
    }
  }

  /** Remembers whose the ids are now, in one transaction. */
  public void settle(
      @ExchangeProperty(Merger.PROPERTY) Merger merger,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Set<String> parked =
        merger.settled().stream().map(each -> each.change().id()).collect(Collectors.toSet());
    for (String loser : merger.losers()) {
      merger
          .entries()
          .add(
              FormerIds.keep(
                  MarketoObject.PERSON, Side.MARKETO, loser, merger.winner(), Reason.MERGED));
    }
    Set<String> linked = new HashSet<>();
    if (merger.isLinked()) {
      Link stays = merger.survivor().link();
      for (Linked other : merger.others()) {
        String record = other.link().salesforceId();
        Optional<String> contact = merger.conversions().contactOf(record);
        boolean replaced = merger.isReplaced(other);
        if (replaced) linked.add(record);
        // An heir takes over a link, and gives up its own.
        merger
            .entries()
            .add(Partings.unlink(MarketoObject.PERSON, replaced ? stays.salesforceId() : record));
        merger
            .entries()
            .add(
                FormerIds.keep(
                    MarketoObject.PERSON,
                    Side.SALESFORCE,
                    record,
                    contact.orElse(stays.salesforceId()),
                    contact.isPresent() ? Reason.CONVERTED : Reason.MERGED));
        if (parked.contains(record)) continue;
        Outcome updated = new Outcome.Updated(replaced ? stays : null);
        merger.settled().add(new Settled(Merger.change(other), updated));
      }
      if (merger.heir().isPresent()) {
        Change heir = merger.heir().get();
        // Its lead's conversion may be told first; in any case it goes in this very run.
        merger.settled().add(new Settled(heir, new Outcome.Waiting()));
      } else {
        merger
            .entries()
            .add(Partings.repoint(MarketoObject.PERSON, stays.salesforceId(), merger.winner()));
      }
    }
    settlement.settle(
        merger.isLinked() ? merger.mapping().name() : MarketoObject.PERSON,
        MarketoObject.PERSON,
        merger.settled(),
        linked,
        merger.entries());
    cycle.add(Tally.of(merger.settled()));
  }

  /**
   * The record that stays and the winner, to be compared. What Salesforce owns may be a loser's by
   * now, so it is the record's to say anew.
   */
  public Meeting meeting(@ExchangeProperty(Merger.PROPERTY) Merger merger) {
    Link link = merger.survivor().link();
    Mapping mapping = merger.mapping();
    Map<String, Object> base = new HashMap<>(link.base());
    Map<String, Instant> heard = new HashMap<>();
    for (FieldRule rule : mapping.rules()) {
      if (rule.direction() != FieldRule.Direction.TO_MARKETO) continue;
      base.remove(rule.marketo());
      heard.put(rule.marketo(), link.version());
    }
    Link now = new Link(link.salesforceId(), merger.winner(), link.matchValue(), Link.NONE, base);
    return Meeting.fromMarketo(mapping, List.of(Encounter.of(now, heard)));
  }
}
