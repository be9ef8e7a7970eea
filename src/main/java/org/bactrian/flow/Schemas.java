package org.bactrian.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.bactrian.mapping.BackTranslation;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.Translation;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.salesforce.call.CallFailed;
import org.bactrian.state.Descriptions;
import org.bactrian.sync.merge.Sameness;

/**
 * What both systems say of their fields: kept in the database, so that an idle run asks neither,
 * and asked anew when it is old or forgotten.
 */
public final class Schemas {

  private static final Duration FRESH = Duration.ofHours(24);
  private static final Duration HOWEVER_OLD = Duration.ofDays(36_500);

  private record Known<T>(Map<String, Object> description, T schema) {}

  private final Descriptions descriptions;
  private final ProducerTemplate routes;
  private final Map<String, Known<SalesforceSchema>> lefts = new ConcurrentHashMap<>();
  private final Map<String, Known<MarketoSchema>> rights = new ConcurrentHashMap<>();
  private final Map<String, Translation> translations = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Sameness>> samenesses = new ConcurrentHashMap<>();
  private final Map<String, BackTranslation> backTranslations = new ConcurrentHashMap<>();
  private final Map<String, List<String>> read = new ConcurrentHashMap<>();

  public Schemas(Descriptions descriptions, ProducerTemplate routes) {
    this.descriptions = descriptions;
    this.routes = routes;
  }

  /** The fields of a Salesforce object. */
  @SuppressWarnings("unchecked")
  public SalesforceSchema salesforce(String object) {
    Map<String, Object> description =
        descriptions
            .of(Descriptions.Side.SALESFORCE, object, FRESH)
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
            (name, known) ->
                known != null && known.description == description
                    ? known
                    : new Known<>(description, schema.get()))
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
  @SuppressWarnings("unchecked")
  public MarketoSchema marketo(MarketoObject object) {
    Map<String, Object> description =
        descriptions
            .of(Descriptions.Side.MARKETO, object.word(), FRESH)
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
    return translations.computeIfAbsent(
        mapping.name(),
        name ->
            new Translation(
                mapping, salesforce(mapping.salesforceObject()), marketo(mapping.marketoObject())));
  }

  /** When two values of a Marketo field mean the same, by REST name, for the rules of a mapping. */
  public Map<String, Sameness> sameness(Mapping mapping) {
    return samenesses.computeIfAbsent(mapping.name(), name -> samenessOf(mapping));
  }

  private Map<String, Sameness> samenessOf(Mapping mapping) {
    Map<String, MarketoSchema.Field> fields =
        mapping.withDeclared(marketo(mapping.marketoObject())).fields();
    Map<String, SalesforceSchema.Field> lefts = salesforce(mapping.salesforceObject()).fields();
    Map<String, Sameness> sameness = new HashMap<>();
    for (FieldRule rule : mapping.rules()) {
      MarketoSchema.Field field = fields.get(rule.marketo());
      SalesforceSchema.Field left = rule.salesforce() == null ? null : lefts.get(rule.salesforce());
      if (field != null) sameness.put(field.name(), Sameness.of(field, left));
    }
    return Map.copyOf(sameness);
  }

  /** Whether Salesforce's records of a mapping carry the id of their Marketo person. */
  public boolean namesMarketo(Mapping mapping) {
    return read(mapping).contains(Mapping.MARKETO_ID);
  }

  /** A mapping with the fields of both sides, for the way from Marketo to Salesforce. */
  public BackTranslation backTranslation(Mapping mapping) {
    return backTranslations.computeIfAbsent(
        mapping.name(),
        name ->
            new BackTranslation(
                mapping, salesforce(mapping.salesforceObject()), marketo(mapping.marketoObject())));
  }

  /** The Salesforce fields that a mapping reads, of those that Salesforce has. */
  public List<String> read(Mapping mapping) {
    return read.computeIfAbsent(
        mapping.name(),
        name ->
            salesforceIfSeen(mapping.salesforceObject())
                .map(mapping::salesforceFields)
                .orElseGet(mapping::salesforceFields));
  }

  /** Forgets all of it, so that both systems are asked again. */
  public void forget() {
    descriptions.forget();
    translations.clear();
    samenesses.clear();
    backTranslations.clear();
    read.clear();
  }
}
