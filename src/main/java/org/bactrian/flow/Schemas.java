package org.bactrian.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.bactrian.mapping.BackTranslation;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.Translation;
import org.bactrian.mapping.file.Lint;
import org.bactrian.mapping.schema.Dependencies;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.salesforce.call.CallFailed;
import org.bactrian.state.Descriptions;
import org.bactrian.state.connection.Facts;
import org.bactrian.sync.merge.Sameness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both systems say of their fields: kept in the database, so that an idle run asks neither,
 * and asked anew when it is old, forgotten or denied. What was compiled of it follows it.
 *
 * <p>A rule that was good once and whose field is gone, hidden or of another type now is left out
 * of its mapping, until its field is back; that is told once, at each change.
 */
public final class Schemas {

  private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);
  private static final Duration FRESH = Duration.ofHours(24);

  /** What is gone may be back at any time. */
  private static final Duration WHILE_SOMETHING_IS_LEFT_OUT = Duration.ofMinutes(15);

  /** How long a system is not asked again because of a doubt. */
  private static final Duration DOUBT = Duration.ofMinutes(5);

  /** How long it is not looked whether another process asked. */
  private static final Duration GLANCE = Duration.ofSeconds(5);

  private static final Duration HOWEVER_OLD = Duration.ofDays(36_500);

  /** What Salesforce and Marketo say of a record that has a field which they do not know. */
  private static final Set<String> DENIALS =
      Set.of("INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE", "1006");

  private static final String GOOD = "good-rules-";

  private record Known<T>(Map<String, Object> description, T schema, long seen) {

    boolean isRecent() {
      return System.nanoTime() - seen < GLANCE.toNanos();
    }
  }

  /** A mapping with the fields of both sides. */
  private record Compiled(
      Mapping mapping,
      SalesforceSchema left,
      MarketoSchema right,
      Translation there,
      BackTranslation back,
      Map<String, Sameness> sameness) {

    static Compiled of(Mapping mapping, SalesforceSchema left, MarketoSchema right) {
      return new Compiled(
          mapping,
          left,
          right,
          new Translation(mapping, left, right),
          new BackTranslation(mapping, left, right),
          sameness(mapping, left, right));
    }

    private static Map<String, Sameness> sameness(
        Mapping mapping, SalesforceSchema left, MarketoSchema right) {
      Map<String, MarketoSchema.Field> fields = mapping.withDeclared(right).fields();
      Map<String, Sameness> sameness = new HashMap<>();
      for (FieldRule rule : mapping.rules()) {
        MarketoSchema.Field field = fields.get(rule.marketo());
        SalesforceSchema.Field other =
            rule.salesforce() == null ? null : left.fields().get(rule.salesforce());
        if (field != null) sameness.put(field.name(), Sameness.of(field, other));
      }
      for (String key : mapping.references().keySet()) sameness.put(key, Sameness.ID);
      return Map.copyOf(sameness);
    }
  }

  private final Mappings mappings;
  private final Descriptions descriptions;
  private final Facts facts;
  private final ProducerTemplate routes;
  private final Clock clock;
  private final Map<String, Known<SalesforceSchema>> lefts = new ConcurrentHashMap<>();
  private final Map<String, Known<MarketoSchema>> rights = new ConcurrentHashMap<>();
  private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> good = new ConcurrentHashMap<>();
  private final Map<String, Instant> doubted = new ConcurrentHashMap<>();
  private final Map<String, Instant> unseen = new ConcurrentHashMap<>();
  private volatile Map<String, List<FieldRule>> leftOut = Map.of();

  public Schemas(
      Mappings mappings,
      Descriptions descriptions,
      Facts facts,
      ProducerTemplate routes,
      Clock clock) {
    this.mappings = mappings;
    this.descriptions = descriptions;
    this.facts = facts;
    this.routes = routes;
    this.clock = clock;
  }

  /** The fields of a Salesforce object. */
  public SalesforceSchema salesforce(String object) {
    Known<SalesforceSchema> known = lefts.get(object);
    return known != null && known.isRecent() ? known.schema : salesforce(object, FRESH);
  }

  @SuppressWarnings("unchecked")
  private SalesforceSchema salesforce(String object, Duration atMost) {
    Map<String, Object> description =
        descriptions
            .of(Descriptions.Side.SALESFORCE, object, atMost)
            .orElseGet(
                () -> {
                  Map<String, Object> asked =
                      routes.requestBody("direct:describe-salesforce", object, Map.class);
                  descriptions.keep(Descriptions.Side.SALESFORCE, object, asked);
                  return asked;
                });
    return known(lefts, object, description, () -> SalesforceSchema.of(description));
  }

  private static <T> T known(
      Map<String, Known<T>> schemas,
      String object,
      Map<String, Object> description,
      Supplier<T> schema) {
    return schemas.compute(
            object,
            (name, known) -> {
              boolean same = known != null && known.description.equals(description);
              T now = same ? known.schema : schema.get();
              return new Known<>(description, now, System.nanoTime());
            })
        .schema;
  }

  /** The fields of a Salesforce object, unless the sync user may not see it or there is none. */
  public Optional<SalesforceSchema> salesforceIfSeen(String object) {
    try {
      return Optional.of(salesforce(object));
    } catch (CamelExecutionException e) {
      if (Failure.cause(e) instanceof CallFailed call
          && call.getStatusCode() == 404
          && !call.getErrors().isEmpty()) return Optional.empty();
      throw e;
    }
  }

  /** The fields of a Marketo object. */
  public MarketoSchema marketo(MarketoObject object) {
    Known<MarketoSchema> known = rights.get(object.word());
    return known != null && known.isRecent() ? known.schema : marketo(object, FRESH);
  }

  @SuppressWarnings("unchecked")
  private MarketoSchema marketo(MarketoObject object, Duration atMost) {
    Map<String, Object> description =
        descriptions
            .of(Descriptions.Side.MARKETO, object.word(), atMost)
            .orElseGet(
                () -> {
                  List<?> asked =
                      routes.requestBody("direct:describe-marketo", object.path(), List.class);
                  Map<String, Object> kept = Map.of("result", asked);
                  descriptions.keep(Descriptions.Side.MARKETO, object.word(), kept);
                  return kept;
                });
    return known(
        rights,
        object.word(),
        description,
        () ->
            MarketoSchema.of(object.word(), (List<Map<String, Object>>) description.get("result")));
  }

  /** The fields of a Salesforce object as they were last read; asks nobody. */
  public Optional<SalesforceSchema> keptSalesforce(String object) {
    return descriptions
        .of(Descriptions.Side.SALESFORCE, object, HOWEVER_OLD)
        .map(SalesforceSchema::of);
  }

  /** The fields of a Marketo object as they were last read; asks nobody. */
  @SuppressWarnings("unchecked")
  public Optional<MarketoSchema> keptMarketo(MarketoObject object) {
    return descriptions
        .of(Descriptions.Side.MARKETO, object.word(), HOWEVER_OLD)
        .map(kept -> (List<Map<String, Object>>) kept.get("result"))
        .map(result -> MarketoSchema.of(object.word(), result));
  }

  /** A mapping with the fields of both sides. */
  public Translation translation(Mapping mapping) {
    return compiled(mapping).there;
  }

  /** When two values of a Marketo field mean the same, by REST name, for the rules of a mapping. */
  public Map<String, Sameness> sameness(Mapping mapping) {
    return compiled(mapping).sameness;
  }

  /** A mapping with the fields of both sides, for the way from Marketo to Salesforce. */
  public BackTranslation backTranslation(Mapping mapping) {
    return compiled(mapping).back;
  }

  private Compiled compiled(Mapping mapping) {
    SalesforceSchema left = salesforce(mapping.salesforceObject());
    MarketoSchema right = marketo(mapping.marketoObject());
    return compiled.compute(
        mapping.name(),
        (name, known) ->
            known != null && known.mapping == mapping && known.left == left && known.right == right
                ? known
                : Compiled.of(mapping, left, right));
  }

  /** Whether Salesforce's records of a mapping carry the id of their Marketo person. */
  public boolean namesMarketo(Mapping mapping) {
    return read(mapping).contains(Mapping.MARKETO_ID);
  }

  /** The Salesforce fields that a mapping reads, of those that Salesforce has. */
  public List<String> read(Mapping mapping) {
    return salesforceIfSeen(mapping.salesforceObject())
        .map(mapping::salesforceFields)
        .orElseGet(mapping::salesforceFields);
  }

  /**
   * The parents whose changes concern records of an object, since mappings read of them; empty if
   * it can't be seen.
   */
  public Optional<Set<Dependencies.Parent>> parents(String object) {
    Set<String> paths = new LinkedHashSet<>();
    for (Mapping mapping : mappings.of(object)) paths.addAll(mapping.salesforceFields());
    return salesforceIfSeen(object)
        .map(schema -> Dependencies.of(schema, paths, this::parent).parents());
  }

  /** Whether people can be looked for in Salesforce by a field. */
  public boolean isSearchable(Mapping mapping, String field) {
    SalesforceSchema.Field described = salesforce(mapping.salesforceObject()).fields().get(field);
    return described == null || described.reading().filterable();
  }

  /**
   * Leaves the rules whose fields are gone out of the mappings, and takes those back whose fields
   * are; asks neither system of what was asked lately.
   *
   * @return whether the mappings have changed
   */
  public boolean refresh() {
    Map<String, List<FieldRule>> gone = new HashMap<>();
    for (Mapping mapping : mappings.asWritten()) {
      try {
        List<FieldRule> rules = gone(mapping);
        if (!rules.isEmpty()) gone.put(mapping.name(), rules);
      } catch (RuntimeException e) {
        // The object that can't be described fails by itself, and stays as it is until then.
        if (!Failure.isApart(e)) throw e;
        List<FieldRule> before = leftOut.get(mapping.name());
        if (before != null) gone.put(mapping.name(), before);
      }
    }
    if (gone.equals(leftOut)) return false;
    for (Mapping mapping : mappings.asWritten()) tell(mapping, gone);
    leftOut = Map.copyOf(gone);
    mappings.leaveOut(gone);
    return true;
  }

  private void tell(Mapping mapping, Map<String, List<FieldRule>> gone) {
    List<FieldRule> before = leftOut.getOrDefault(mapping.name(), List.of());
    List<FieldRule> now = gone.getOrDefault(mapping.name(), List.of());
    Lint lint = lint(mapping, FRESH);
    for (FieldRule rule : now) {
      if (before.contains(rule)) continue;
      LOG.warn("{}; the field is left out until it is back", finding(lint, mapping, rule));
    }
    for (FieldRule rule : before) {
      if (now.contains(rule)) continue;
      LOG.warn(
          "{} line {}: {} is there again, and synced with what changed meanwhile",
          mapping.file(),
          rule.line(),
          rule.marketo());
    }
  }

  private static String finding(Lint lint, Mapping mapping, FieldRule rule) {
    return lint.check(mapping, rule).stream()
        .map(Finding::toString)
        .findFirst()
        .orElse(
            Finding.error(
                    mapping.file(),
                    rule.line(),
                    "Marketo no longer has the field '%s'".formatted(rule.marketo()))
                .toString());
  }

  /** What compares a mapping with the fields of both sides. */
  public Lint lint(Mapping mapping) {
    return lint(mapping, FRESH);
  }

  private Lint lint(Mapping mapping, Duration atMost) {
    return new Lint(
        salesforce(mapping.salesforceObject(), atMost),
        marketo(mapping.marketoObject(), atMost),
        this::parent);
  }

  /** The fields of an object to which a path leads; of one that can't be seen it is not known. */
  public Optional<SalesforceSchema> parent(String object) {
    Instant before = unseen.get(object);
    if (before != null && before.plus(WHILE_SOMETHING_IS_LEFT_OUT).isAfter(clock.instant())) {
      return Optional.empty();
    }
    Optional<SalesforceSchema> schema = salesforceIfSeen(object);
    if (schema.isPresent()) unseen.remove(object);
    else unseen.put(object, clock.instant());
    return schema;
  }

  /**
   * The rules that were good once and are no longer, also by what an earlier process was told of
   * their fields: that is not believed as long.
   */
  private List<FieldRule> gone(Mapping mapping) {
    List<FieldRule> gone = gone(mapping, FRESH);
    return gone.isEmpty() ? gone : gone(mapping, WHILE_SOMETHING_IS_LEFT_OUT);
  }

  private List<FieldRule> gone(Mapping mapping, Duration atMost) {
    Lint lint = lint(mapping, atMost);
    Map<String, MarketoSchema.Field> fields = marketo(mapping.marketoObject()).fields();
    Set<String> known = good(mapping);
    Set<String> all = new TreeSet<>(known);
    List<FieldRule> gone = new ArrayList<>();
    for (FieldRule rule : mapping.rules()) {
      boolean isGood = fields.containsKey(rule.marketo()) && lint.check(mapping, rule).isEmpty();
      if (isGood) all.add(sign(rule));
      else if (known.contains(sign(rule)) && !rule.marketo().equals(mapping.keyField())) {
        gone.add(rule);
      }
    }
    for (String field : mapping.read()) {
      if (lint.unreadable(field).isEmpty()) all.add(sign(field));
    }
    if (!all.equals(known)) {
      facts.keep(GOOD + mapping.name(), String.join("\n", all));
      good.put(mapping.name(), all);
    }
    return gone;
  }

  private Set<String> good(Mapping mapping) {
    return good.computeIfAbsent(
        mapping.name(),
        name -> facts.find(GOOD + name).map(text -> Set.of(text.split("\n"))).orElseGet(Set::of));
  }

  private static String sign(FieldRule rule) {
    return rule.salesforce() + ">" + rule.marketo();
  }

  /** As the rules, what {@code when:} looks at. */
  private static String sign(String read) {
    return read + ">";
  }

  /**
   * Whether a finding is about a field that was good once: it is left out as long as it is not, or
   * keeps its own object from being read.
   */
  public boolean isOfAGoodRule(Finding finding) {
    return mappings.asWritten().stream()
        .filter(mapping -> mapping.file().equals(finding.file()))
        .anyMatch(
            mapping -> {
              Set<String> good = good(mapping);
              return mapping.rules().stream()
                      .filter(rule -> rule.line() == finding.line())
                      .anyMatch(rule -> good.contains(sign(rule)))
                  || mapping.when().filter(when -> isOfGoodFields(when, finding, good)).isPresent();
            });
  }

  private static boolean isOfGoodFields(Mapping.Condition when, Finding finding, Set<String> good) {
    return when.line() == finding.line()
        && !when.fields().isEmpty()
        && when.fields().stream().allMatch(field -> good.contains(sign(field)));
  }

  /** Whether Marketo had a mapped field once. */
  public boolean had(String marketoField) {
    return mappings.asWritten().stream()
        .anyMatch(
            mapping -> good(mapping).stream().anyMatch(rule -> rule.endsWith(">" + marketoField)));
  }

  /**
   * Asks both systems again what the fields of a mapping are, before something is refused because
   * of them or since a system denies them; not twice in five minutes.
   *
   * @return whether they answered
   */
  public boolean askAgain(Mapping mapping) {
    Instant now = clock.instant();
    Instant before = doubted.put(mapping.name(), now);
    if (before != null && before.plus(DOUBT).isAfter(now)) {
      doubted.put(mapping.name(), before);
      return false;
    }
    try {
      salesforce(mapping.salesforceObject(), Duration.ZERO);
      marketo(mapping.marketoObject(), Duration.ZERO);
      return true;
    } catch (RuntimeException e) {
      // Whoever asks for its records next is told why.
      if (!Failure.isApart(e)) throw e;
      return false;
    }
  }

  /** As {@link #askAgain}, of all mappings. */
  public boolean askAgain() {
    boolean asked = false;
    for (Mapping mapping : mappings.asWritten()) asked |= askAgain(mapping);
    return asked;
  }

  /** As {@link #askAgain}, of the mappings of these objects; other feeds are about people. */
  public void askAgain(Set<String> feeds) {
    List<Mapping> all = mappings.asWritten();
    Set<String> others = new HashSet<>(feeds);
    all.forEach(mapping -> others.remove(mapping.salesforceObject()));
    for (Mapping mapping : all) {
      boolean isMeant = feeds.contains(mapping.salesforceObject());
      if (isMeant || !others.isEmpty() && mapping.bothWays()) askAgain(mapping);
    }
  }

  /** Somebody says that they have mended something: it is asked again at the next doubt. */
  public void expectNews() {
    doubted.clear();
  }

  /**
   * Takes a refusal of records for what it may be about: fields that are no longer there. Then the
   * object is to be tried again without them, before anything is parked.
   *
   * @param codes of the records that were refused
   * @throws IllegalArgumentException if a system says other things of its fields now
   */
  public void doubt(Mapping mapping, Collection<String> codes) {
    if (Collections.disjoint(codes, DENIALS) || !askAgain(mapping)) return;
    Mapping written = mappings.named(mapping.name()).orElse(mapping);
    List<FieldRule> before = leftOut.getOrDefault(mapping.name(), List.of());
    if (!gone(written).equals(before)) {
      throw new IllegalArgumentException(
          "the fields of %s have changed meanwhile".formatted(mapping.salesforceObject()));
    }
  }

  /** Forgets all of it, so that both systems are asked again. */
  public void forget() {
    descriptions.forget();
    lefts.clear();
    rights.clear();
    doubted.clear();
    unseen.clear();
  }
}
