package org.bactrian.people.life;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.bactrian.flow.Ledger;
import org.bactrian.flow.Share;
import org.bactrian.mapping.Mapping;
import org.bactrian.people.SalesforceRecords;
import org.bactrian.salesforce.Question;
import org.bactrian.state.Links;
import org.bactrian.sync.Change;

/**
 * The verbs of following merged and converted records to the one that lives, when it is about to
 * take over a person: Salesforce names only the next one, which may have ended itself meanwhile.
 */
public final class Successors {

  /** The exchange property that carries a search. */
  public static final String PROPERTY = "successors";

  private static final String LEAD = "00Q";
  private static final List<String> OF_CONTACT = List.of("Id", "IsDeleted", "MasterRecordId");
  private static final List<String> OF_LEAD =
      List.of("Id", "IsDeleted", "MasterRecordId", "IsConverted", "ConvertedContactId");

  private final Links links;
  private final Ledger ledger;
  private final SalesforceRecords records;

  public Successors(Links links, Ledger ledger, SalesforceRecords records) {
    this.links = links;
    this.ledger = ledger;
    this.records = records;
  }

  /** Where the records of a share went. */
  public static final class Search {

    private final Share share;
    private final Set<String> open = new HashSet<>();

    /** Each record that was asked about, by what became of it; itself if it lives, null if not. */
    private final Map<String, String> next = new HashMap<>();

    private Search(Share share) {
      this.share = share;
    }

    /** Whether some have yet to be asked about. */
    public boolean isOpen() {
      return !open.isEmpty();
    }

    private String end(String id) {
      String end = id;
      Set<String> passed = new HashSet<>();
      while (end != null && next.containsKey(end) && passed.add(end)) end = next.get(end);
      return end;
    }
  }

  /** Begins with the successors that are to take over a person and have none themselves. */
  public Search of(@Body Share share) {
    Search search = new Search(share);
    Mapping mapping = share.mapping();
    Map<String, String> named = new HashMap<>();
    for (Change change : share.changes()) {
      String successor = change.successor();
      if (successor != null) named.put(change.id(), successor);
    }
    if (named.isEmpty() || !mapping.bothWays()) return search;
    ledger.await();
    named.keySet().retainAll(links.of(mapping.marketoObject().word(), named.keySet()).keySet());
    seek(search, named.values());
    return search;
  }

  private void seek(Search search, Collection<String> ids) {
    search.open.addAll(ids);
    search.open.removeAll(search.next.keySet());
    String object = search.share.mapping().marketoObject().word();
    search.open.removeAll(links.of(object, search.open).keySet());
  }

  /** What to ask Salesforce: what became of them. */
  public SObjectBatch ask(@ExchangeProperty(PROPERTY) Search search) {
    Map<Boolean, List<String>> ids = new LinkedHashMap<>();
    for (String id : search.open) {
      ids.computeIfAbsent(id.startsWith(LEAD), lead -> new ArrayList<>()).add(id);
    }
    List<String> questions = new ArrayList<>();
    ids.forEach(
        (lead, some) ->
            questions.addAll(
                SalesforceRecords.questions(
                    new Question(lead ? "Lead" : "Contact", lead ? OF_LEAD : OF_CONTACT), some)));
    return records.ask(questions);
  }

  /** Takes it; who was merged or converted again leads on. */
  public void take(@ExchangeProperty(PROPERTY) Search search, @Body Object answer) {
    // Who is not told of is no longer in the recycle bin.
    search.open.forEach(id -> search.next.put(id, null));
    search.open.clear();
    List<String> further = new ArrayList<>();
    for (Map<String, Object> record : records.of(answer)) {
      String id = (String) record.get("Id");
      String successor = Change.successor(record);
      search.next.put(id, Change.ended(record) ? successor : id);
      if (successor != null) further.add(successor);
    }
    seek(search, further);
  }

  /** The share, each record with the one that lives as its successor, or with none. */
  public Share share(@ExchangeProperty(PROPERTY) Search search) {
    Share share = search.share;
    if (search.next.isEmpty()) return share;
    List<Change> changes = new ArrayList<>(share.changes().size());
    for (Change change : share.changes()) {
      String successor = change.successor();
      String end = search.end(successor);
      boolean moved = successor != null && !successor.equals(end);
      changes.add(moved ? change.succeededBy(end) : change);
    }
    return share.with(changes);
  }
}
