package org.bactrian.people.consent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.consent.OptOutRules;
import org.bactrian.mapping.FieldRule;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.OptOuts.Due;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;

/** Opt-outs on their way to all who have the address. */
public final class Spread {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "spread";

  private final Deque<Due> waiting;
  private final int together;
  private final List<Due> taken = new ArrayList<>();
  private final List<Row> records = new ArrayList<>();
  private final Deque<Row> toSalesforce = new ArrayDeque<>();
  private final List<Row> toMarketo = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Set<String> busy = new HashSet<>();
  private List<Row> writing = List.of();
  private int written;

  Spread(Collection<Due> due, int together) {
    this.waiting = new ArrayDeque<>(due);
    this.together = together;
  }

  /**
   * A record of either side.
   *
   * @param change the record; of a Marketo person under their Marketo id
   * @param late the fields that do not say so yet, though somebody with the address does
   * @param events what is to be told of it once it is written
   */
  record Row(
      OptOutRules rules, String address, Change change, List<FieldRule> late, List<Event> events) {

    static Row read(OptOutRules rules, String address, Change change) {
      return new Row(rules, address, change, List.of(), List.of());
    }
  }

  /** A record that could not be opted out. */
  record Refused(Row row, boolean inMarketo, Outcome.Parked why) {}

  /** Whether some addresses are left. */
  public boolean isOpen() {
    return !waiting.isEmpty();
  }

  /** Takes the next addresses, without those before them. */
  Set<String> next() {
    taken.clear();
    records.clear();
    events.clear();
    refused.clear();
    busy.clear();
    written = 0;
    while (taken.size() < together && !waiting.isEmpty()) taken.add(waiting.remove());
    return addresses();
  }

  Set<String> addresses() {
    return taken.stream().map(Due::address).collect(Collectors.toSet());
  }

  List<Row> records() {
    return records;
  }

  void late(List<Row> inSalesforce, List<Row> inMarketo) {
    toSalesforce.addAll(inSalesforce);
    toMarketo.addAll(inMarketo);
  }

  /** Whether some records are to be opted out in Salesforce. */
  public boolean isWritesSalesforce() {
    return !toSalesforce.isEmpty();
  }

  /** Whether some people are to be opted out in Marketo. */
  public boolean isWritesMarketo() {
    return !toMarketo.isEmpty();
  }

  List<Row> nextToSalesforce(int most) {
    List<Row> next = new ArrayList<>();
    while (next.size() < most && !toSalesforce.isEmpty()) next.add(toSalesforce.remove());
    writing = next;
    return next;
  }

  List<Row> nextToMarketo() {
    writing = List.copyOf(toMarketo);
    toMarketo.clear();
    return writing;
  }

  List<Row> writing() {
    return writing;
  }

  void took(Row row) {
    written++;
    events.addAll(row.events());
  }

  void refused(Row row, boolean inMarketo, Outcome.Parked why) {
    refused.add(new Refused(row, inMarketo, why));
  }

  /** Leaves an address for the next run, because somebody holds one of its records. */
  void later(Row row) {
    busy.add(row.address());
  }

  int written() {
    return written;
  }

  List<Event> events() {
    return events;
  }

  List<Refused> refused() {
    return refused;
  }

  /** The addresses that need not be looked at again. */
  List<Due> done() {
    return taken.stream().filter(due -> !busy.contains(due.address())).toList();
  }

  /** The Salesforce rows, as the API takes them. */
  static Map<String, Object> values(List<FieldRule> late, boolean ofMarketo) {
    return late.stream()
        .collect(
            Collectors.toMap(rule -> ofMarketo ? rule.marketo() : rule.salesforce(), r -> true));
  }
}
