package org.bactrian.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.bactrian.consent.Consents;
import org.bactrian.mapping.Mapping;
import org.bactrian.marketo.MarketoConstants;
import org.bactrian.marketo.client.ErrorCode;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.state.Links;
import org.bactrian.state.Settlement;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.state.people.FormerIds;
import org.bactrian.state.people.Tombstones;
import org.bactrian.sync.Answer;
import org.bactrian.sync.Change;
import org.bactrian.sync.Delivery;
import org.bactrian.sync.Known;
import org.bactrian.sync.Link;
import org.bactrian.sync.Outcome;
import org.bactrian.sync.Prepared;
import org.bactrian.sync.Request;
import org.bactrian.sync.Settled;
import org.bactrian.sync.Tally;
import org.bactrian.sync.merge.Side;

/**
 * The verbs of delivering: what one mapping makes of its changes, and what Marketo made of them.
 */
public final class Deliveries {

  private final Preparation preparation;
  private final Links links;
  private final Settlement settlement;
  private final MarketoFields fields;
  private final Ledger ledger;
  private final FormerIds formerIds;
  private final Consents consents;
  private final Tombstones tombstones;

  public Deliveries(
      Preparation preparation,
      Links links,
      Settlement settlement,
      MarketoFields fields,
      Ledger ledger,
      FormerIds formerIds,
      Consents consents,
      Tombstones tombstones) {
    this.preparation = preparation;
    this.links = links;
    this.settlement = settlement;
    this.fields = fields;
    this.ledger = ledger;
    this.formerIds = formerIds;
    this.consents = consents;
    this.tombstones = tombstones;
  }

  /** Translates a share, looks up what is known of it, and notes what is about to be created. */
  public Dispatch prepare(@Body Share share) {
    List<Preparation.Translated> translated = translate(share);
    ledger.await();
    Dispatch dispatch = dispatch(share, translated, Set.of());
    settlement.intend(share.mapping().name(), dispatch.delivery().intended());
    return dispatch;
  }

  /** What the mapping makes of a share, of which nothing needs to be remembered. */
  List<Preparation.Translated> translate(Share share) {
    return preparation.translate(share);
  }

  /** As {@link #prepare}, but notes nothing, and takes some parents as arrived. */
  Dispatch dispatch(
      Share share, List<Preparation.Translated> translated, Set<Prepared.Parent> expected) {
    Mapping mapping = share.mapping();
    String object = mapping.marketoObject().word();
    List<Change> changes = share.changes();
    Map<String, Link> known =
        new HashMap<>(links.of(object, changes.stream().map(Change::id).toList()));
    // Apart, because their ids are far away: together they would span every link there is.
    known.putAll(
        links.of(object, changes.stream().map(Change::successor).filter(s -> s != null).toList()));
    // Where both sides have a say, what was agreed is looked at when they meet.
    boolean meets = mapping.bothWays();
    if (!meets) {
      share.backfill().ifPresent(first -> known.replaceAll((id, link) -> link.without(first)));
    }
    List<Settled> decided = new ArrayList<>();
    List<Preparation.Translated> meant = withoutForgotten(mapping, translated, known, decided);
    List<Prepared> prepared = preparation.of(mapping, meant, known.keySet(), decided);
    Map<Prepared.Parent, String> parents = arrived(prepared);
    Set<Prepared.Parent> present = new HashSet<>(expected);
    present.addAll(parents.keySet());
    List<String> matchValues =
        prepared.stream().map(Prepared::matchValue).filter(v -> v != null).distinct().toList();
    List<String> unlinked =
        prepared.stream()
            .map(each -> each.change().id())
            .filter(id -> !known.containsKey(id))
            .toList();
    Delivery delivery =
        new Delivery(
            preparation.target(mapping),
            prepared.stream().map(each -> each.referring(parents)).toList(),
            new Known(
                known,
                present,
                links.holders(object, matchValues),
                settlement.intended(mapping.name()),
                !fields.areOurs(mapping),
                formerIds.notToComeBack(object, unlinked),
                share.again() || meets && share.backfill().isPresent(),
                share.alone()));
    return new Dispatch(mapping, delivery, decided, known.keySet(), share.again());
  }

  /** Leaves out whoever was forgotten. */
  private List<Preparation.Translated> withoutForgotten(
      Mapping mapping,
      List<Preparation.Translated> translated,
      Map<String, Link> known,
      List<Settled> decided) {
    if (!tombstones.isAny()) return translated;
    List<Tombstones.Suspect> suspects = new ArrayList<>(translated.size());
    for (Preparation.Translated each : translated) {
      boolean linked = known.containsKey(each.change().id());
      suspects.add(suspect(mapping, each.change(), linked));
    }
    Set<String> forgotten = tombstones.among(Side.SALESFORCE, suspects);
    List<Preparation.Translated> meant = new ArrayList<>(translated.size());
    for (Preparation.Translated each : translated) {
      if (!forgotten.contains(each.change().id())) meant.add(each);
      else decided.add(new Settled(each.change(), new Outcome.Filtered()));
    }
    return meant;
  }

  /** Who is linked has an address of a person who is known. */
  private static Tombstones.Suspect suspect(Mapping mapping, Change change, boolean linked) {
    Object address =
        linked || mapping.matchField().isEmpty()
            ? null
            : change.record().get(mapping.match().get(1).salesforce());
    return new Tombstones.Suspect(
        change.id(),
        address == null ? null : Mapping.folded(address),
        change.record().get("CreatedDate") instanceof String made ? Change.instant(made) : null);
  }

  /** Puts the next request into the message. */
  public void next(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch, Exchange exchange) {
    Message message = exchange.getMessage();
    Request request = dispatch.next();
    if (request instanceof Request.Write write) {
      message.setBody(write.rows());
      message.setHeader(MarketoConstants.ACTION, write.action());
      boolean keyed = write.lookupField().equals("dedupeFields");
      message.setHeader(
          keyed ? MarketoConstants.DEDUPE_BY : MarketoConstants.LOOKUP_FIELD, write.lookupField());
    } else if (request instanceof Request.LookUp lookUp) {
      message.setBody(lookUp.values().stream().distinct().toList());
      message.setHeader(MarketoConstants.FILTER_TYPE, lookUp.filterType());
      message.setHeader(MarketoConstants.FIELDS, String.join(",", lookUp.fields()));
    }
  }

  /** Takes Marketo's answer to the request at hand. */
  @SuppressWarnings("unchecked")
  public void answer(@ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch, @Body List<?> answer) {
    if (dispatch.request() instanceof Request.Write write) {
      boolean keyed = write.lookupField().equals("dedupeFields");
      String key = keyed ? dispatch.mapping().keyField() : write.lookupField();
      List<RecordResult> results =
          RecordResult.paired(
              (List<RecordResult>) answer, key, write.rows(), "writing what was delivered");
      preparation.doubt(dispatch.mapping(), RecordResult.codes(results));
      List<Answer> answers = results.stream().map(Deliveries::answer).toList();
      dispatch.delivery().answer(write, answers);
    } else if (dispatch.request() instanceof Request.LookUp lookUp) {
      dispatch.delivery().found(lookUp, (List<Map<String, Object>>) answer);
    }
  }

  /** Remembers every outcome, in one transaction, while the next slice is being read. */
  public void settle(
      @ExchangeProperty(Dispatch.PROPERTY) Dispatch dispatch,
      @ExchangeProperty(Cycle.PROPERTY) Cycle cycle) {
    List<Settled> settled = new ArrayList<>(dispatch.decided());
    settled.addAll(dispatch.delivery().settled());
    Mapping mapping = dispatch.mapping();
    String object = mapping.marketoObject().word();
    Set<String> linked = dispatch.linked();
    List<Entry> entries = new ArrayList<>(consents.delivered(mapping, settled, linked));
    entries.add(dispatch.left(settled));
    ledger.write(() -> settlement.settle(mapping.name(), object, settled, linked, entries));
    for (Settled each : settled) {
      each.outcome().newLink().ifPresent(l -> links.see(object, l));
    }
    cycle.add(Tally.of(settled));
  }

  /** The parents that have arrived, and the keys that Marketo has them under. */
  private Map<Prepared.Parent, String> arrived(List<Prepared> prepared) {
    Map<String, Map<String, Set<String>>> wanted = new HashMap<>();
    for (Prepared each : prepared) {
      each.parents()
          .forEach(
              (field, parent) ->
                  wanted
                      .computeIfAbsent(parent.object(), o -> new HashMap<>())
                      .computeIfAbsent(field, f -> new HashSet<>())
                      .add(parent.key()));
    }
    Map<Prepared.Parent, String> arrived = new HashMap<>();
    wanted.forEach(
        (object, fields) ->
            fields.forEach(
                (field, ids) ->
                    links
                        .keys(object, field, ids)
                        .forEach((id, key) -> arrived.put(new Prepared.Parent(object, id), key))));
    return arrived;
  }

  private static Answer answer(RecordResult result) {
    if (result.reasons().isEmpty()) {
      return new Answer(result.status(), result.id(), null, null, null);
    }
    String code = result.reasons().get(0).code();
    String message = result.reasons().get(0).message();
    return new Answer(
        result.status(),
        result.id(),
        code,
        message,
        ErrorCode.of(code).map(ErrorCode::advice).orElse(null));
  }
}
