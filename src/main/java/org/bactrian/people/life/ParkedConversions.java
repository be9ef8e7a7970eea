package org.bactrian.people.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Replay;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Links;
import org.bactrian.state.Links.Linked;
import org.bactrian.state.people.FormerIds;
import org.bactrian.sync.Link;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Side;

/**
 * The verb of taking up parked conversions again: each lead with the contact that it belongs to.
 */
public final class ParkedConversions {

  private final Mappings mappings;
  private final Links links;
  private final FormerIds formerIds;
  private final DeadLetters deadLetters;

  public ParkedConversions(
      Mappings mappings, Links links, FormerIds formerIds, DeadLetters deadLetters) {
    this.mappings = mappings;
    this.links = links;
    this.formerIds = formerIds;
    this.deadLetters = deadLetters;
  }

  private Map<String, Mapping> byName() {
    Map<String, Mapping> byName = new LinkedHashMap<>();
    mappings.inOrder().forEach(mapping -> byName.put(mapping.name(), mapping));
    return byName;
  }

  /** What is left to be done; letters whose contact is no longer synced are dropped. */
  public List<Merger> again(
      @ExchangeProperty("batch") Replay.Batch batch,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Map<String, String> contacts = contacts(batch.letters());
    Map<String, Link> linked = links.of(MarketoObject.PERSON, contacts.values());
    Map<String, List<Linked>> leads = new LinkedHashMap<>();
    for (DeadLetter letter : batch.letters()) {
      String contact = contacts.get(letter.salesforceId());
      if (!linked.containsKey(contact)) deadLetters.drop(letter.id());
      else leads.computeIfAbsent(contact, c -> new ArrayList<>()).add(lead(letter));
    }
    List<Merger> mergers = new ArrayList<>();
    leads.forEach(
        (contact, ours) -> {
          Linked survivor = new Linked(batch.mapping().name(), linked.get(contact));
          mergers.add(Merger.again(survivor, ours, byName()));
        });
    for (Merger merger : mergers) cycle.add(Tally.read(merger.size()));
    return mergers;
  }

  private Map<String, String> contacts(List<DeadLetter> letters) {
    List<String> leads = letters.stream().map(DeadLetter::salesforceId).toList();
    Map<String, String> contacts = new HashMap<>();
    formerIds
        .of(MarketoObject.PERSON, Side.SALESFORCE, leads)
        .forEach((lead, fate) -> fate.successor().ifPresent(now -> contacts.put(lead, now)));
    return contacts;
  }

  private Linked lead(DeadLetter letter) {
    String mapping =
        mappings.inOrder().stream()
            .filter(each -> each.salesforceObject().equals("Lead"))
            .map(Mapping::name)
            .findFirst()
            .orElseThrow();
    Link link = new Link(letter.salesforceId(), null, null, Instant.EPOCH, Map.of());
    return new Linked(mapping, link);
  }
}
