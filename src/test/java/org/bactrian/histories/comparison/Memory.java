package org.bactrian.histories.comparison;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the users of one family did: who is who, who must live where, who opted out, and what was
 * said last of a field.
 *
 * <p>A window lasts from one completed sync to the next: what both sides say in one window may end
 * as either.
 */
public final class Memory {

  private final Map<String, Identity> identities = new HashMap<>();
  private final Set<String> shared = new HashSet<>();
  private int window;

  /** Whether an id is Salesforce's. */
  static boolean isSalesforce(String key) {
    return key.length() == 18;
  }

  /** The window that is open. */
  public int window() {
    return window;
  }

  /** A sync is complete. */
  public void synced() {
    window++;
  }

  /** Who this is; somebody new if nothing is known. */
  public Identity of(String key) {
    return identities.computeIfAbsent(key, Identity::of);
  }

  /** Whether a user made it, or it belongs to somebody whom one made. */
  boolean knows(String key) {
    return identities.containsKey(key);
  }

  /** Everybody. */
  Collection<Identity> everybody() {
    return new LinkedHashSet<>(
        new TreeSet<>(identities.keySet()).stream().map(identities::get).toList());
  }

  /** A user made it. */
  public void made(String key, Map<String, Object> fields) {
    Identity identity = of(key);
    identity.expected.add(key);
    if (isSalesforce(key)) identity.madeInSalesforce = true;
    said(key, fields);
  }

  /** A user said this of its fields. */
  public void said(String key, Map<String, Object> fields) {
    Identity identity = of(key);
    for (Map.Entry<String, Object> each : fields.entrySet()) {
      if (each.getKey().equals("syncToSalesforce")) {
        identity.flagged |= Boolean.TRUE.equals(each.getValue());
      }
      Pair pair = pair(key, each.getKey());
      if (pair != null) said(identity, pair, isSalesforce(key), each.getValue());
    }
  }

  private void said(Identity identity, Pair pair, boolean inSalesforce, Object value) {
    Pair.Owner side = inSalesforce ? Pair.Owner.SALESFORCE : Pair.Owner.MARKETO;
    if (pair.marketo().equals("unsubscribed")) {
      if (Boolean.TRUE.equals(value)) identity.optOut(side, window);
      else if (identity.optedOut) identity.optIn(window);
      return;
    }
    if (pair.marketo().equals("email")) identity.readdress(side, window);
    if (pair.owner() != Pair.Owner.BOTH && pair.owner() != side) {
      identity.words.computeIfPresent(pair.marketo(), (field, word) -> word.contradict(window));
      return;
    }
    identity
        .words
        .computeIfAbsent(pair.marketo(), field -> new Identity.Word())
        .say(side, value, window);
  }

  private static Pair pair(String key, String field) {
    return isSalesforce(key)
        ? Rules.ofSalesforce(World.object(key), field)
        : Rules.ofMarketo("Contact", field) == null
            ? Rules.ofMarketo("Lead", field)
            : Rules.ofMarketo("Contact", field);
  }

  /** The same person was made on both sides, or a link says so. */
  public void same(String one, String other) {
    unite(one, other, true);
  }

  /** A lead became a new contact. */
  public void converted(String lead, String contact) {
    unite(lead, contact, true);
    replaced(lead, contact);
  }

  /** Two became one: a merge on either side, or a lead converted into a contact that there was. */
  public void merged(String survivor, String loser) {
    boolean lost = of(loser).optedOut && !of(survivor).optedOut;
    boolean marketos = !isSalesforce(loser) && isMarketosAlone(of(loser));
    // A winner without an address gets the loser's, and Marketo's word on that.
    boolean winners = !isSalesforce(loser) && of(survivor).isOptedOutInMarketo(window);
    unite(survivor, loser, false);
    of(survivor).optedOutLoser |= lost;
    of(survivor).mergedByMarketo |= lost && marketos || winners;
    replaced(loser, survivor);
  }

  /** Whether nobody but Marketo knows that they are opted out. */
  private boolean isMarketosAlone(Identity identity) {
    return !identity.isInSalesforce() || identity.isOptedOutInMarketo(window);
  }

  private void replaced(String loser, String survivor) {
    Identity identity = of(survivor);
    // The other side's two become one as well; which of them is Bactrian's to say.
    identity.expected.remove(loser);
    identity.expected.add(survivor);
    identity.rebuild(window);
  }

  /** A user deleted it, and with it all that had become one with it on that side. */
  public void deleted(String key) {
    Identity identity = of(key);
    identity.expected.removeIf(each -> isSalesforce(each) == isSalesforce(key));
    identity.rebuild(window);
    if (isSalesforce(key)) identity.deleteRecord(window);
    else identity.deleteInMarketo(window);
  }

  /** A user took it out of the recycle bin. */
  public void undeleted(String key) {
    of(key).expected.add(key);
    of(key).undeleteRecord();
    of(key).rebuild(window);
  }

  /** Learns from the links in both systems who is the same. */
  public void observe(World family) {
    family.addresses().forEach(this::share);
    for (Map.Entry<String, Map<String, Object>> person : family.people().entrySet()) {
      Object salesforceId = person.getValue().get("salesforceId");
      if (salesforceId != null && family.records().containsKey(salesforceId)) {
        same(salesforceId.toString(), person.getKey());
      }
    }
    for (Map.Entry<String, Map<String, Object>> each : family.records().entrySet()) {
      Object marketoId = each.getValue().get("Marketo_Id__c");
      if (marketoId != null && knows(marketoId.toString())) {
        same(each.getKey(), marketoId.toString());
      }
    }
  }

  private void share(String address, int often) {
    if (often > 1) shared.add(address);
  }

  /** Whether two of the family had this address at one time. */
  boolean wasShared(String address) {
    return shared.contains(address);
  }

  private void unite(String one, String other, boolean keepWords) {
    Identity kept = of(one);
    Identity taken = of(other);
    if (kept == taken) {
      if (!keepWords) kept.words.clear();
      return;
    }
    kept.take(taken, keepWords);
    Set<String> keys = taken.keys;
    keys.forEach(key -> identities.put(key, kept));
  }
}
