package org.bactrian.why;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Links;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.Erasures;
import org.bactrian.state.people.FieldDecisions;
import org.bactrian.state.people.FieldDecisions.Kept;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.FormerIds.Former;
import org.bactrian.state.people.Origins;
import org.bactrian.state.people.UnheardWrites;
import org.bactrian.sync.Link;
import org.bactrian.sync.merge.Decision;
import org.bactrian.sync.merge.Sameness;
import org.bactrian.sync.merge.Side;
import org.bactrian.sync.merge.Unremembered;
import org.bactrian.why.Story.Origin;
import org.bactrian.why.Story.Reason;
import org.bactrian.why.Story.Value;

/** What is remembered of people, by any id that is or was theirs. */
public final class Stories {

  private final Mappings mappings;
  private final Links links;
  private final FormerIds formerIds;
  private final FieldDecisions decisions;
  private final UnheardWrites unheard;
  private final Origins origins;
  private final DeadLetters deadLetters;
  private final ConsentJournal journal;
  private final Erasures erasures;

  public Stories(Database database, Mappings mappings, Erasures erasures) {
    this.mappings = mappings;
    this.links = new Links(database);
    this.formerIds = new FormerIds(database);
    this.decisions = new FieldDecisions(database);
    this.unheard = new UnheardWrites(database);
    this.origins = new Origins(database);
    this.deadLetters = new DeadLetters(database);
    this.journal = new ConsentJournal(database);
    this.erasures = erasures;
  }

  /**
   * What is remembered of whoever has or had this id; perhaps nothing.
   *
   * @param given a Salesforce id of 15 or 18 characters, or a Marketo id
   */
  public Story of(String given) {
    String id = SalesforceId.whole(given.strip());
    Set<String> ids = new LinkedHashSet<>(Set.of(id));
    Set<Former> former = new LinkedHashSet<>();
    Deque<String> unseen = new ArrayDeque<>(ids);
    while (!unseen.isEmpty()) {
      for (Former each : formerIds.about(unseen.remove())) {
        former.add(each);
        if (ids.add(each.id())) unseen.add(each.id());
        if (each.successor() != null && ids.add(each.successor())) unseen.add(each.successor());
      }
    }
    List<Links.Owned> owned = links.about(salesforces(ids), marketos(ids));
    for (Links.Owned each : owned) {
      ids.add(each.link().salesforceId());
      if (each.marketoObject().equals(MarketoObject.PERSON)) ids.add(each.link().marketoId());
    }
    Set<String> salesforceIds = salesforces(ids);
    Set<String> marketoIds = marketos(ids);
    owned = links.about(salesforceIds, marketoIds);
    for (String each : ids) former.addAll(formerIds.about(each));
    List<Erasures.Erasure> forgotten =
        ids.stream().flatMap(each -> erasures.of(each).stream()).distinct().toList();
    return new Story(
        id,
        owned.stream().map(this::pair).toList(),
        List.copyOf(former),
        deadLetters.of(salesforceIds, marketoIds),
        journal.of(salesforceIds, marketoIds),
        forgotten);
  }

  private static Set<String> marketos(Set<String> ids) {
    return ids.stream().filter(Stories::isMarketos).collect(Collectors.toSet());
  }

  private static Set<String> salesforces(Set<String> ids) {
    return ids.stream().filter(id -> !isMarketos(id)).collect(Collectors.toSet());
  }

  private static boolean isMarketos(String id) {
    return id.matches("\\d{1,14}");
  }

  private Story.Pair pair(Links.Owned owned) {
    Link link = owned.link();
    Optional<Mapping> mapping = mappings.named(owned.mapping());
    return new Story.Pair(
        owned.mapping(),
        mapping.map(Mapping::salesforceObject).orElse(""),
        link.salesforceId(),
        owned.marketoObject(),
        link.marketoId(),
        link.version(),
        values(owned, mapping));
  }

  private List<Value> values(Links.Owned owned, Optional<Mapping> mapping) {
    Link link = owned.link();
    String id = link.salesforceId();
    Map<String, Kept> kept =
        decisions.of(owned.marketoObject(), List.of(id)).getOrDefault(id, Map.of());
    Optional<Instant> made = origins.madeOfMarketo(owned.marketoObject(), id);
    List<Value> values = new ArrayList<>();
    Set<String> left = new TreeSet<>(link.base().keySet());
    left.addAll(kept.keySet());
    for (FieldRule rule : mapping.map(Mapping::rules).orElse(List.of())) {
      if (left.remove(rule.marketo())) {
        values.add(value(link, rule.marketo(), Optional.of(rule), kept, made));
      }
    }
    for (String field : left) values.add(value(link, field, Optional.empty(), kept, made));
    Unremembered writes =
        unheard
            .of(owned.marketoObject(), List.of(link.marketoId()))
            .getOrDefault(link.marketoId(), Unremembered.NONE);
    values.replaceAll(value -> held(value, writes));
    return values;
  }

  /** What Marketo made of what it was given is no doing of its users. */
  private static Value held(Value value, Unremembered writes) {
    String field = value.marketoField();
    boolean isHeld =
        writes.held().containsKey(field) && Sameness.TEXT.same(writes.last(field), value.value());
    if (!isHeld) return value;
    Object held = writes.held().get(field);
    String words =
        value.why().words()
            + "; Marketo answered that it took it, and holds "
            + (Sameness.isBlank(held) ? "nothing" : '"' + held.toString() + '"');
    return new Value(
        value.salesforceField(),
        field,
        value.value(),
        value.from(),
        value.at(),
        new Reason(value.why().name(), words),
        value.before());
  }

  private static Value value(
      Link link,
      String field,
      Optional<FieldRule> rule,
      Map<String, Kept> decisions,
      Optional<Instant> made) {
    String name = rule.map(FieldRule::salesforce).orElse(null);
    Object now = link.base().get(field);
    String text = now == null ? null : now.toString();
    Kept kept = decisions.get(field);
    if (kept == null) {
      boolean ofMarketo =
          made.isPresent()
              || rule.filter(r -> r.direction() == FieldRule.Direction.TO_SALESFORCE).isPresent();
      return new Value(
          name,
          field,
          text,
          ofMarketo ? Origin.MARKETO : Origin.SALESFORCE,
          made.orElse(link.version()),
          made.isPresent() ? Reason.MADE : Reason.FIRST,
          null);
    }
    if (!Sameness.TEXT.same(kept.after(), text)) {
      return new Value(name, field, text, Origin.BOTH, link.version(), Reason.SAME, kept.after());
    }
    return new Value(
        name,
        field,
        text,
        Origin.of(Side.valueOf(kept.fromSide())),
        kept.at(),
        new Reason(kept.why(), Decision.Why.valueOf(kept.why()).words()),
        kept.before());
  }
}
