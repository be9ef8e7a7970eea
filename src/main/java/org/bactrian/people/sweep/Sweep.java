package org.bactrian.people.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.MarketoFields;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.convert.Reading;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.people.Page;
import org.bactrian.marketo.people.Window;
import org.bactrian.people.Newcomers;
import org.bactrian.people.Stream;
import org.bactrian.people.sweep.Sweeping.Probe;
import org.bactrian.state.Links;
import org.bactrian.state.people.LogPositions;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Sameness;

/**
 * The verbs of sweeping: once, after the first sync of Salesforce, those are sought who were in
 * Marketo before and are to become Salesforce records.
 */
public final class Sweep {

  /** So many people are read and created together. */
  private static final int SLICE = 3000;

  private static final int PAGES = 10;
  private static final int PROBES = 300;

  /** If nobody has an id below this, the oldest one is not sought any longer. */
  private static final int LOW_IDS = 3000;

  /** No instance of Marketo is older. */
  private static final Instant FIRST_EVER = Instant.parse("2006-01-01T00:00:00Z");

  /** How far Marketo's clock may be behind. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  /** The changes of today go before the people of yesterday. */
  private static final Duration TURN = Duration.ofMinutes(5);

  private static final String BY_FLAG = "SWEPT_BY_FLAG";
  private static final String BY_LIST = "SWEPT_BY_LIST";
  private static final String DONE = "done";

  private final Optional<Mapping> creating;
  private final MarketoFields fields;
  private final ListMembers lists;
  private final LogPositions positions;
  private final Links links;
  private final Clock clock;
  private final BooleanSupplier backlogWaits;

  /**
   * @param backlogWaits whether what is left of a quota is for fresh changes
   */
  public Sweep(
      Mappings mappings,
      MarketoFields fields,
      ListMembers lists,
      LogPositions positions,
      Links links,
      Clock clock,
      BooleanSupplier backlogWaits) {
    this.creating =
        mappings.inOrder().stream()
            .filter(mapping -> mapping.bothWays() && mapping.creation().isPresent())
            .findFirst();
    this.fields = fields;
    this.lists = lists;
    this.positions = positions;
    this.links = links;
    this.clock = clock;
    this.backlogWaits = backlogWaits;
  }

  /** Begins where it was left; there is nothing to do before the first sync is done. */
  public Sweeping begin() {
    Sweeping sweeping =
        new Sweeping(creating.orElse(null), ids -> unlinked(MarketoObject.PERSON, ids), false);
    if (creating.isEmpty() || backlogWaits.getAsBoolean()) return sweeping;
    Map<String, LogPositions.Position> known = positions.all();
    if (!known.containsKey(Stream.CHANGES.name())) return sweeping;
    begin(sweeping, known, TURN);
    return sweeping;
  }

  /** The sweep can't go on: it is tried again in the next cycle. */
  public void setApart(
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws Exception {
    cycle.setApart("sweep", failure);
  }

  /**
   * Begins where it was left, or will begin once the first sync is done; moves nothing.
   *
   * @param linked whether a person, by Marketo id, would be linked by then
   * @param patience how long it may take
   */
  Sweeping rehearse(Predicate<String> linked, Duration patience) {
    Map<String, LogPositions.Position> known = positions.all();
    // Before the first sync is done, links can't be found by Marketo ids; there may be some.
    boolean synced = known.containsKey(Stream.CHANGES.name());
    UnaryOperator<List<String>> unlinked =
        ids ->
            (synced ? unlinked(MarketoObject.PERSON, ids) : ids)
                .stream().filter(linked.negate()).toList();
    Sweeping sweeping = new Sweeping(creating.orElse(null), unlinked, true);
    if (creating.isPresent()) begin(sweeping, known, patience);
    return sweeping;
  }

  private void begin(
      Sweeping sweeping, Map<String, LogPositions.Position> known, Duration patience) {
    CreationRule rule = creating.orElseThrow().creation().orElseThrow();
    rule.list().ifPresent(list -> beginList(sweeping, list, known.get(BY_LIST)));
    rule.flag().ifPresent(flag -> beginFlag(sweeping, flag, known.get(BY_FLAG)));
    sweeping.until(clock.instant().plus(patience));
  }

  private void beginList(Sweeping sweeping, String list, LogPositions.Position known) {
    // Where a list was left is not kept: its page tokens do not last, and who is linked is skipped.
    if (place(known, list).isEmpty()) sweeping.list(lists.id(sweeping.mapping()));
  }

  private void beginFlag(Sweeping sweeping, String flag, LogPositions.Position known) {
    Optional<String> place = place(known, flag);
    if (place.filter(DONE::equals).isPresent()) return;
    if (place.isPresent()) {
      sweeping.windows(Window.cover(Instant.parse(place.get()), clock.instant()));
      return;
    }
    Optional<Instant> made = fields.madeAt(flag);
    // Before the field sync there may be no flag, and then it is true of nobody.
    if (!fields.has(sweeping.mapping(), flag)) return;
    if (made.isEmpty()) {
      sweeping.probe(Probe.LOWEST);
    } else {
      // Nobody can have been flagged before we made the field.
      sweeping.windows(Window.cover(made.get().minus(SKEW), clock.instant()));
    }
  }

  private List<String> unlinked(String object, List<String> ids) {
    Set<String> linked = links.ofMarketo(object, ids).keySet();
    return ids.stream().filter(id -> !linked.contains(id)).toList();
  }

  /** How far a flag or list was swept; what was another one before is swept anew. */
  private static Optional<String> place(LogPositions.Position known, String what) {
    return Optional.ofNullable(known)
        .map(LogPositions.Position::token)
        .filter(token -> token.startsWith(what + "\n"))
        .map(token -> token.substring(what.length() + 1));
  }

  private void move(Sweeping sweeping, String stream, String what, String place) {
    if (!sweeping.isRehearsed()) positions.move(stream, what + "\n" + place);
  }

  /** Whom to ask Marketo for, to learn since when there are people. */
  public List<String> askOldest(
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping, Exchange exchange) {
    Message message = exchange.getMessage();
    message.setHeader(MarketoConstants.FILTER_TYPE, "id");
    message.setHeader(MarketoConstants.FIELDS, "id,createdAt");
    IntStream ids =
        sweeping.probe() == Probe.ANYWHERE
            ? IntStream.range(0, PROBES).map(i -> (1 << (9 + i / 15)) + i % 15)
            : IntStream.range(sweeping.lowest(), sweeping.lowest() + PROBES);
    return ids.mapToObj(String::valueOf).toList();
  }

  /** Takes those who are there: ids ascend with the time of creation. */
  public void oldest(
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping,
      @Body List<Map<String, Object>> people) {
    if (sweeping.probe() == Probe.ANYWHERE) {
      if (people.isEmpty()) nobody(sweeping);
      else sweeping.probe(Probe.LOW);
      return;
    }
    Optional<Instant> oldest =
        people.stream()
            .map(person -> instant(person.get("createdAt")))
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    if (oldest.isPresent()) {
      since(sweeping, oldest.get());
      return;
    }
    sweeping.lowest(sweeping.lowest() + PROBES);
    if (sweeping.probe() == Probe.LOWEST) sweeping.probe(Probe.ANYWHERE);
    else if (sweeping.lowest() > LOW_IDS) since(sweeping, FIRST_EVER);
  }

  private void nobody(Sweeping sweeping) {
    sweeping.probe(Probe.DONE);
    move(sweeping, BY_FLAG, flag(sweeping), DONE);
  }

  private void since(Sweeping sweeping, Instant oldest) {
    sweeping.probe(Probe.DONE);
    sweeping.windows(Window.cover(oldest.minus(Duration.ofDays(1)), clock.instant()));
  }

  private static Optional<Instant> instant(Object text) {
    return Optional.ofNullable(text).map(value -> Reading.instant(value).orElse(FIRST_EVER));
  }

  private static String flag(Sweeping sweeping) {
    return sweeping.mapping().creation().flatMap(CreationRule::flag).orElseThrow();
  }

  /** What to ask for: some pages of a list's members, or everybody who was made in a month. */
  public void ask(@ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping, Exchange exchange) {
    Message message = exchange.getMessage();
    if (sweeping.isByList()) {
      message.setHeader(MarketoConstants.LIST_ID, sweeping.list());
      message.setHeader(MarketoConstants.FIELDS, "id");
      message.setHeader(MarketoConstants.PAGES, PAGES);
      if (sweeping.token() != null) {
        message.setHeader(MarketoConstants.NEXT_PAGE_TOKEN, sweeping.token());
      }
      return;
    }
    message.setHeader(MarketoConstants.WINDOW, sweeping.window());
    message.setHeader(MarketoConstants.FIELDS, "id," + flag(sweeping));
  }

  /** Those who are to become Salesforce records and have no link, in slices as they are read. */
  @SuppressWarnings("unchecked")
  public Iterator<Newcomers> slices(
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle,
      @Body Object answer) {
    sweeping.reads(answer);
    if (answer instanceof Page<?> page) {
      sweeping.token(page.nextPageToken(), page.more());
      Iterator<Map<String, Object>> rows = ((Page<Map<String, Object>>) page).rows().iterator();
      return new Slices(rows, person -> true, sweeping, true, cycle);
    }
    String flag = flag(sweeping);
    return new Slices(
        (Iterator<Map<String, Object>>) answer,
        person -> Sameness.BOOLEAN.same(true, person.get(flag)),
        sweeping,
        false,
        cycle);
  }

  /** Moves on, once all that was read is settled. */
  public void advance(@ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping) {
    boolean byList = sweeping.isReadingPages();
    sweeping.close();
    if (byList) {
      String list = sweeping.mapping().creation().flatMap(CreationRule::list).orElseThrow();
      if (!sweeping.isByList()) move(sweeping, BY_LIST, list, DONE);
    } else {
      Window swept = sweeping.window();
      boolean more = sweeping.nextWindow();
      move(sweeping, BY_FLAG, flag(sweeping), more ? swept.to().toString() : DONE);
    }
    sweeping.at(backlogWaits.getAsBoolean() ? Instant.MAX : clock.instant());
  }

  /** Says whether something was left for the next cycle. */
  public void end(
      @ExchangeProperty(Sweeping.PROPERTY) Sweeping sweeping,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    if (sweeping.isUnfinished()) cycle.unfinished();
  }

  /** People in parts of a size that fits into memory. */
  private final class Slices implements Iterator<Newcomers> {

    private final Iterator<Map<String, Object>> rows;
    private final Predicate<Map<String, Object>> meant;
    private final Sweeping sweeping;
    private final boolean members;
    private final Cycle cycle;
    private List<String> next = List.of();

    Slices(
        Iterator<Map<String, Object>> rows,
        Predicate<Map<String, Object>> meant,
        Sweeping sweeping,
        boolean members,
        Cycle cycle) {
      this.rows = rows;
      this.meant = meant;
      this.sweeping = sweeping;
      this.members = members;
      this.cycle = cycle;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && rows.hasNext()) next = sweeping.meant(some());
      return !next.isEmpty();
    }

    private List<String> some() {
      List<String> ids = new ArrayList<>();
      while (ids.size() < SLICE && rows.hasNext()) {
        Map<String, Object> person = rows.next();
        if (meant.test(person)) ids.add(String.valueOf(person.get("id")));
      }
      return ids;
    }

    @Override
    public Newcomers next() {
      if (!hasNext()) throw new NoSuchElementException();
      Newcomers newcomers = Newcomers.swept(sweeping.mapping(), next, members);
      cycle.add(Tally.read(next.size()));
      next = List.of();
      return newcomers;
    }
  }
}
