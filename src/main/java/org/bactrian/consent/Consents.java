package org.bactrian.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.ConsentJournal.From;
import org.bactrian.state.people.ConsentJournal.Rule;
import org.bactrian.state.people.OptOuts;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.merge.Decision;
import org.bactrian.sync.merge.Ruling;
import org.bactrian.sync.merge.Side;
import org.bactrian.sync.merge.Verdict;

/**
 * What outcomes tell of consent, as entries for the transaction that remembers them.
 *
 * <p>Of the many whom a first sync makes, only those who opted out are worth a line.
 */
public final class Consents {

  private final Links links;
  private final Clock clock;

  public Consents(Links links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  /** What changes from Salesforce tell that were delivered, or refused, without a meeting. */
  public List<Entry> delivered(Mapping mapping, List<Settled> settled, Set<String> linked) {
    OptOutRules rules = OptOutRules.of(mapping);
    if (rules.rules().isEmpty()) return List.of();
    List<Event> events = new ArrayList<>();
    for (Settled each : settled) {
      Optional<Link> made =
          each.outcome().newLink().filter(link -> !linked.contains(each.change().id()));
      made.ifPresent(
          link -> events.addAll(made(rules, link, From.SALESFORCE, each.change().version())));
    }
    return entries(mapping, events, sharedWithOptedOut(rules, settled));
  }

  /** The addresses of records that were refused for sharing one, with somebody who opted out. */
  private Set<String> sharedWithOptedOut(OptOutRules rules, List<Settled> settled) {
    Set<String> addresses = new HashSet<>();
    Set<String> unknown = new HashSet<>();
    for (Settled each : settled) {
      Optional<String> address = sharedAddress(rules, each);
      if (address.isEmpty()) continue;
      boolean optedOut = rules.isOptedOut(each.change().record());
      (optedOut ? addresses : unknown).add(address.get());
    }
    unknown.removeAll(addresses);
    if (unknown.isEmpty()) return addresses;
    Map<String, Boolean> optedOut = holders(rules, settled, unknown);
    for (String address : unknown) {
      if (optedOut.getOrDefault(address, true)) addresses.add(address);
    }
    return addresses;
  }

  private static Optional<String> sharedAddress(OptOutRules rules, Settled settled) {
    return settled.outcome() instanceof Outcome.Parked parked && isShared(rules, parked)
        ? rules.address(settled.change().record())
        : Optional.empty();
  }

  private static boolean isShared(OptOutRules rules, Outcome.Parked parked) {
    return rules
        .mapping()
        .matchField()
        .map(f -> Set.of("duplicate-" + f, "ambiguous-" + f).contains(parked.code()))
        .orElse(false);
  }

  /** Whether those who hold these addresses opted out, as far as they are known. */
  private Map<String, Boolean> holders(
      OptOutRules rules, List<Settled> settled, Set<String> addresses) {
    String object = rules.mapping().marketoObject().word();
    Map<String, Boolean> optedOut = new HashMap<>();
    Map<String, String> holders = links.holders(object, addresses);
    Map<String, Link> known = links.of(object, holders.values());
    holders.forEach(
        (address, id) -> optedOut.put(address, rules.isPersonOptedOut(known.get(id).base())));
    for (Settled each : settled) {
      Optional<Link> link = each.outcome().newLink();
      if (link.isEmpty() || link.get().matchValue() == null) continue;
      optedOut.put(link.get().matchValue(), rules.isPersonOptedOut(link.get().base()));
    }
    return optedOut;
  }

  /**
   * What people of Marketo tell of whom Salesforce records were made, or were not.
   *
   * @param isNews whether a field of a person has just changed
   */
  public List<Entry> arrived(
      Mapping mapping, List<Settled> settled, Map<String, ? extends Predicate<String>> isNews) {
    OptOutRules rules = OptOutRules.of(mapping);
    if (rules.rules().isEmpty()) return List.of();
    List<Event> events = new ArrayList<>();
    Set<String> addresses = new HashSet<>();
    for (Settled each : settled) {
      Map<String, Object> person = each.change().record();
      if (each.outcome() instanceof Outcome.Created created) {
        events.addAll(made(rules, created.link(), From.MARKETO, each.change().version()));
      } else if (rules.isPersonOptedOut(person)) {
        boolean parked = each.outcome() instanceof Outcome.Parked;
        Predicate<String> news = isNews.get(each.change().id());
        boolean told = rules.rules().stream().anyMatch(rule -> news.test(rule.marketo()));
        if (parked || told) rules.personsAddress(person).ifPresent(addresses::add);
      }
    }
    return entries(mapping, events, addresses);
  }

  private List<Event> made(OptOutRules rules, Link link, From from, Instant saidAt) {
    List<Event> events = new ArrayList<>();
    for (FieldRule rule : rules.rules()) {
      if (!OptOutRules.isTrue(link.base().get(rule.marketo()))) continue;
      events.add(
          new Event(
              clock.instant(),
              saidAt,
              link.salesforceId(),
              link.marketoId(),
              rule.marketo(),
              from,
              null,
              true,
              Rule.CREATED));
    }
    return events;
  }

  /**
   * What two records tell that met.
   *
   * @param person the Marketo person before
   * @param salesforceTook whether Salesforce took what it was given
   * @param marketoTook whether Marketo did
   */
  public List<Entry> met(
      Mapping mapping,
      Encounter pair,
      Map<String, Object> person,
      Verdict verdict,
      boolean salesforceTook,
      boolean marketoTook) {
    OptOutRules rules = OptOutRules.of(mapping);
    List<Event> events = new ArrayList<>();
    for (Ruling ruling : verdict.rulings()) {
      if (!rules.rules().contains(ruling.rule())) continue;
      if (ruling.decision() instanceof Decision.Carried carried) {
        boolean took = carried.from() == Side.SALESFORCE ? marketoTook : salesforceTook;
        if (took) events.add(carried(pair, ruling, carried));
      } else if (ruling.decision() instanceof Decision.Agreed agreed) {
        agreed(pair, ruling.rule().marketo(), agreed).ifPresent(events::add);
      }
    }
    Set<String> addresses = new HashSet<>();
    if (events.stream().anyMatch(Event::after)) {
      rules.address(pair.change().record()).ifPresent(addresses::add);
      rules.personsAddress(person).ifPresent(addresses::add);
    }
    return entries(mapping, events, addresses);
  }

  private Event carried(Encounter pair, Ruling ruling, Decision.Carried carried) {
    String field = ruling.rule().marketo();
    boolean ofSalesforce = carried.from() == Side.SALESFORCE;
    return new Event(
        clock.instant(),
        ofSalesforce ? pair.change().version() : pair.heard().get(field),
        pair.salesforceId(),
        pair.marketoId(),
        field,
        ofSalesforce ? From.SALESFORCE : From.MARKETO,
        OptOutRules.isTrue(ruling.before()),
        OptOutRules.isTrue(carried.value()),
        Rule.TRUE_WINS);
  }

  /** What both sides came to by themselves; at a first meeting only an opt-out is news. */
  private Optional<Event> agreed(Encounter pair, String field, Decision.Agreed agreed) {
    boolean now = OptOutRules.isTrue(agreed.value());
    Object base = pair.link() == null ? null : pair.link().base().get(field);
    if (now == OptOutRules.isTrue(base)) return Optional.empty();
    return Optional.of(
        new Event(
            clock.instant(),
            pair.heard().getOrDefault(field, pair.change().version()),
            pair.salesforceId(),
            pair.marketoId(),
            field,
            From.BOTH,
            pair.link() == null ? null : OptOutRules.isTrue(base),
            now,
            pair.link() == null ? Rule.MET : Rule.BOTH_CHANGED));
  }

  private static List<Entry> entries(Mapping mapping, List<Event> events, Set<String> addresses) {
    List<Entry> entries = new ArrayList<>();
    if (!events.isEmpty()) entries.add(ConsentJournal.note(events));
    if (!addresses.isEmpty()) {
      entries.add(OptOuts.note(mapping.marketoObject().word(), addresses));
    }
    return entries;
  }
}
