package org.bactrian.why;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.Erasures.Erasure;
import org.bactrian.state.people.FormerIds.Former;
import org.bactrian.sync.merge.Side;

/**
 * What is remembered of somebody.
 *
 * @param id by which they were asked for, a Salesforce id in 18 characters
 * @param pairs what is linked to what
 * @param former ids that are theirs no more, or that became theirs
 * @param deadLetters what of them could not be written
 * @param consent who opted in or out, oldest first
 * @param erasures when they were forgotten
 */
public record Story(
    String id,
    List<Pair> pairs,
    List<Former> former,
    List<DeadLetter> deadLetters,
    List<Event> consent,
    List<Erasure> erasures) {

  /**
   * A Salesforce record and a Marketo record that are the same.
   *
   * @param at the version of Salesforce's record that was last agreed
   * @param values in the order of the mapping
   */
  public record Pair(
      String mapping,
      String salesforceObject,
      String salesforceId,
      String marketoObject,
      String marketoId,
      Instant at,
      List<Value> values) {}

  /**
   * A value, and where it comes from.
   *
   * @param salesforceField its API name, or null of a constant
   * @param marketoField its REST name
   * @param value as it was last agreed, in Marketo's form; null of a blank
   * @param from whose it was
   * @param at when it was carried; of what a first sync brought, Salesforce's version
   * @param why the rule
   * @param before what it took the place of, or null
   */
  public record Value(
      String salesforceField,
      String marketoField,
      String value,
      Origin from,
      Instant at,
      Reason why,
      String before) {}

  /** Whose value it was. */
  public enum Origin {
    SALESFORCE("Salesforce"),
    MARKETO("Marketo"),
    BOTH("both sides");

    private final String word;

    Origin(String word) {
      this.word = word;
    }

    /** In a word. */
    public String word() {
      return word;
    }

    static Origin of(Side side) {
      return side == Side.SALESFORCE ? SALESFORCE : MARKETO;
    }
  }

  /** Why a value is what it is: a rule's name and words. */
  public record Reason(String name, String words) {

    static final Reason FIRST = new Reason("FIRST", "the first sync brought it");
    static final Reason MADE = new Reason("MADE", "the record was made of the Marketo person");
    static final Reason SAME =
        new Reason("SAME", "both sides came to it by themselves, after what was carried last");
  }

  /** Whether nothing is known. */
  public boolean isUnknown() {
    return pairs.isEmpty()
        && former.isEmpty()
        && deadLetters.isEmpty()
        && consent.isEmpty()
        && erasures.isEmpty();
  }

  /** All their ids as a person on a side, former ones too. */
  public Set<String> ids(Side side) {
    Set<String> ids = new LinkedHashSet<>();
    boolean left = side == Side.SALESFORCE;
    for (Pair pair : pairs) {
      if (left) ids.add(pair.salesforceId());
      else if (pair.marketoObject().equals(MarketoObject.PERSON)) ids.add(pair.marketoId());
    }
    for (Former each : former) {
      if (each.side() != side) continue;
      ids.add(each.id());
      if (each.successor() != null) ids.add(each.successor());
    }
    for (DeadLetter letter : deadLetters) {
      String theirs = left ? letter.salesforceId() : letter.marketoId();
      if (theirs != null) ids.add(theirs);
    }
    return ids;
  }
}
