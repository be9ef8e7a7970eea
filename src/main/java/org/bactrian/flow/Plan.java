package org.bactrian.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.bactrian.mapping.Mapping;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.sync.Answer;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Prepared;
import org.bactrian.sync.Request;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;

/**
 * What a sync would write and cost. Who is in Marketo already is asked there, up to so many calls;
 * what would be written is given to a Marketo that is only imagined, and takes whatever it gets.
 */
public final class Plan {

  private static final int BATCH = 300;
  private static final int EXAMPLES = 3;

  /** A million people would cost 3,400 calls to look up; the first 30,000 tell enough. */
  private static final int MOST_LOOK_UPS = 100;

  private final Deliveries deliveries;
  private final Schemas schemas;
  private final Map<String, Forecast> forecasts = new LinkedHashMap<>();
  private final Set<Prepared.Parent> expected = new HashSet<>();
  private long lookUps;

  public Plan(Deliveries deliveries, Schemas schemas) {
    this.deliveries = deliveries;
    this.schemas = schemas;
  }

  /**
   * Who of Salesforce's records without a link is in Marketo.
   *
   * @param byId found by an id that one side knows of the other
   * @param byEmail found by the address
   * @param ambiguous of whom there are several
   * @param unasked not looked up, because that would have cost too many calls; taken for new
   * @param calls what looking them up has cost
   */
  public record Matching(long byId, long byEmail, long ambiguous, long unasked, long calls) {

    static final Matching NONE = new Matching(0, 0, 0, 0, 0);

    private Matching plus(Matching more) {
      return new Matching(
          byId + more.byId,
          byEmail + more.byEmail,
          ambiguous + more.ambiguous,
          unasked + more.unasked,
          calls + more.calls);
    }

    /** Whether there is something to tell. */
    public boolean isTold() {
      return byId + byEmail + ambiguous + unasked > 0;
    }
  }

  /**
   * What one mapping would do.
   *
   * @param marketoCalls the calls it would cost to look people up and to write them
   * @param examples a few writes and links, each an action, a Salesforce id and the values by REST
   *     name
   * @param problems the first changes that would be parked, with their reasons
   */
  public record Forecast(
      String mapping,
      Tally tally,
      long marketoCalls,
      Matching matching,
      List<String> examples,
      List<String> problems) {

    private Forecast plus(Tally more, long calls, Matching matched) {
      return new Forecast(
          mapping,
          tally.plus(more),
          marketoCalls + calls,
          matching.plus(matched),
          examples,
          problems);
    }
  }

  /** A share on its way through an imagined delivery. */
  public static final class Weighing {

    /** The exchange property that carries it. */
    public static final String PROPERTY = "weighing";

    private final Dispatch dispatch;
    private final Forecast forecast;
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
  }

  /** Forgets what was weighed before. */
  public void begin() {
    forecasts.clear();
    expected.clear();
    lookUps = 0;
  }

  /** What each mapping would do, in dependency order. */
  public List<Forecast> forecasts() {
    return List.copyOf(forecasts.values());
  }

  /** Begins to deliver a share. */
  public Weighing weigh(@Body Share share) {
    Forecast forecast =
        forecasts.computeIfAbsent(
            share.mapping().name(),
            n ->
                new Forecast(
                    n, Tally.NONE, 0, Matching.NONE, new ArrayList<>(), new ArrayList<>()));
    Weighing weighing =
        new Weighing(deliveries.dispatch(share, deliveries.translate(share), expected), forecast);
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
    List<String> values =
        write.about().stream()
            .map(each -> byMatch ? each.matchValue() : each.change().id())
            .toList();
    List<String> fields =
        List.of("id", mapping.keyField(), mapping.matchField().orElse(mapping.keyField()));
    ask(weighing, new Request.LookUp(field, values, fields, write.about()));
  }

  /** Asks, unless nobody can be there or it has cost enough. */
  private void ask(Weighing weighing, Request.LookUp lookUp) {
    weighing.asking = lookUp;
    String by = lookUp.filterType();
    boolean isField = by.equals("id") || fields(weighing).contains(by);
    boolean tooMany = lookUps + calls(lookUp.values().size()) > MOST_LOOK_UPS;
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
      there.add(folded(String.valueOf(person.get(write.lookupField()))));
    }
    boolean updates = write.action().equals("updateOnly");
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < write.rows().size(); i++) {
      boolean isThere = asked != null && there.contains(folded(asked.values().get(i)));
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

  private static List<String> statuses(List<Answer> answers) {
    return answers.stream().map(Answer::status).toList();
  }

  private static void count(Weighing weighing, String field, int found) {
    boolean byEmail = weighing.dispatch.mapping().matchField().filter(field::equals).isPresent();
    if (byEmail) weighing.byEmail += found;
    else weighing.byId += found;
  }

  private static String folded(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }

  private static long calls(int values) {
    return (values + BATCH - 1) / BATCH;
  }

  private static void show(Forecast forecast, Request.Write write, int row) {
    if (forecast.examples().size() >= EXAMPLES) return;
    String id = write.about().get(row).change().id();
    forecast.examples().add(write.action() + " " + id + " " + write.rows().get(row));
  }

  /** Adds what came of a share to the forecast. */
  public void add(
      @ExchangeProperty(Weighing.PROPERTY) Weighing weighing,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    Dispatch dispatch = weighing.dispatch;
    Forecast forecast = weighing.forecast;
    List<Settled> settled = new ArrayList<>(dispatch.decided());
    settled.addAll(dispatch.delivery().settled());
    long met = dispatch.encounters().size();
    // Those who meet are compared with what Marketo has; at most so many are updated.
    Tally tally = Tally.read(settled.size() + met).plus(new Tally(0, 0, met, 0, 0, 0, 0));
    long ambiguous = 0;
    for (Settled each : settled) {
      tally = tally.plus(each.outcome().tally());
      if (each.outcome() instanceof Outcome.Created) {
        expect(dispatch.mapping(), each.change().id());
      } else if (each.outcome() instanceof Outcome.Parked parked) {
        if (parked.code().startsWith("ambiguous-")) ambiguous++;
        if (forecast.problems().size() < EXAMPLES) {
          forecast.problems().add(each.change().id() + ": " + parked.message());
        }
      }
    }
    for (Encounter each : dispatch.encounters()) {
      expect(dispatch.mapping(), each.salesforceId());
      if (each.link() == null && forecast.examples().size() < EXAMPLES) {
        forecast.examples().add("link " + each.salesforceId() + " Marketo " + each.marketoId());
      }
    }
    Matching matching =
        new Matching(weighing.byId, weighing.byEmail, ambiguous, weighing.unasked, weighing.asked);
    // Met people are read, and written to either side where they differ.
    long calls = weighing.calls + 2 * calls((int) met);
    Forecast before = forecasts.get(forecast.mapping());
    forecasts.put(forecast.mapping(), before.plus(tally, calls, matching));
    cycle.add(tally.plus(Tally.read(-tally.read())));
  }

  private void expect(Mapping mapping, String id) {
    expected.add(new Prepared.Parent(mapping.marketoObject().word(), id));
  }
}
