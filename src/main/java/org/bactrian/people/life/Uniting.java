package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.bactrian.flow.Cycle;
import org.bactrian.flow.Dispatch;
import org.bactrian.mapping.FieldRule;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.marketo.people.MergeResult;
import org.bactrian.state.Settlement;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.FormerIds.Reason;
import org.bactrian.state.people.Partings;
import org.bactrian.sync.Delivery.Union;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Side;

/** The verbs of merging people in Marketo as their records were merged in Salesforce. */
public final class Uniting {

  private static final int MOST_TRIES = 3;

  private final Settlement settlement;

  public Uniting(Settlement settlement) {
    this.settlement = settlement;
  }

  /** The people of a share of changes from Salesforce. */
  public Unions of(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch) {
    return new Unions(dispatch.mapping(), dispatch.unions());
  }

  /** What to ask Marketo: what those who go and who stay said yes to, which it may drop. */
  public List<String> ask(@ExchangeProperty(Unions.PROPERTY) Unions unions, Exchange exchange) {
    Set<String> fields = new LinkedHashSet<>(List.of("id"));
    OptOuts.fields(unions.mapping()).forEach(rule -> fields.add(rule.marketo()));
    exchange.getMessage().setHeader(MarketoConstants.FILTER_TYPE, "id");
    exchange.getMessage().setHeader(MarketoConstants.FIELDS, String.join(",", fields));
    return unions.all();
  }

  /**
   * Takes it; all of them are told what one said yes to, before anybody goes: so that a crash in
   * between loses nothing, and because it is whose address is kept who still says so after the
   * merge.
   */
  public void people(
      @ExchangeProperty(Unions.PROPERTY) Unions unions, @Body List<Map<String, Object>> people) {
    Map<String, Map<String, Object>> byId = new HashMap<>();
    for (Map<String, Object> person : people) byId.put(String.valueOf(person.get("id")), person);
    for (Union union : unions.outstanding()) {
      Set<String> one = unions.chain(union.loser().marketoId());
      List<Function<FieldRule, Object>> says = new ArrayList<>();
      says.add(rule -> union.loser().base().get(rule.marketo()));
      says.add(rule -> rule.read(union.change().record()));
      for (String id : one) {
        if (byId.containsKey(id)) says.add(rule -> byId.get(id).get(rule.marketo()));
      }
      for (String id : one) {
        if (!byId.containsKey(id)) continue;
        for (Function<FieldRule, Object> each : says) {
          unions.optOuts().handOn(unions.mapping(), each, id, byId.get(id));
        }
      }
    }
  }

  /** Takes Marketo's answer; nobody is merged whose opt-out was not handed on. */
  public void optedOut(
      @ExchangeProperty(Unions.PROPERTY) Unions unions, @Body List<RecordResult> results) {
    Map<String, Outcome.Parked> refused = unions.optOuts().refused(results);
    for (Union union : unions.outstanding()) {
      unions.chain(union.loser().marketoId()).stream()
          .filter(refused::containsKey)
          .findFirst()
          .ifPresent(person -> unions.leaveOut(union, refused.get(person)));
    }
  }

  /** Whom to merge next: one into the winner. */
  public List<String> next(@ExchangeProperty(Unions.PROPERTY) Unions unions, Exchange exchange) {
    Union union = unions.next();
    String winner = unions.winner(union.survivor().marketoId());
    exchange.getMessage().setHeader(MarketoConstants.WINNER, winner);
    return List.of(union.loser().marketoId());
  }

  /** Takes Marketo's answer; who is gone already was merged before. */
  public void took(
      @ExchangeProperty(Unions.PROPERTY) Unions unions, @Body List<MergeResult> results) {
    Union union = unions.current();
    MergeResult result = results.get(0);
    if (result.fate() == MergeResult.Fate.UNKNOWN && unions.again(MOST_TRIES)) return;
    unions.done();
    if (result.fate() == MergeResult.Fate.REFUSED || result.fate() == MergeResult.Fate.UNKNOWN) {
      unions.settled().add(new Settled(union.change(), refused(union, result)));
      return;
    }
    String object = unions.mapping().marketoObject().word();
    String loser = union.loser().marketoId();
    String winner = unions.winner(union.survivor().marketoId());
    unions.merged(loser, winner);
    boolean converted = Boolean.TRUE.equals(union.change().record().get("IsConverted"));
    Reason reason = converted ? Reason.CONVERTED : Reason.MERGED;
    String record = union.loser().salesforceId();
    unions.entries().add(Partings.unlink(object, record));
    unions
        .entries()
        .add(
            FormerIds.keep(
                object, Side.SALESFORCE, record, union.survivor().salesforceId(), reason));
    unions.entries().add(FormerIds.keep(object, Side.MARKETO, loser, winner, Reason.UNITED));
    unions.settled().add(new Settled(union.change(), new Outcome.Updated(null)));
  }

  private static Outcome.Parked refused(Union union, MergeResult result) {
    String words =
        result.reasons().stream()
            .map(reason -> reason.code() + " " + reason.message())
            .collect(Collectors.joining("; "));
    return new Outcome.Parked(
        "merge-refused",
        "Salesforce record %s became part of %s, but Marketo would not merge person %s into %s: %s"
            .formatted(
                union.loser().salesforceId(),
                union.survivor().salesforceId(),
                union.loser().marketoId(),
                union.survivor().marketoId(),
                words),
        "Merge the two people in Marketo, or find out why it refuses; then replay");
  }

  /** The opt-outs of those who go, for those who stay. */
  public List<Map<String, Object>> optOuts(@ExchangeProperty(Unions.PROPERTY) Unions unions) {
    return unions.optOuts().take();
  }

  /** Remembers it, in one transaction. */
  public void settle(
      @ExchangeProperty(Unions.PROPERTY) Unions unions,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    settlement.settle(
        unions.mapping().name(),
        unions.mapping().marketoObject().word(),
        unions.settled(),
        Set.of(),
        unions.entries());
    cycle.add(Tally.of(unions.settled()));
  }
}
