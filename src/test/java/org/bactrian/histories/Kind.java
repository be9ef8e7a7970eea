package org.bactrian.histories;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

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
  /** One into another, and that into a third. */
  MERGE_CHAIN(1),
  /** A contact goes with the account that it was just given. */
  PARENT_GOES(1),
  PARENT_COMES_BACK(1),

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
  /** One into another, and that into a third. */
  MARKETO_MERGE_CHAIN(1),
  /** The id of 15 characters, from a report, is imported over that of 18. */
  SHORT_ID(2),

  /** One field, edited on both sides in one window. */
  EDIT_ON_BOTH_SIDES(5),
  /** One person, made on both sides in one window. */
  SAME_PERSON(2),
  /** Somebody who is new in Salesforce is imported from a report, with an id of 15 characters. */
  IMPORT(2),
  /** A lead is converted while its person is merged with another. */
  CONVERT_AND_MERGE(1);

  private final int weight;

  Kind(int weight) {
    this.weight = weight;
  }

  private static final Set<Kind> OF_A_HOSTILE_WORLD =
      EnumSet.of(
          MERGE_CHAIN,
          PARENT_GOES,
          PARENT_COMES_BACK,
          MARKETO_MERGE_CHAIN,
          SHORT_ID,
          IMPORT,
          CONVERT_AND_MERGE);

  private static final List<Kind> HOSTILE = List.of(values());
  private static final List<Kind> FRIENDLY =
      HOSTILE.stream().filter(kind -> !OF_A_HOSTILE_WORLD.contains(kind)).toList();

  /**
   * All that are done.
   *
   * @param hostile in a world that is less friendly
   */
  static List<Kind> all(boolean hostile) {
    return hostile ? HOSTILE : FRIENDLY;
  }

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
