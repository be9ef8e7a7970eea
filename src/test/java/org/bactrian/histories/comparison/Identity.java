package org.bactrian.histories.comparison;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Somebody, and what users did about them: all records and people that are the same by somebody's
 * deed or by a link.
 */
public final class Identity {

  /** The ids in both systems, of what is gone too. */
  final Set<String> keys = new LinkedHashSet<>();

  /** What users made or converted to, and neither deleted nor merged away. */
  final Set<String> expected = new LinkedHashSet<>();

  final Map<String, Word> words = new HashMap<>();
  boolean optedOut;
  boolean optedOutLoser;
  boolean flagged;
  boolean madeInSalesforce;
  boolean deletedInMarketo;
  boolean mergedByMarketo;
  private int deleted = -1;
  private int unheard = -1;
  private int recordDeleted = -1;
  private int rebuilt = -1;
  private int address = -1;
  private int optIn = -1;
  private int optOutInMarketo = -1;

  /** The last that was said of a field, in one window: by either side or by both. */
  static final class Word {
    private int window = -1;
    private int contradicted = -1;
    private final Map<Pair.Owner, Object> said = new HashMap<>();

    void say(Pair.Owner side, Object value, int now) {
      if (window != now) said.clear();
      window = now;
      said.put(side, value);
    }

    /** A user of the other side edited what is not theirs, which is to be set back. */
    Word contradict(int now) {
      contradicted = now;
      return this;
    }

    /** Either: at a first meeting the later record wins, whoever said it. */
    Word or(Word other) {
      window = Math.max(window, other.window);
      contradicted = Math.max(contradicted, other.contradicted);
      other.said.forEach(said::putIfAbsent);
      return this;
    }

    /** Whether one of them said this. */
    boolean allows(Pair pair, Object value) {
      return said.values().stream().anyMatch(each -> pair.same(each, value));
    }

    @Override
    public String toString() {
      return said.toString();
    }
  }

  /** Somebody new. */
  static Identity of(String key) {
    Identity identity = new Identity();
    identity.keys.add(key);
    return identity;
  }

  /** Whether users opted this one out. */
  public boolean isOptedOut() {
    return optedOut;
  }

  /** Whether users asked for a Salesforce record of this person. */
  public boolean isFlagged() {
    return flagged;
  }

  /** Whether a user deleted the Marketo person. */
  public boolean isDeletedInMarketo() {
    return deletedInMarketo;
  }

  /** Whether it was merged, converted, deleted or undeleted in this window. */
  public boolean isRebuilt(int window) {
    return rebuilt == window;
  }

  /** Notes that it was. */
  void rebuild(int window) {
    rebuilt = window;
  }

  /** Whether an address was changed or a subscription taken up again in this window. */
  public boolean isSubscriptionInMotion(int window) {
    return optIn == window || address == window;
  }

  /** Marketo forgets an opt-out over it; of which it knows alone, nobody can say so again. */
  void readdress(Pair.Owner side, int window) {
    address = window;
    boolean alone = !isInSalesforce() || isOptedOutInMarketo(window);
    if (side == Pair.Owner.MARKETO && alone) optedOut = false;
  }

  void optIn(int window) {
    optIn = window;
  }

  void optOut(Pair.Owner side, int window) {
    if (!optedOut && side == Pair.Owner.MARKETO) optOutInMarketo = window;
    optedOut = true;
  }

  /** Whether a user opted out in Marketo alone, in this window. */
  boolean isOptedOutInMarketo(int window) {
    return optedOut && optOutInMarketo == window;
  }

  /** What is edited in Marketo while the record is deleted is left alone until they meet again. */
  void deleteRecord(int window) {
    recordDeleted = window;
  }

  void undeleteRecord() {
    recordDeleted = -1;
  }

  void deleteInMarketo(int window) {
    deletedInMarketo = true;
    deleted = window;
    unheard = recordDeleted < 0 ? window : recordDeleted;
  }

  /** Whether it was said of a person whom a user deleted before it could reach the record. */
  boolean wentWithThePerson(Word word) {
    return wentWithThePerson(word.window) && word.said.containsKey(Pair.Owner.MARKETO);
  }

  /** Whether another's edit of it could not be set back any more, for the same reason. */
  boolean setBackWentWithThePerson(Word word) {
    return wentWithThePerson(word.contradicted);
  }

  /** Whether the opt-out was. */
  boolean optOutWentWithThePerson() {
    return wentWithThePerson(optOutInMarketo);
  }

  private boolean wentWithThePerson(int window) {
    return deletedInMarketo && unheard <= window && window <= deleted;
  }

  /** Whether it has a Salesforce record, or had one. */
  public boolean isInSalesforce() {
    return keys.stream().anyMatch(Memory::isSalesforce);
  }

  /** Takes over what is known of another that is the same. */
  void take(Identity other, boolean keepWords) {
    if (keepWords) other.words.forEach((field, word) -> words.merge(field, word, Word::or));
    else words.clear();
    keys.addAll(other.keys);
    expected.addAll(other.expected);
    optedOutLoser |= other.optedOutLoser;
    flagged |= other.flagged;
    madeInSalesforce |= other.madeInSalesforce;
    deletedInMarketo |= other.deletedInMarketo;
    mergedByMarketo |= other.mergedByMarketo;
    deleted = Math.max(deleted, other.deleted);
    unheard = Math.max(unheard, other.unheard);
    recordDeleted = Math.max(recordDeleted, other.recordDeleted);
    optOutInMarketo = Math.max(optOutInMarketo, other.optOutInMarketo);
    optedOut |= other.optedOut;
    rebuilt = Math.max(rebuilt, other.rebuilt);
    address = Math.max(address, other.address);
    optIn = Math.max(optIn, other.optIn);
  }
}
