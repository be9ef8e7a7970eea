package org.bactrian.histories;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The kinds of deeds, and how often they are done. */
enum Kind {
  LEAD(6),
  LEAD_WITHOUT_ADDRESS(1),
  CONTACT(4),
  EDIT(14),
  EDIT_OWNED(4),
  /** A field that Marketo owns, edited in Salesforce. */
  EDIT_OF_MARKETOS(2),
  CLEAR(4),
  /** The same value, written otherwise. */
  REWRITE(4),
  /** Marketo forgets an opt-out over it, and only who reads Marketo can say so again. */
  ADDRESS(3),
  /** The address of somebody else in the family. */
  SHARE_ADDRESS(1),
  OPT_OUT(3),
  OPT_IN(2),
  CONVERT(4),
  CONVERT_INTO_CONTACT(2),
  REPARENT(2),
  MERGE(3),
  DELETE(2),
  UNDELETE(3),
  EDIT_AND_DELETE(1),

  PERSON(2),
  PERSON_FOR_SALESFORCE(4),
  /** With an address and nothing else. */
  BARE_PERSON_FOR_SALESFORCE(1),
  FLAG(3),
  MARKETO_EDIT(12),
  /** A field that Salesforce owns, edited in Marketo. */
  MARKETO_EDIT_OF_SALESFORCES(3),
  MARKETO_SCORE(4),
  MARKETO_CLEAR(3),
  MARKETO_REWRITE(3),
  MARKETO_ADDRESS(2),
  MARKETO_OPT_OUT(3),
  MARKETO_OPT_IN(2),
  MARKETO_MERGE(3),
  /** A lead's person with a contact's. */
  MARKETO_MERGE_ACROSS(3),
  MARKETO_DELETE(2),

  /** One field, edited on both sides in one window. */
  EDIT_ON_BOTH_SIDES(5),
  /** One person, made on both sides in one window. */
  SAME_PERSON(2);

  private final int weight;

  Kind(int weight) {
    this.weight = weight;
  }

  /** All that are done at all. */
  static final List<Kind> ALL = Arrays.stream(values()).filter(kind -> kind.weight > 0).toList();

  /** Those by which somebody comes into the world. */
  static final List<Kind> BIRTHS =
      List.of(
          LEAD,
          LEAD_WITHOUT_ADDRESS,
          CONTACT,
          PERSON,
          SAME_PERSON,
          PERSON_FOR_SALESFORCE,
          BARE_PERSON_FOR_SALESFORCE);

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
