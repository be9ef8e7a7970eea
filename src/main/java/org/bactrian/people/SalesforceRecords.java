package org.bactrian.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;
import org.bactrian.flow.QuestionRefused;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.SalesforceGarbled;
import org.bactrian.salesforce.call.QueryBatch;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.merge.Sameness;

/** Salesforce records as they are read by their ids, and as they are written in collections. */
public final class SalesforceRecords {

  /** How many records one call writes. */
  public static final int A_WRITE = 200;

  /** A query travels in a URL. */
  private static final int RECORDS_A_QUERY = 100;

  /** How many queries one call asks. */
  public static final int QUERIES_A_BATCH = 25;

  /** How many records one call reads. */
  static final int MOST = RECORDS_A_QUERY * QUERIES_A_BATCH;

  private final Schemas schemas;
  private final String apiVersion;

  /**
   * @param apiVersion e.g. {@code 62.0}
   */
  public SalesforceRecords(Schemas schemas, String apiVersion) {
    this.schemas = schemas;
    this.apiVersion = apiVersion;
  }

  /** A call that reads these records of a mapping's object, deleted ones too. */
  public SObjectBatch ask(Mapping mapping, List<String> ids) {
    return ask(questions(mapping, ids, List.of()));
  }

  /**
   * What to ask about these records of a mapping's object.
   *
   * @param more what to read besides the mapping's fields
   */
  public List<String> questions(Mapping mapping, List<String> ids, List<String> more) {
    Set<String> fields = new LinkedHashSet<>(schemas.read(mapping));
    fields.addAll(more);
    return questions(new Question(mapping.salesforceObject(), List.copyOf(fields)), ids);
  }

  /** What to ask about these records of an object, in as many queries as it takes. */
  public static List<String> questions(Question question, List<String> ids) {
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += RECORDS_A_QUERY) {
      questions.add(question.records(ids.subList(i, Math.min(ids.size(), i + RECORDS_A_QUERY))));
    }
    return questions;
  }

  /** A call that asks these questions. */
  public SObjectBatch ask(List<String> soql) {
    return QueryBatch.of(apiVersion, soql);
  }

  /** The records of the answer to such a call. */
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> of(Object answer) {
    if (!(answer instanceof SObjectBatchResponse response)) {
      throw new SalesforceGarbled("records by their ids");
    }
    List<Map<String, Object>> records = new ArrayList<>();
    for (SObjectBatchResult result : response.getResults()) {
      boolean isPage = result.getResult() instanceof Map<?, ?> page && page.get("records") != null;
      if (result.getStatusCode() != 200 || !isPage) {
        throw new QuestionRefused(new Question("records", List.of()), result.getResult());
      }
      Map<String, Object> page = (Map<String, Object>) result.getResult();
      records.addAll((List<Map<String, Object>>) page.get("records"));
    }
    return records;
  }

  /** What a record has and another lacks, of what both sides have a say in and may be written. */
  public Map<String, Object> lacking(
      Mapping mapping, Map<String, Object> record, Map<String, Object> other) {
    Map<String, SalesforceSchema.Field> fields =
        schemas.salesforce(mapping.salesforceObject()).fields();
    Map<String, Object> lacking = new LinkedHashMap<>();
    for (FieldRule rule : mapping.rules()) {
      if (rule.direction() != FieldRule.Direction.BOTH_WAYS) continue;
      SalesforceSchema.Field field = fields.get(rule.salesforce());
      if (field == null || !field.updateable()) continue;
      Object value = rule.read(record);
      if (!Sameness.isBlank(value) && Sameness.isBlank(rule.read(other))) {
        lacking.put(rule.salesforce(), value);
      }
    }
    return lacking;
  }

  /**
   * Refuses an answer that has not a result for each record that was sent, in their order, before
   * anything is remembered of it.
   *
   * @param answered the ids of the results; null where a record was refused
   * @param asked what was asked for, in a phrase
   */
  public static void pair(List<String> sent, List<String> answered, String asked) {
    boolean pairs = sent.size() == answered.size();
    for (int i = 0; pairs && i < sent.size(); i++) {
      String id = answered.get(i);
      pairs = id == null || SalesforceId.same(id, sent.get(i));
    }
    if (!pairs) throw new SalesforceGarbled(asked);
  }

  /** Waits before records that somebody held are tried again; not before the first try. */
  public static void backOff(int tries) throws InterruptedException {
    if (tries > 0) Thread.sleep(100L << tries);
  }

  /** A record as a collection takes it. */
  public static Map<String, Object> row(Mapping mapping, String id, Map<String, Object> values) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("attributes", Map.of("type", mapping.salesforceObject()));
    row.put("id", id);
    row.putAll(values);
    return row;
  }

  /** A record as a collection takes it; it names its Marketo id wherever it can. */
  Map<String, Object> row(Mapping mapping, Encounter pair, Map<String, Object> values) {
    Map<String, Object> row = row(mapping, pair.salesforceId(), values);
    boolean named = pair.marketoId().equals(pair.change().record().get(Mapping.MARKETO_ID));
    if (!named && schemas.namesMarketo(mapping)) row.put(Mapping.MARKETO_ID, pair.marketoId());
    return row;
  }
}
