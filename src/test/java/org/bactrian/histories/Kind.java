package org.bactrian.histories;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The kinds of deeds, and how often they are done. */
enum Kind {
  LEAD(6, true),
  LEAD_WITHOUT_ADDRESS(1, true),
  CONTACT(4, true),
  EDIT(14, true),
  EDIT_OWNED(4, true),
  /** A field that Marketo owns, edited in Salesforce. */
  EDIT_OF_MARKETOS(2, false),
  CLEAR(4, true),
  /** The same value, written otherwise. */
  REWRITE(4, true),
  /** Marketo forgets an opt-out over it, and only who reads Marketo can say so again. */
  ADDRESS(3, false),
  /** The address of somebody else in the family. */
  SHARE_ADDRESS(1, false),
  OPT_OUT(3, true),
  OPT_IN(2, false),
  CONVERT(4, true),
  CONVERT_INTO_CONTACT(2, false),
  REPARENT(2, true),
  MERGE(3, false),
  DELETE(2, true),
  UNDELETE(3, true),
  EDIT_AND_DELETE(1, true),

  PERSON(2, true),
  PERSON_FOR_SALESFORCE(4, false),
  /** With an address and nothing else. */
  BARE_PERSON_FOR_SALESFORCE(1, false),
  FLAG(3, false),
  MARKETO_EDIT(12, false),
  /** A field that Salesforce owns, edited in Marketo. */
  MARKETO_EDIT_OF_SALESFORCES(3, false),
  MARKETO_SCORE(4, false),
  MARKETO_CLEAR(3, false),
  MARKETO_REWRITE(3, false),
  MARKETO_ADDRESS(2, false),
  MARKETO_OPT_OUT(3, false),
  MARKETO_OPT_IN(2, false),
  MARKETO_MERGE(3, false),
  /** A lead's person with a contact's: off, until it is said what becomes of the two records. */
  MARKETO_MERGE_ACROSS(0, false),
  MARKETO_DELETE(2, true),

  /** One field, edited on both sides in one window. */
  EDIT_ON_BOTH_SIDES(5, false),
  /** One person, made on both sides in one window. */
  SAME_PERSON(2, true);

  private final int weight;
  private final boolean oneWay;

  Kind(int weight, boolean oneWay) {
    this.weight = weight;
    this.oneWay = oneWay;
  }

  /** All that are done at all. */
  static final List<Kind> BOTH_WAYS =
      Arrays.stream(values()).filter(kind -> kind.weight > 0).toList();

  /** Those that a sync from Salesforce to Marketo alone can follow. */
  static final List<Kind> ONE_WAY = BOTH_WAYS.stream().filter(kind -> kind.oneWay).toList();

  /**
   * Those by which somebody comes into the world. Who is flagged before the first sync is not swept
   * yet: PERSON_FOR_SALESFORCE and BARE_PERSON_FOR_SALESFORCE belong here as soon as they are.
   */
  static final List<Kind> BIRTHS =
      List.of(LEAD, LEAD_WITHOUT_ADDRESS, CONTACT, PERSON, SAME_PERSON);

  /** One of these, by their weights. */
  static Kind any(List<Kind> kinds, Random random) {
    int at = random.nextInt(kinds.stream().mapToInt(kind -> kind.weight).sum());
    for (Kind kind : kinds) {
      at -= kind.weight;
      if (at < 0) return kind;
    }
    throw new IllegalStateException();
  }
}
