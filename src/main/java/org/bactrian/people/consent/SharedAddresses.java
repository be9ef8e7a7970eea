package org.bactrian.people.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.consent.OptOutRules;
import org.bactrian.flow.Conditions;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Ledger;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.ErrorCode;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.people.SalesforceRefusal;
import org.bactrian.people.consent.Spread.Row;
import org.bactrian.salesforce.Question;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.ConsentJournal.From;
import org.bactrian.state.people.ConsentJournal.Rule;
import org.bactrian.state.people.OptOuts;
import org.bactrian.sync.Change;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;

/** The verbs of opting out all who have an address of which one did. */
public final class SharedAddresses {

  /** A query travels in a URL. */
  private static final int ADDRESSES_A_QUERY = 40;

  /** What is left over is dealt with in the next run. */
  private static final int ADDRESSES_A_RUN = 10_000;

  private final Mappings mappings;
  private final Schemas schemas;
  private final Conditions conditions;
  private final SalesforceRecords records;
  private final OptOuts optOuts;
  private final Links links;
  private final Settlement settlement;
  private final Ledger ledger;
  private final Clock clock;

  public SharedAddresses(
      Mappings mappings,
      Schemas schemas,
      Conditions conditions,
      SalesforceRecords records,
      OptOuts optOuts,
      Links links,
      Settlement settlement,
      Ledger ledger,
      Clock clock) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.conditions = conditions;
    this.records = records;
    this.optOuts = optOuts;
    this.links = links;
    this.settlement = settlement;
    this.ledger = ledger;
    this.clock = clock;
  }

  private List<OptOutRules> rules() {
    return mappings.inOrder().stream()
        .filter(Mapping::bothWays)
        .map(OptOutRules::of)
        .filter(OptOutRules::isShared)
        .filter(this::isSearchable)
        .toList();
  }

  private boolean isSearchable(OptOutRules rules) {
    return schemas.isSearchable(rules.mapping(), rules.mapping().match().get(1).salesforce());
  }

  /** Begins with the addresses that are due. */
  public Spread begin() {
    List<OptOutRules> rules = rules();
    if (rules.isEmpty()) return new Spread(List.of(), 1);
    ledger.await();
    int together =
        ADDRESSES_A_QUERY * Math.max(1, SalesforceRecords.QUERIES_A_BATCH / rules.size());
    return new Spread(optOuts.due(ADDRESSES_A_RUN), together);
  }

  /** Opt-outs can't be shared: it is tried again in the next cycle. */
  public void setApart(
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    cycle.setApart("opt-outs", failure);
  }

  /** What to ask Salesforce: who has these addresses. */
  public SObjectBatch askSalesforce(@ExchangeProperty(Spread.PROPERTY) Spread spread) {
    List<String> addresses = List.copyOf(spread.next());
    List<String> questions = new ArrayList<>();
    for (OptOutRules each : rules()) {
      for (int i = 0; i < addresses.size(); i += ADDRESSES_A_QUERY) {
        int end = Math.min(addresses.size(), i + ADDRESSES_A_QUERY);
        questions.add(question(each.mapping(), addresses.subList(i, end)));
      }
    }
    return records.ask(questions);
  }

  private String question(Mapping mapping, List<String> addresses) {
    return new Question(mapping.salesforceObject(), schemas.read(mapping))
        .alive(Question.in(mapping.match().get(1).salesforce(), addresses));
  }

  /** Takes the records, but for those that a mapping leaves out. */
  public void salesforce(@ExchangeProperty(Spread.PROPERTY) Spread spread, @Body Object answer) {
    for (Map<String, Object> record : records.of(answer)) {
      String object = String.valueOf(((Map<?, ?>) record.get("attributes")).get("type"));
      rules().stream()
          .filter(each -> each.mapping().salesforceObject().equals(object))
          .filter(each -> conditions.allow(each.mapping(), record))
          .findFirst()
          .ifPresent(
              each ->
                  each.address(record)
                      .ifPresent(a -> spread.records().add(Row.read(each, a, Change.of(record)))));
    }
  }

  /** What to ask Marketo: who has these addresses there. */
  public List<String> askMarketo(
      @ExchangeProperty(Spread.PROPERTY) Spread spread, Exchange exchange) {
    String match = rules().get(0).mapping().matchField().orElseThrow();
    Set<String> fields = new LinkedHashSet<>(List.of("id", match));
    for (OptOutRules each : rules()) each.rules().forEach(rule -> fields.add(rule.marketo()));
    Message message = exchange.getMessage();
    message.setHeader(MarketoConstants.FILTER_TYPE, match);
    message.setHeader(MarketoConstants.FIELDS, String.join(",", fields));
    return List.copyOf(spread.addresses());
  }

  /** Takes the people, and finds out who is to be opted out on either side. */
  public void marketo(
      @ExchangeProperty(Spread.PROPERTY) Spread spread, @Body List<Map<String, Object>> people) {
    OptOutRules first = rules().get(0);
    List<Row> found = new ArrayList<>();
    for (Map<String, Object> person : people) {
      Change change = new Change(String.valueOf(person.get("id")), Instant.EPOCH, person);
      first.personsAddress(person).ifPresent(a -> found.add(Row.read(first, a, change)));
    }
    Map<String, Map<String, Said>> said = said(spread.records(), found);
    List<Row> inSalesforce = new ArrayList<>();
    for (Row row : spread.records()) {
      Row late = late(row, said, false);
      if (!late.late().isEmpty()) inSalesforce.add(late);
    }
    Set<String> written =
        inSalesforce.stream().map(row -> row.change().id()).collect(Collectors.toSet());
    List<String> ids = found.stream().map(row -> row.change().id()).toList();
    Map<String, Links.Linked> linked = links.ofMarketo(first.mapping().marketoObject().word(), ids);
    List<Row> inMarketo = new ArrayList<>();
    for (Row row : found) {
      Links.Linked link = linked.get(row.change().id());
      // The record that is just being opted out carries it to its person.
      if (link != null && written.contains(link.link().salesforceId())) continue;
      Row late = late(row, said, true);
      if (!late.late().isEmpty()) inMarketo.add(late);
    }
    spread.late(inSalesforce, inMarketo);
  }

  /** Who said yes, and when. */
  private record Said(From from, Instant at) {}

  /** Of each address, by the REST names of fields. */
  private static Map<String, Map<String, Said>> said(List<Row> records, List<Row> people) {
    Map<String, Map<String, Said>> said = new HashMap<>();
    for (Row row : people) {
      for (FieldRule rule : row.rules().rules()) {
        if (!isTrue(row, rule, true)) continue;
        of(said, row).put(rule.marketo(), new Said(From.MARKETO, null));
      }
    }
    for (Row row : records) {
      for (FieldRule rule : row.rules().rules()) {
        if (!isTrue(row, rule, false)) continue;
        of(said, row).put(rule.marketo(), new Said(From.SALESFORCE, row.change().version()));
      }
    }
    return said;
  }

  private static Map<String, Said> of(Map<String, Map<String, Said>> said, Row row) {
    return said.computeIfAbsent(row.address(), address -> new HashMap<>());
  }

  private static boolean isTrue(Row row, FieldRule rule, boolean inMarketo) {
    Map<String, Object> record = row.change().record();
    return OptOutRules.isTrue(inMarketo ? record.get(rule.marketo()) : rule.read(record));
  }

  private Row late(Row row, Map<String, Map<String, Said>> said, boolean inMarketo) {
    List<FieldRule> late = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (FieldRule rule : row.rules().rules()) {
      Said who = said.getOrDefault(row.address(), Map.of()).get(rule.marketo());
      if (who == null || isTrue(row, rule, inMarketo)) continue;
      late.add(rule);
      String id = row.change().id();
      events.add(
          new Event(
              clock.instant(),
              who.at(),
              inMarketo ? null : id,
              inMarketo ? id : null,
              rule.marketo(),
              who.from(),
              false,
              true,
              Rule.SAME_ADDRESS));
    }
    return new Row(row.rules(), row.address(), row.change(), late, events);
  }

  /** The next records to opt out in Salesforce, up to 200. */
  public List<Map<String, Object>> toSalesforce(@ExchangeProperty(Spread.PROPERTY) Spread spread) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row each : spread.nextToSalesforce(SalesforceRecords.A_WRITE)) {
      Map<String, Object> values = Spread.values(each.late(), false);
      rows.add(SalesforceRecords.row(each.rules().mapping(), each.change().id(), values));
    }
    return rows;
  }

  /** Takes Salesforce's answer, one result for each record. */
  public void salesforceTook(
      @ExchangeProperty(Spread.PROPERTY) Spread spread, @Body List<SaveSObjectResult> results) {
    SalesforceRecords.pair(
        spread.writing().stream().map(each -> each.change().id()).toList(),
        results.stream().map(SaveSObjectResult::getId).toList(),
        "what it wrote");
    for (int i = 0; i < results.size(); i++) {
      Row row = spread.writing().get(i);
      if (Boolean.TRUE.equals(results.get(i).getSuccess())) {
        spread.took(row);
        continue;
      }
      SalesforceRefusal refusal = SalesforceRefusal.of(results.get(i).getErrors());
      if (refusal.heals()) spread.later(row);
      else spread.refused(row, false, refusal.parked());
    }
  }

  /** The people to opt out in Marketo. */
  public List<Map<String, Object>> toMarketo(@ExchangeProperty(Spread.PROPERTY) Spread spread) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row each : spread.nextToMarketo()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", Long.valueOf(each.change().id()));
      row.putAll(Spread.values(each.late(), true));
      rows.add(row);
    }
    return rows;
  }

  /** Takes Marketo's answer, one result for each person. */
  public void marketoTook(
      @ExchangeProperty(Spread.PROPERTY) Spread spread, @Body List<RecordResult> results) {
    RecordResult.paired(
        results,
        spread.writing().stream().map(each -> each.change().id()).toList(),
        "opting people out");
    for (int i = 0; i < results.size(); i++) {
      Row row = spread.writing().get(i);
      if (results.get(i).reasons().isEmpty()) {
        spread.took(row);
        continue;
      }
      RecordResult.Reason reason = results.get(i).reasons().get(0);
      spread.refused(
          row,
          true,
          new Outcome.Parked(
              reason.code(),
              "Marketo refused the opt-out: " + reason.message(),
              ErrorCode.of(reason.code())
                  .map(ErrorCode::advice)
                  .orElse("Opt this person out in Marketo by hand")));
    }
  }

  /** Remembers who was opted out, and which addresses are dealt with. */
  public void settle(
      @ExchangeProperty(Spread.PROPERTY) Spread spread,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Set<String> seen = new HashSet<>();
    for (Spread.Refused each : spread.refused()) {
      Mapping mapping = each.row().rules().mapping();
      String object = mapping.marketoObject().word();
      List<Settled> parked = List.of(new Settled(each.row().change(), each.why()));
      if (!seen.add(each.inMarketo() + each.row().change().id())) continue;
      if (each.inMarketo()) {
        settlement.settlePeople(mapping.name(), object, parked, List.of(), List.of());
      } else {
        settlement.settle(mapping.name(), object, parked, Set.of());
      }
    }
    settlement.remember(List.of(ConsentJournal.note(spread.events()), OptOuts.done(spread.done())));
    int parked = spread.refused().size();
    cycle.add(new Tally(spread.written() + parked, 0, spread.written(), 0, 0, 0, parked));
  }
}
