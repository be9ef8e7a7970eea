package org.bactrian.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.bactrian.flow.Cycle;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.state.Links;
import org.bactrian.state.Links.Linked;
import org.bactrian.state.people.LogPositions;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Tally;

/**
 * The verbs of comparing everybody, when Marketo's log was not read for longer than Marketo keeps
 * it: every linked pair meets, and who is no longer there was deleted.
 */
public final class Inventory {

  /**
   * Its position: the Salesforce id up to which all were compared; none if there is nothing to do.
   */
  static final String POSITION = "INVENTORY";

  private static final String LAST = "lastOfTheInventory";
  private static final int SLICE = 3000;

  private final Mappings mappings;
  private final Links links;
  private final LogPositions positions;

  public Inventory(Mappings mappings, Links links, LogPositions positions) {
    this.mappings = mappings;
    this.links = links;
    this.positions = positions;
  }

  /** Whether some pairs have yet to be compared. */
  public boolean more() {
    return positions.all().containsKey(POSITION);
  }

  /** The next pairs, those of each mapping together; the position moves once they are settled. */
  public List<Meeting> next(@ExchangeProperty(Cycle.PROPERTY) Cycle cycle, Exchange exchange) {
    List<Linked> slice =
        links.after(MarketoObject.PERSON, positions.all().get(POSITION).token(), SLICE);
    exchange.setProperty(LAST, slice.size() < SLICE ? null : slice.get(SLICE - 1));
    Map<String, List<Encounter>> pairs = new LinkedHashMap<>();
    for (Linked each : slice) {
      pairs
          .computeIfAbsent(each.mapping(), name -> new ArrayList<>())
          .add(Encounter.of(each.link(), Map.of()));
    }
    List<Meeting> meetings = new ArrayList<>();
    for (Mapping mapping : mappings.inOrder()) {
      List<Encounter> met = pairs.get(mapping.name());
      if (met == null || !mapping.bothWays()) continue;
      meetings.add(Meeting.ofAll(mapping, met));
      cycle.add(Tally.read(met.size()));
    }
    return meetings;
  }

  /** Moves past them. */
  public void advance(Exchange exchange) {
    Linked last = exchange.getProperty(LAST, Linked.class);
    if (last == null) positions.end(POSITION);
    else positions.move(POSITION, last.link().salesforceId());
  }
}
