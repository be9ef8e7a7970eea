package org.bactrian.people.life;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;
import org.bactrian.flow.Changes;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Ledger;
import org.bactrian.flow.Share;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.Reading;
import org.bactrian.salesforce.SalesforceGarbled;
import org.bactrian.state.Checkpoint;
import org.bactrian.state.Checkpoints;
import org.bactrian.state.Links;
import org.bactrian.state.connection.Facts;
import org.bactrian.sync.Change;
import org.bactrian.sync.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs of records that were deleted and taken out of the recycle bin before anybody read that:
 * no query tells of them, but Salesforce's log of deletions does for some weeks. It is asked once a
 * day, about all objects in one call.
 */
public final class Purged {

  /** The exchange property that carries a search. */
  public static final String PROPERTY = "purged";

  private static final Logger LOG = LoggerFactory.getLogger(Purged.class);
  private static final Duration EVERY = Duration.ofDays(1);

  /** Salesforce refuses to be asked about more than 30 days. */
  private static final Duration KEPT = Duration.ofDays(29);

  /** How far Salesforce's clock and its log of deletions may be behind. */
  private static final Duration LAG = Duration.ofHours(1);

  private static final int PARTS_A_CALL = 25;
  private static final String FACT = "deletions-known-until-";

  private final Mappings mappings;
  private final Checkpoints checkpoints;
  private final Facts facts;
  private final Links links;
  private final Ledger ledger;
  private final SalesforceRecords records;
  private final String apiVersion;
  private final Clock clock;
  private Instant next = Instant.EPOCH;

  /**
   * The verbs.
   *
   * @param apiVersion e.g. {@code 62.0}
   */
  public Purged(
      Mappings mappings,
      Checkpoints checkpoints,
      Facts facts,
      Links links,
      Ledger ledger,
      SalesforceRecords records,
      String apiVersion,
      Clock clock) {
    this.mappings = mappings;
    this.checkpoints = checkpoints;
    this.facts = facts;
    this.links = links;
    this.ledger = ledger;
    this.records = records;
    this.apiVersion = apiVersion;
    this.clock = clock;
  }

  /** What is asked about, and what was found. */
  public static final class Search {

    private final Instant until;
    private final Map<String, Instant> since = new LinkedHashMap<>();
    private final Deque<String> unasked = new ArrayDeque<>();
    private final Map<String, Map<String, Change>> gone = new LinkedHashMap<>();
    private final Deque<String> unsought = new ArrayDeque<>();
    private List<String> asked = List.of();

    private Search(Instant until) {
      this.until = until;
    }

    /** Whether some objects have yet to be asked about. */
    public boolean isUnasked() {
      return !unasked.isEmpty();
    }

    /** Whether it is to be looked whether some records are in the recycle bin. */
    public boolean isUnsought() {
      return !unsought.isEmpty();
    }
  }

  /** Begins with the objects about which nothing was asked for a day. */
  public Search begin() {
    Search search = new Search(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    if (search.until.isBefore(next)) return search;
    Instant due = search.until.plus(EVERY);
    for (String object : mappings.salesforceObjects()) {
      if (!checkpoints.of(object).map(Checkpoint::firstSyncDone).orElse(false)) {
        due = search.until;
        continue;
      }
      Instant known = facts.find(FACT + object).map(Instant::parse).orElse(null);
      // Of what was deleted before the first sync was done, nothing is linked.
      if (known == null) facts.keep(FACT + object, search.until.toString());
      if (known == null) continue;
      if (known.plus(EVERY).isAfter(search.until)) {
        if (known.plus(EVERY).isBefore(due)) due = known.plus(EVERY);
        continue;
      }
      Instant oldest = search.until.minus(KEPT);
      Instant since = known.minus(LAG);
      search.since.put(object, since.isBefore(oldest) ? oldest : since);
    }
    search.unasked.addAll(search.since.keySet());
    if (search.since.isEmpty()) next = due;
    return search;
  }

  /** What to ask Salesforce: which records of some objects were deleted since. */
  public SObjectBatch ask(@ExchangeProperty(PROPERTY) Search search) {
    SObjectBatch batch = new SObjectBatch(apiVersion);
    search.asked = new ArrayList<>();
    while (search.asked.size() < PARTS_A_CALL && search.isUnasked()) {
      String object = search.unasked.remove();
      search.asked.add(object);
      batch.addGeneric(
          SObjectBatch.Method.GET,
          "/sobjects/%s/deleted/?start=%s&end=%s"
              .formatted(object, encoded(search.since.get(object)), encoded(search.until)));
    }
    return batch;
  }

  private static String encoded(Instant at) {
    return URLEncoder.encode(at.toString(), StandardCharsets.UTF_8);
  }

  /** Takes the answers: those of them that are linked are looked for. */
  public void take(@ExchangeProperty(PROPERTY) Search search, @Body Object answer) {
    boolean pairs =
        answer instanceof SObjectBatchResponse response
            && response.getResults().size() == search.asked.size();
    if (!pairs) throw new SalesforceGarbled("which records were deleted");
    List<SObjectBatchResult> results = ((SObjectBatchResponse) answer).getResults();
    ledger.await();
    for (int i = 0; i < results.size(); i++) {
      String object = search.asked.get(i);
      Object result = results.get(i).getResult();
      if (results.get(i).getStatusCode() == 200 && result instanceof Map<?, ?> told) {
        take(search, object, told.get("deletedRecords"));
      } else {
        LOG.warn(
            "Salesforce does not tell which records of {} were deleted since {}: {}; those that were"
                + " taken out of the recycle bin before they were read are not known",
            object,
            search.since.get(object),
            result);
      }
    }
  }

  private void take(Search search, String object, Object told) {
    Map<String, Change> gone = new LinkedHashMap<>();
    for (Object each : told instanceof List<?> list ? list : List.of()) {
      if (!(each instanceof Map<?, ?> row) || row.get("id") == null) continue;
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("Id", row.get("id"));
      record.put("SystemModstamp", row.get("deletedDate"));
      record.put("IsDeleted", true);
      Change change = Change.of(record);
      gone.put(change.id(), change);
    }
    Set<String> linked = new HashSet<>();
    for (Mapping mapping : mappings.of(object)) {
      linked.addAll(links.of(mapping.marketoObject().word(), gone.keySet()).keySet());
    }
    gone.keySet().retainAll(linked);
    if (gone.isEmpty()) return;
    search.gone.put(object, gone);
    search.unsought.addAll(
        SalesforceRecords.questions(
            new Question(object, List.of("Id")), List.copyOf(gone.keySet())));
  }

  /** What to ask Salesforce: those that are there, be it in the recycle bin. */
  public SObjectBatch seek(@ExchangeProperty(PROPERTY) Search search) {
    List<String> questions = new ArrayList<>();
    while (questions.size() < PARTS_A_CALL && search.isUnsought()) {
      questions.add(search.unsought.remove());
    }
    return records.ask(questions);
  }

  /** Takes them: they are told of by queries. */
  public void found(@ExchangeProperty(PROPERTY) Search search, @Body Object answer) {
    for (Map<String, Object> record : records.of(answer)) {
      search.gone.values().forEach(gone -> gone.remove((String) record.get("Id")));
    }
  }

  /** The others, as the deletions that they are; nothing but that is known of them. */
  public List<Share> shares(
      @ExchangeProperty(PROPERTY) Search search, @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    List<Share> shares = new ArrayList<>();
    search.gone.forEach(
        (object, gone) -> {
          List<Change> changes = List.copyOf(gone.values());
          for (Mapping mapping : mappings.of(object)) {
            for (int i = 0; i < changes.size(); i += Reading.SLICE) {
              List<Change> some = changes.subList(i, Math.min(changes.size(), i + Reading.SLICE));
              shares.add(new Share(Changes.asRead(mapping, some), some));
              cycle.add(Tally.read(some.size()));
            }
          }
        });
    return shares;
  }

  /** Remembers up to when all is known. */
  public void done(@ExchangeProperty(PROPERTY) Search search) {
    search.since.keySet().forEach(object -> facts.keep(FACT + object, search.until.toString()));
  }

  /** Salesforce can't be asked: it is tried again in the next cycle. */
  public void setApart(
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    cycle.standStill("deletions in Salesforce", failure);
  }
}
