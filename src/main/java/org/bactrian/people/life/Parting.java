package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Dispatch;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.marketo.client.ErrorCode;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.people.SalesforceRefusal;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.FormerIds.Reason;
import org.bactrian.state.people.Partings;
import org.bactrian.sync.Encounter;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Side;

/**
 * The verbs of deletions: what the mapping says is done on the other side, unless it is too much at
 * once; and nobody comes back.
 */
public final class Parting {

  private static final int PEOPLE_A_CALL = 300;

  /** So few are never too many. */
  private static final int HARMLESS = 10;

  private static final String COUNTED = "deletions";
  private static final String GONE = "1004";
  private static final Set<String> DELETED =
      Set.of("ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND");

  private final Links links;
  private final Settlement settlement;
  private final double mostShare;

  /**
   * @param mostShare which share of all pairs one run may delete, 0 to 1
   */
  public Parting(Links links, Settlement settlement, double mostShare) {
    this.links = links;
    this.settlement = settlement;
    this.mostShare = mostShare;
  }

  /** The people of a share of changes from Salesforce whose records were deleted. */
  public Departures of(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch) {
    return new Departures(
        dispatch.mapping(), Side.SALESFORCE, dispatch.departures(), dispatch.isAgain());
  }

  /** Stops what would delete more than is allowed in one run, and asks. */
  public void guard(
      @ExchangeProperty(Departures.PROPERTY) Departures departures, Exchange exchange) {
    if (departures.policy() != OnDeletion.DELETE || departures.asked()) return;
    long before = exchange.getProperty(COUNTED, 0L, Long.class);
    long all = before + departures.size();
    exchange.setProperty(COUNTED, all);
    long pairs = links.count(departures.mapping().marketoObject().word());
    if (all <= HARMLESS || all <= pairs * mostShare) return;
    departures.stop();
    Outcome.Parked why =
        new Outcome.Parked(
            "too-many-deletions",
            "%d of %d records were deleted in %s, and %s's are to be deleted with them; that is more than %d in a hundred, so none was"
                .formatted(
                    all,
                    pairs,
                    departures.side().word(),
                    departures.side().other().word(),
                    Math.round(mostShare * 100)),
            "If it was meant, replay all of this cause; if not, restore them in "
                + departures.side().word()
                + " and discard this");
    for (Encounter pair : departures.pairs()) settle(departures, pair, why);
  }

  /** The people to delete in Marketo. */
  public List<Map<String, Object>> fromMarketo(
      @ExchangeProperty(Departures.PROPERTY) Departures departures) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Encounter pair : departures.next(PEOPLE_A_CALL)) {
      rows.add(Map.of("id", Long.valueOf(pair.marketoId())));
    }
    return rows;
  }

  /** Takes Marketo's answer; who is gone already was deleted before. */
  public void marketoTook(
      @ExchangeProperty(Departures.PROPERTY) Departures departures,
      @Body List<RecordResult> results) {
    RecordResult.paired(
        results, departures.going().stream().map(Encounter::marketoId).toList(), "deleting people");
    for (int i = 0; i < results.size(); i++) {
      Encounter pair = departures.going().get(i);
      List<RecordResult.Reason> reasons = results.get(i).reasons();
      if (reasons.isEmpty() || reasons.get(0).code().equals(GONE)) {
        part(departures, pair, Reason.DELETED_IN_SALESFORCE);
        continue;
      }
      String code = reasons.get(0).code();
      settle(
          departures,
          pair,
          new Outcome.Parked(
              code,
              "Marketo would not delete person %s: %s"
                  .formatted(pair.marketoId(), reasons.get(0).message()),
              ErrorCode.of(code).map(ErrorCode::advice).orElse("Find out why, and replay")));
    }
  }

  /** The records to flag in Salesforce. */
  public List<Map<String, Object>> flags(
      @ExchangeProperty(Departures.PROPERTY) Departures departures) {
    String flag = departures.mapping().deletion().flag().orElseThrow();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Encounter pair : departures.next(SalesforceRecords.A_WRITE)) {
      rows.add(
          SalesforceRecords.row(departures.mapping(), pair.salesforceId(), Map.of(flag, true)));
    }
    return rows;
  }

  /** Takes Salesforce's answer to the flags. */
  public void flagged(
      @ExchangeProperty(Departures.PROPERTY) Departures departures,
      @Body List<SaveSObjectResult> results) {
    pair(departures, results.stream().map(SaveSObjectResult::getId).toList(), "what it flagged");
    for (int i = 0; i < results.size(); i++) {
      took(
          departures,
          departures.going().get(i),
          results.get(i).getSuccess(),
          SalesforceRefusal.of(results.get(i).getErrors()));
    }
  }

  /** The ids of the records to delete in Salesforce. */
  public List<String> fromSalesforce(@ExchangeProperty(Departures.PROPERTY) Departures departures) {
    return departures.next(SalesforceRecords.A_WRITE).stream()
        .map(Encounter::salesforceId)
        .toList();
  }

  /** Takes Salesforce's answer to the deletions; what is gone already was deleted before. */
  public void salesforceTook(
      @ExchangeProperty(Departures.PROPERTY) Departures departures,
      @Body List<DeleteSObjectResult> results) {
    pair(departures, results.stream().map(DeleteSObjectResult::getId).toList(), "what it deleted");
    for (int i = 0; i < results.size(); i++) {
      took(
          departures,
          departures.going().get(i),
          results.get(i).getSuccess(),
          SalesforceRefusal.of(results.get(i).getErrors()));
    }
  }

  private static void pair(Departures departures, List<String> answered, String asked) {
    SalesforceRecords.pair(
        departures.going().stream().map(Encounter::salesforceId).toList(), answered, asked);
  }

  private static void took(
      Departures departures, Encounter pair, Boolean success, SalesforceRefusal refusal) {
    if (Boolean.TRUE.equals(success) || DELETED.contains(refusal.code())) {
      part(departures, pair, Reason.DELETED_IN_MARKETO);
    } else {
      settle(departures, pair, refusal.parked());
    }
  }

  /** Remembers it, in one transaction; what is left alone by the mapping parts all the same. */
  public void settle(
      @ExchangeProperty(Departures.PROPERTY) Departures departures,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    if (departures.policy() == OnDeletion.IGNORE) {
      for (Encounter pair : departures.pairs()) {
        forget(departures, pair, Reason.DELETED_IN_MARKETO);
        settle(departures, pair, new Outcome.Filtered());
      }
    }
    settlement.settle(
        departures.mapping().name(),
        departures.mapping().marketoObject().word(),
        departures.settled(),
        Set.of(),
        departures.entries());
    cycle.add(Tally.of(departures.settled()));
  }

  private static void part(Departures departures, Encounter pair, Reason reason) {
    forget(departures, pair, reason);
    settle(departures, pair, new Outcome.Updated(null));
  }

  private static void forget(Departures departures, Encounter pair, Reason reason) {
    String object = departures.mapping().marketoObject().word();
    departures.entries().add(Partings.unlink(object, pair.salesforceId()));
    departures
        .entries()
        .add(FormerIds.keep(object, Side.SALESFORCE, pair.salesforceId(), null, reason));
    departures.entries().add(FormerIds.keep(object, Side.MARKETO, pair.marketoId(), null, reason));
  }

  private static void settle(Departures departures, Encounter pair, Outcome outcome) {
    departures.settled().add(new Settled(pair.reported(), outcome));
  }
}
