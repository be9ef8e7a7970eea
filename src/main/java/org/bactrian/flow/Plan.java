package org.bactrian.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.sync.Answer;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Prepared;
import org.bactrian.sync.Request;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;

/**
 * What a sync would write and cost. Who is in Marketo already is asked there, up to so many calls,
 * and compared; what would be created is given to a Marketo that is only imagined, and takes
 * whatever it gets.
 */
public final class Plan {

  private static final MarketoObject PERSON = MarketoObject.named("lead").orElseThrow();
  private static final int BATCH = 300;
  private static final int RECORDS_A_WRITE = 200;

  private final Deliveries deliveries;
  private final Schemas schemas;
  private final int mostCalls;
  private final Map<String, Forecast> forecasts = new LinkedHashMap<>();
  private final Set<Prepared.Parent> expected = new HashSet<>();
  private final Map<String, String> linked = new HashMap<>();
  private final Set<String> linkedPeople = new HashSet<>();
  private Duration patience = Duration.ZERO;
  private long lookUps;
  private long comparisons;

  /**
   * @param mostCalls how many calls may be spent on each thing: a million people would cost 3,400
   *     to look up, and the first 30,000 tell enough
   */
  public Plan(Deliveries deliveries, Schemas schemas, int mostCalls) {
    this.deliveries = deliveries;
    this.schemas = schemas;
    this.mostCalls = mostCalls;
  }

  /**
   * A pair that met, and was only compared.
   *
   * @param toSalesforce what would be written there, by API name
   * @param toMarketo what would be written there, by REST name
   */
  public record Compared(
      Encounter pair,
      Outcome outcome,
      Map<String, Object> toSalesforce,
      Map<String, Object> toMarketo) {

    /** Whether a run would link them, who were not linked before. */
    public boolean isLinked() {
      return pair.link() == null && !(outcome instanceof Outcome.Parked);
    }
  }

  /** A share on its way through an imagined delivery. */
  public static final class Weighing {

    /** The exchange property that carries it. */
    public static final String PROPERTY = "weighing";

    private final Dispatch dispatch;
    private final Forecast forecast;
    private final List<Compared> compared = new ArrayList<>();
    private boolean uncompared;
    private Request.LookUp asking;
    private Request.Write write;
    private List<Map<String, Object>> people = List.of();
    private long calls;
    private long byId;
    private long byEmail;
    private long unasked;
    private long asked;

    Weighing(Dispatch dispatch, Forecast forecast) {
      this.dispatch = dispatch;
      this.forecast = forecast;
    }

    /** Whether Marketo is to be asked who is there. */
    public boolean isAsks() {
      return asking != null;
    }

    /** The marketo: resource that it goes to. */
    public String getResource() {
      return dispatch.getResource();
    }

    /** What it would be delivered by. */
    public Dispatch getDispatch() {
      return dispatch;
    }
  }

  /**
   * Forgets what was weighed before.
   *
   * @param patience how long Marketo's extracts may take; what is not read then is said
   */
  public void begin(Duration patience) {
    forecasts.clear();
    expected.clear();
    linked.clear();
    linkedPeople.clear();
    lookUps = 0;
    comparisons = 0;
    this.patience = patience;
  }

  /** Whether so many calls may be spent on one thing. */
  public boolean mayCost(long calls) {
    return calls <= mostCalls;
  }

  /** How long Marketo's extracts may take. */
  public Duration patience() {
    return patience;
  }

  /** What each mapping would do, in dependency order. */
  public List<Forecast> forecasts() {
    return List.copyOf(forecasts.values());
  }

  /** What a mapping would do, as far as it was weighed. */
  private Forecast forecast(Mapping mapping) {
    return forecasts.computeIfAbsent(mapping.name(), name -> Forecast.of(mapping));
  }

  /** Begins to deliver a share. */
  public Weighing weigh(@Body Share share) {
    Weighing weighing =
        new Weighing(
            deliveries.dispatch(share, deliveries.translate(share), expected),
            forecast(share.mapping()));
    goOn(weighing);
    return weighing;
  }

  /** What to ask Marketo. */
  public List<String> ask(
      @ExchangeProperty(Weighing.PROPERTY) Weighing weighing, Exchange exchange) {
    Message message = exchange.getMessage();
    message.setHeader(MarketoConstants.FILTER_TYPE, weighing.asking.filterType());
    // Before the field sync, Marketo has no field for the key.
    Set<String> fields = fields(weighing);
    message.setHeader(
        MarketoConstants.FIELDS,
        weighing.asking.fields().stream()
            .filter(field -> field.equals("id") || fields.contains(field))
            .collect(Collectors.joining(",")));
    List<String> values = weighing.asking.values().stream().distinct().toList();
    weighing.asked += calls(values.size());
    lookUps += calls(values.size());
    return values;
  }

  /** Takes who is there, and goes on. */
  public void found(
      @ExchangeProperty(Weighing.PROPERTY) Weighing weighing,
      @Body List<Map<String, Object>> people) {
    answer(weighing, people);
    goOn(weighing);
  }

  private void goOn(Weighing weighing) {
    while (weighing.asking == null && weighing.dispatch.isOpen()) {
      Request request = weighing.dispatch.next();
      if (request instanceof Request.Write write) {
        goOn(weighing, write);
      } else if (request instanceof Request.LookUp lookUp) {
        weighing.calls += calls(lookUp.values().size());
        // Those whom a creation met were asked for before it.
        if (weighing.people.isEmpty()) ask(weighing, lookUp);
        else answer(weighing, lookUp, weighing.people);
      }
    }
  }

  private void goOn(Weighing weighing, Request.Write write) {
    Mapping mapping = weighing.dispatch.mapping();
    weighing.calls += calls(write.rows().size());
    weighing.write = write;
    String field = write.lookupField();
    boolean byMatch = mapping.matchField().filter(field::equals).isPresent();
    boolean seeks = write.action().equals("updateOnly") && field.equals(mapping.keyField());
    if (!seeks && !(byMatch && write.action().equals("createOnly"))) {
      answer(weighing, List.of());
      return;
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < write.rows().size(); i++) {
      Prepared about = write.about().get(i);
      Object key = write.rows().get(i).getOrDefault(field, about.change().id());
      values.add(byMatch ? about.matchValue() : key.toString());
    }
    List<String> fields =
        List.of("id", mapping.keyField(), mapping.matchField().orElse(mapping.keyField()));
    ask(weighing, new Request.LookUp(field, values, fields, write.about()));
  }

  /** Asks, unless nobody can be there or it has cost enough. */
  private void ask(Weighing weighing, Request.LookUp lookUp) {
    weighing.asking = lookUp;
    String by = lookUp.filterType();
    // A company is written whether it is there or not, so that is not worth a call.
    boolean isPerson = weighing.dispatch.mapping().marketoObject().isPerson();
    boolean isField = isPerson && (by.equals("id") || fields(weighing).contains(by));
    boolean tooMany = !mayCost(lookUps + calls(lookUp.values().size()));
    if (isField && !tooMany) return;
    if (isField) weighing.unasked += lookUp.values().size();
    answer(weighing, List.of());
  }

  private Set<String> fields(Weighing weighing) {
    return schemas.marketo(weighing.dispatch.mapping().marketoObject()).fields().keySet();
  }

  private void answer(Weighing weighing, List<Map<String, Object>> people) {
    Request.LookUp asking = weighing.asking;
    Request.Write write = weighing.write;
    weighing.asking = null;
    weighing.write = null;
    if (write == null) answer(weighing, asking, people);
    else answer(weighing, write, asking, people);
  }

  private static void answer(
      Weighing weighing, Request.LookUp lookUp, List<Map<String, Object>> people) {
    weighing.people = List.of();
    int before = weighing.dispatch.encounters().size();
    weighing.dispatch.delivery().found(lookUp, people);
    count(weighing, lookUp.filterType(), weighing.dispatch.encounters().size() - before);
  }

  private static void answer(
      Weighing weighing,
      Request.Write write,
      Request.LookUp asked,
      List<Map<String, Object>> people) {
    weighing.people = write.action().equals("createOnly") ? people : List.of();
    Set<String> there = new HashSet<>();
    for (Map<String, Object> person : people) {
      there.add(compared(write, String.valueOf(person.get(write.lookupField()))));
    }
    boolean updates = write.action().equals("updateOnly");
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < write.rows().size(); i++) {
      boolean isThere = asked != null && there.contains(compared(write, asked.values().get(i)));
      if (asked == null)
        answers.add(new Answer(updates ? "updated" : "created", "0", null, null, null));
      else if (updates && isThere) answers.add(new Answer("updated", "0", null, null, null));
      else if (updates) answers.add(new Answer("skipped", null, "1004", "not found", null));
      else if (isThere) answers.add(new Answer("skipped", null, "1005", "exists", null));
      else answers.add(new Answer("created", "0", null, null, null));
      if (answers.get(i).code() == null) show(weighing.forecast, write, i);
    }
    if (updates && asked != null) {
      count(weighing, asked.filterType(), Collections.frequency(statuses(answers), "updated"));
    }
    weighing.dispatch.delivery().answer(write, answers);
  }

  /** What is sought to be updated is sought by its id, of which case counts. */
  private static String compared(Request.Write write, String value) {
    return write.action().equals("updateOnly") ? value : Mapping.folded(value);
  }

  private static List<String> statuses(List<Answer> answers) {
    return answers.stream().map(Answer::status).toList();
  }

  private static void count(Weighing weighing, String field, int found) {
    boolean byEmail = weighing.dispatch.mapping().matchField().filter(field::equals).isPresent();
    if (byEmail) weighing.byEmail += found;
    else weighing.byId += found;
  }

  /** How many calls to Marketo so many people are. */
  public static long calls(int people) {
    return (people + BATCH - 1) / BATCH;
  }

  /** How many calls to Salesforce writing so many records is. */
  public static long writes(int records) {
    return (records + RECORDS_A_WRITE - 1) / RECORDS_A_WRITE;
  }

  private static void show(Forecast forecast, Request.Write write, int row) {
    String id = write.about().get(row).change().id();
    forecast.example(write.action() + " " + id + " " + write.rows().get(row));
  }

  /** Whether the pairs that meet are to be compared; not, if that has cost enough. */
  public boolean compares(@ExchangeProperty(Weighing.PROPERTY) Weighing weighing) {
    if (!weighing.dispatch.isMeets()) return false;
    long calls = calls(weighing.dispatch.encounters().size());
    weighing.uncompared = !mayCost(comparisons + calls);
    if (!weighing.uncompared) comparisons += calls;
    return !weighing.uncompared;
  }

  /** Asks only for what Marketo has: before the field sync it lacks some of it. */
  public void known(Exchange exchange) {
    Message message = exchange.getMessage();
    Set<String> fields = schemas.marketo(PERSON).fields().keySet();
    String asked = message.getHeader(MarketoConstants.FIELDS, String.class);
    message.setHeader(
        MarketoConstants.FIELDS,
        Stream.of(asked.split(",")).filter(fields::contains).collect(Collectors.joining(",")));
  }

  /** Takes how the pairs compare. */
  public void compared(
      @ExchangeProperty(Weighing.PROPERTY) Weighing weighing, @Body List<Compared> compared) {
    weighing.compared.addAll(compared);
  }

  /** Adds what came of a share to the forecast. */
  public void add(@ExchangeProperty(Weighing.PROPERTY) Weighing weighing) {
    Dispatch dispatch = weighing.dispatch;
    Mapping mapping = dispatch.mapping();
    List<Settled> settled = new ArrayList<>(dispatch.decided());
    settled.addAll(dispatch.delivery().settled());
    Tally tally = Tally.read(settled.size()).plus(Tally.of(settled));
    long ambiguous = 0;
    for (Settled each : settled) {
      if (each.outcome() instanceof Outcome.Created) expect(mapping, each.change().id());
      if (!(each.outcome() instanceof Outcome.Parked parked)) continue;
      if (Forecast.isAmbiguous(parked)) ambiguous++;
      weighing.forecast.parked(each.change().id(), parked);
    }
    dispatch.encounters().forEach(pair -> expect(mapping, pair.salesforceId()));
    List<Encounter> unlinked =
        dispatch.encounters().stream().filter(pair -> pair.link() == null).toList();
    if (weighing.uncompared) {
      long met = dispatch.encounters().size();
      tally = tally.plus(new Tally(met, 0, met, 0, 0, 0, 0));
      unlinked.forEach(pair -> link(pair.salesforceId(), pair.marketoId()));
      cost(mapping, 0, 2 * calls((int) met));
    } else {
      tally = tally.plus(tally(mapping, weighing.compared));
    }
    Forecast.Matching matching =
        new Forecast.Matching(
            weighing.byId,
            weighing.byEmail,
            weighing.uncompared
                ? unlinked.size()
                : weighing.compared.stream().filter(Compared::isLinked).count(),
            ambiguous,
            weighing.unasked,
            weighing.uncompared ? dispatch.encounters().size() : 0,
            weighing.asked);
    cost(mapping, 0, weighing.calls);
    count(mapping, tally);
    forecasts.computeIfPresent(mapping.name(), (name, sum) -> sum.plus(matching));
  }

  /** Adds up pairs that were compared, with what reading and writing them costs. */
  public Tally tally(Mapping mapping, List<Compared> compared) {
    Forecast forecast = forecast(mapping);
    Tally tally = Tally.read(compared.size());
    int toSalesforce = 0;
    int toMarketo = 0;
    for (Compared each : compared) {
      String id = each.pair().salesforceId();
      tally = tally.plus(each.outcome().tally());
      if (!each.toSalesforce().isEmpty()) toSalesforce++;
      if (!each.toMarketo().isEmpty()) toMarketo++;
      if (each.outcome() instanceof Outcome.Parked parked) forecast.parked(id, parked);
      if (!each.isLinked()) continue;
      link(id, each.pair().marketoId());
      forecast.example(
          "link %s Marketo %s; to Salesforce %s, to Marketo %s"
              .formatted(id, each.pair().marketoId(), each.toSalesforce(), each.toMarketo()));
    }
    cost(mapping, writes(toSalesforce), calls(compared.size()) + calls(toMarketo));
    return tally;
  }

  /** Adds what would become of changes. */
  public void count(Mapping mapping, Tally tally) {
    forecasts.put(mapping.name(), forecast(mapping).plus(tally));
  }

  /** Adds what would become of people who are to be in Salesforce. */
  public void count(Mapping mapping, Forecast.Creation creation) {
    forecasts.put(mapping.name(), forecast(mapping).plus(creation));
  }

  /** Adds calls. */
  public void cost(Mapping mapping, long salesforceCalls, long marketoCalls) {
    forecasts.put(mapping.name(), forecast(mapping).costing(salesforceCalls, marketoCalls));
  }

  /** Names a person who would be parked. */
  public void parked(Mapping mapping, String subject, Outcome.Parked why) {
    forecast(mapping).parked(subject, why);
  }

  private void link(String salesforceId, String marketoId) {
    linked.put(salesforceId, marketoId);
    linkedPeople.add(marketoId);
  }

  /** The people who would be linked by then, by the Salesforce id of their record. */
  public Map<String, String> linked() {
    return linked;
  }

  /** Whether a person would be linked by then. */
  public boolean isLinked(String marketoId) {
    return linkedPeople.contains(marketoId);
  }

  private void expect(Mapping mapping, String id) {
    // Nothing refers to a person.
    if (mapping.marketoObject().equals(PERSON)) return;
    expected.add(new Prepared.Parent(mapping.marketoObject().word(), id));
  }
}
