package org.bactrian.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.salesforce.Question;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.bactrian.sync.Change;
import org.bactrian.sync.Tally;

/**
 * The verbs of replaying dead letters: each is read again, from Salesforce or of people who are
 * only in Marketo from there, so that what is delivered is its newest version.
 */
public final class Replay {

  /** The query travels in the URL, and camel-salesforce sends no more than 8 KB of headers. */
  private static final int RECORDS_A_QUERY = 100;

  private static final int PEOPLE_A_SLICE = 3000;

  private static final String RECORDS = "replay-records";
  private static final String PEOPLE = "replay-people";
  private static final String CONVERSIONS = "replay-conversions";

  private final Mappings mappings;
  private final Schemas schemas;
  private final DeadLetters deadLetters;

  public Replay(Mappings mappings, Schemas schemas, DeadLetters deadLetters) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.deadLetters = deadLetters;
  }

  /** Dead letters of one mapping, few enough for one query. */
  public record Batch(Mapping mapping, List<DeadLetter> letters) {

    /** The route that deals with them. */
    public String getRoute() {
      return route(letters.get(0));
    }

    /** Whose they are, if they are people's who are only in Marketo. */
    public List<String> marketoIds() {
      return letters.stream().map(DeadLetter::marketoId).toList();
    }

    /** What an operator put in place of values, by such an id. */
    public Map<String, Map<String, Object>> edits() {
      Map<String, Map<String, Object>> edits = new HashMap<>();
      for (DeadLetter letter : letters) {
        if (!letter.edits().isEmpty()) edits.put(letter.marketoId(), letter.edits());
      }
      return edits;
    }

    List<String> ids() {
      return letters.stream().map(DeadLetter::salesforceId).distinct().toList();
    }
  }

  /** Begins a cycle that reads nothing but what it is told to. */
  public Cycle begin() {
    return new Cycle(List.of(), Progress.NONE);
  }

  /** The dead letters in batches, in dependency order. */
  public List<Batch> batches(@Body List<DeadLetter> letters) {
    List<Batch> batches = new ArrayList<>();
    for (Mapping mapping : mappings.inOrder()) {
      Map<String, List<DeadLetter>> ours =
          letters.stream()
              .filter(l -> l.mapping().equals(mapping.name()) && l.isOfARecord())
              .collect(Collectors.groupingBy(Replay::route));
      batch(mapping, ours.getOrDefault(RECORDS, List.of()), RECORDS_A_QUERY, batches);
      batch(mapping, ours.getOrDefault(PEOPLE, List.of()), PEOPLE_A_SLICE, batches);
      batch(mapping, ours.getOrDefault(CONVERSIONS, List.of()), RECORDS_A_QUERY, batches);
    }
    return batches;
  }

  private static String route(DeadLetter letter) {
    if (letter.isInconvertible()) return CONVERSIONS;
    return letter.isOnlyInMarketo() ? PEOPLE : RECORDS;
  }

  private static void batch(
      Mapping mapping, List<DeadLetter> letters, int most, List<Batch> batches) {
    for (int i = 0; i < letters.size(); i += most) {
      batches.add(new Batch(mapping, letters.subList(i, Math.min(letters.size(), i + most))));
    }
  }

  /** What to ask Salesforce about a batch. */
  public String ask(@ExchangeProperty("batch") Batch batch) {
    Mapping mapping = batch.mapping();
    return new Question(mapping.salesforceObject(), schemas.read(mapping)).records(batch.ids());
  }

  /**
   * The newest versions, an operator's edits over them; letters of vanished records are dropped.
   */
  @SuppressWarnings("unchecked")
  public Share share(
      @ExchangeProperty("batch") Batch batch,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @Body Map<String, Object> page) {
    Map<String, Change> found = new HashMap<>();
    for (Map<String, Object> record : (List<Map<String, Object>>) page.get("records")) {
      found.put((String) record.get("Id"), Change.of(record));
    }
    Map<String, Change> changes = new LinkedHashMap<>();
    for (DeadLetter letter : batch.letters()) {
      // A record may have several letters, and goes once.
      String id = letter.salesforceId();
      Change change = changes.getOrDefault(id, found.get(id));
      if (change == null) deadLetters.drop(letter.id());
      else changes.put(id, edited(change, letter.edits()));
    }
    cycle.add(Tally.read(changes.size()));
    return new Share(batch.mapping(), List.copyOf(changes.values()), true);
  }

  private static Change edited(Change change, Map<String, Object> edits) {
    if (edits.isEmpty()) return change;
    Map<String, Object> record = new LinkedHashMap<>(change.record());
    record.putAll(edits);
    Instant version = change.version();
    return new Change(change.id(), version, record);
  }
}
