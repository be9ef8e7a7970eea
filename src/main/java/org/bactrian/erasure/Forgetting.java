package org.bactrian.erasure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.people.SalesforceRefusal;
import org.bactrian.salesforce.Question;
import org.bactrian.state.people.Erasures;
import org.bactrian.state.people.Erasures.Item;

/** The verbs of forgetting a person on both sides. */
public final class Forgetting {

  /** What says that a record was deleted. */
  static final String DELETED = "deleted";

  /** What says that there was nothing to delete any more. */
  static final String GONE = "was gone already";

  /** What Marketo numbers; all else has a GUID. */
  private static final Set<String> NUMBERED =
      Set.of(MarketoObject.PERSON, "company", "salesperson");

  private static final Set<String> GONE_IN_MARKETO = Set.of("1004", "1013");
  private static final Set<String> GONE_IN_SALESFORCE =
      Set.of("ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND");

  private final List<Mapping> people;
  private final Erasures erasures;
  private final SalesforceRecords records;

  public Forgetting(Mappings mappings, Erasures erasures, SalesforceRecords records) {
    this.people = mappings.inOrder().stream().filter(m -> m.marketoObject().isPerson()).toList();
    this.erasures = erasures;
    this.records = records;
  }

  /** The erasures that were begun and are not done. */
  public Erasing begin() {
    return new Erasing(erasures.open());
  }

  /** Turns to the next one. */
  public void next(@ExchangeProperty(Erasing.PROPERTY) Erasing erasing) {
    erasing.next();
  }

  /** What to ask Salesforce: which addresses the records have now. */
  public SObjectBatch askSalesforce(@ExchangeProperty(Erasing.PROPERTY) Erasing erasing) {
    List<String> ids = erasing.toDelete().stream().map(Item::id).toList();
    List<String> questions = new ArrayList<>();
    for (Mapping mapping : people) {
      if (mapping.matchField().isEmpty()) continue;
      List<String> fields = List.of("Id", mapping.match().get(1).salesforce());
      questions.add(new Question(mapping.salesforceObject(), fields).records(ids));
    }
    return records.ask(questions);
  }

  /** Takes them. */
  public void salesforce(@Body Object answer) {
    Set<String> addresses = new HashSet<>();
    for (Map<String, Object> record : records.of(answer)) {
      for (Mapping mapping : people) {
        if (mapping.matchField().isEmpty()) continue;
        add(addresses, record.get(mapping.match().get(1).salesforce()));
      }
    }
    erasures.addresses(addresses);
  }

  /** What to ask Marketo: which addresses the people have now. */
  public List<String> askMarketo(
      @ExchangeProperty(Erasing.PROPERTY) Erasing erasing, Exchange exchange) {
    exchange.getMessage().setHeader(MarketoConstants.FILTER_TYPE, "id");
    Set<String> fields = new HashSet<>(Set.of("id"));
    people.forEach(mapping -> mapping.matchField().ifPresent(fields::add));
    exchange.getMessage().setHeader(MarketoConstants.FIELDS, String.join(",", fields));
    return erasing.toRead().stream().map(Item::id).toList();
  }

  /** Takes them. */
  public void marketo(@Body List<Map<String, Object>> found) {
    Set<String> addresses = new HashSet<>();
    for (Map<String, Object> person : found) {
      people.forEach(
          mapping -> mapping.matchField().ifPresent(field -> add(addresses, person.get(field))));
    }
    erasures.addresses(addresses);
  }

  /** An address as tombstones have it. */
  static void add(Set<String> addresses, Object address) {
    if (address == null || address.toString().isBlank()) return;
    addresses.add(Mapping.folded(address));
  }

  /** What to delete in Marketo, of one object. */
  public List<Map<String, Object>> deleteInMarketo(
      @ExchangeProperty(Erasing.PROPERTY) Erasing erasing, Exchange exchange) {
    List<Item> items = erasing.atHand();
    String object = items.get(0).marketoObject();
    boolean numbered = NUMBERED.contains(object);
    if (!object.equals(MarketoObject.PERSON))
      exchange.getMessage().setHeader(MarketoConstants.DELETE_BY, "idField");
    List<Map<String, Object>> keys = new ArrayList<>();
    for (Item item : items) {
      keys.add(numbered ? Map.of("id", Long.valueOf(item.id())) : Map.of("marketoGUID", item.id()));
    }
    return keys;
  }

  /** Takes Marketo's answer, one result for each. */
  public void deletedInMarketo(
      @ExchangeProperty(Erasing.PROPERTY) Erasing erasing, @Body List<RecordResult> results) {
    List<Item> items = erasing.atHand();
    String key = NUMBERED.contains(items.get(0).marketoObject()) ? "id" : "marketoGUID";
    List<Map<String, String>> meant = items.stream().map(each -> Map.of(key, each.id())).toList();
    RecordResult.paired(results, key, meant, "erasing people");
    for (int i = 0; i < results.size(); i++) {
      erasures.told(erasing.current().id(), items.get(i), outcome(results.get(i)));
    }
    erasing.deletedInMarketo();
  }

  private static String outcome(RecordResult result) {
    if (result.reasons().isEmpty()) return DELETED;
    RecordResult.Reason reason = result.reasons().get(0);
    return GONE_IN_MARKETO.contains(reason.code())
        ? GONE
        : Erasures.REFUSED + reason.code() + " " + reason.message();
  }

  /** What to delete in Salesforce. */
  public List<String> deleteInSalesforce(@ExchangeProperty(Erasing.PROPERTY) Erasing erasing) {
    return erasing.toDelete().stream().map(Item::id).toList();
  }

  /** Takes Salesforce's answer, one result for each. */
  public void deletedInSalesforce(
      @ExchangeProperty(Erasing.PROPERTY) Erasing erasing,
      @Body List<DeleteSObjectResult> results) {
    SalesforceRecords.pair(
        erasing.toDelete().stream().map(Item::id).toList(),
        results.stream().map(DeleteSObjectResult::getId).toList(),
        "what it deleted");
    for (int i = 0; i < results.size(); i++) {
      erasures.told(erasing.current().id(), erasing.toDelete().get(i), outcome(results.get(i)));
    }
  }

  private static String outcome(DeleteSObjectResult result) {
    if (Boolean.TRUE.equals(result.getSuccess())) return DELETED;
    SalesforceRefusal refusal = SalesforceRefusal.of(result.getErrors());
    return GONE_IN_SALESFORCE.contains(refusal.code())
        ? GONE
        : Erasures.REFUSED + refusal.code() + ": " + refusal.message();
  }

  /** Forgets what is remembered of the person, and closes the erasure. */
  public void settle(@ExchangeProperty(Erasing.PROPERTY) Erasing erasing) {
    erasures.finish(erasing.current().id());
  }
}
