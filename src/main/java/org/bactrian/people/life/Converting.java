package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.mapping.Mapping;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.convert.Conversion;
import org.bactrian.salesforce.convert.ConversionCall;
import org.bactrian.salesforce.convert.ConversionResult;
import org.bactrian.salesforce.soap.Operation;
import org.bactrian.state.Links.Linked;

/**
 * The verbs of converting leads in Salesforce into the contact whose people they became in Marketo.
 *
 * <p>The records are read before every try, and who is part of that contact already is done: so a
 * crash after the call changes nothing.
 */
public final class Converting {

  private static final String USER = "005";
  private static final int MOST_TRIES = 3;

  private static final List<String> OF_LEAD = List.of("OwnerId");
  private static final List<String> OF_CONTACT =
      List.of("Id", "AccountId", "OwnerId", "IsDeleted", "MasterRecordId");
  private static final String STATUS = "ApiName";

  private final SalesforceRecords records;

  public Converting(SalesforceRecords records) {
    this.records = records;
  }

  /** What to ask Salesforce: the leads, the contact, and which statuses say converted. */
  public SObjectBatch askRecords(@ExchangeProperty(Merger.PROPERTY) Merger merger)
      throws InterruptedException {
    Conversions conversions = merger.conversions();
    SalesforceRecords.backOff(conversions.tries());
    List<String> questions = new ArrayList<>();
    conversions
        .byMapping()
        .forEach(
            (name, leads) ->
                questions.addAll(records.questions(merger.mapping(name), leads, OF_LEAD)));
    questions.add(new Question("Contact", OF_CONTACT).records(List.of(conversions.contactId())));
    questions.add(
        new Question("LeadStatus", List.of(STATUS)).where("IsConverted = true ORDER BY SortOrder"));
    return records.ask(questions);
  }

  /** Takes it: what to convert, and why the others can't be. */
  public void records(@ExchangeProperty(Merger.PROPERTY) Merger merger, @Body Object answer) {
    Conversions conversions = merger.conversions();
    Map<String, Map<String, Object>> byId = new HashMap<>();
    List<String> statuses = new ArrayList<>();
    for (Map<String, Object> record : records.of(answer)) {
      if (record.containsKey(STATUS)) statuses.add((String) record.get(STATUS));
      else byId.put((String) record.get("Id"), record);
    }
    conversions.know(statuses);
    conversions.ask(List.of());
    Map<String, Object> contact = byId.getOrDefault(conversions.contactId(), Map.of());
    if (contact.get("MasterRecordId") instanceof String master) {
      conversions.moveTo(master);
      return;
    }
    List<Conversion> next = new ArrayList<>();
    for (Linked lead : conversions.open()) {
      Map<String, Object> record = byId.get(lead.link().salesforceId());
      if (record != null) {
        Mapping mapping = merger.mapping(lead.mapping());
        merger.optOuts().handOn(mapping, rule -> rule.read(record), merger.winner());
      }
      decide(merger, lead, record, contact).ifPresent(next::add);
    }
    conversions.ask(next.subList(0, Math.min(next.size(), Operation.CONVERT.most())));
  }

  private static Optional<Conversion> decide(
      Merger merger, Linked linked, Map<String, Object> lead, Map<String, Object> contact) {
    Conversions conversions = merger.conversions();
    String id = linked.link().salesforceId();
    Optional<String> status = conversions.status(id);
    if (lead == null || Boolean.TRUE.equals(lead.get("IsDeleted"))) {
      conversions.close(id);
    } else if (Boolean.TRUE.equals(lead.get("IsConverted"))) {
      String into = (String) lead.get("ConvertedContactId");
      if (merger.isOf(into)) conversions.became(id, into);
      else merger.park(linked, Inconvertible.converted(into));
    } else if (contact.isEmpty() || Boolean.TRUE.equals(contact.get("IsDeleted"))) {
      merger.park(linked, Inconvertible.NO_CONTACT);
    } else if (contact.get("AccountId") == null) {
      merger.park(linked, Inconvertible.NO_ACCOUNT);
    } else if (status.isEmpty()) {
      merger.park(linked, Inconvertible.NO_STATUS);
    } else {
      boolean ofUser = String.valueOf(lead.get("OwnerId")).startsWith(USER);
      return Optional.of(
          new Conversion(
              id,
              conversions.contactId(),
              (String) contact.get("AccountId"),
              ofUser ? null : (String) contact.get("OwnerId"),
              status.get()));
    }
    return Optional.empty();
  }

  /** What to convert. */
  public ConversionCall ask(@ExchangeProperty(Merger.PROPERTY) Merger merger) {
    return new ConversionCall(merger.conversions().next());
  }

  /** Takes Salesforce's answer; who was held or converted meanwhile is looked at again. */
  public void took(
      @ExchangeProperty(Merger.PROPERTY) Merger merger, @Body List<ConversionResult> results) {
    Conversions conversions = merger.conversions();
    for (ConversionResult result : results) {
      String lead = result.conversion().leadId();
      if (result.converted()) {
        conversions.became(lead, result.conversion().contactId());
        continue;
      }
      if (result.isOfAnotherStatus() && conversions.nextStatus(lead)) continue;
      if (result.mayHeal() && conversions.again(lead, MOST_TRIES)) continue;
      for (Linked linked : conversions.open()) {
        if (linked.link().salesforceId().equals(lead)) {
          merger.park(linked, Inconvertible.refused(result));
        }
      }
    }
  }
}
