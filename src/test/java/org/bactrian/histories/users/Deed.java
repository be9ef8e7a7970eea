package org.bactrian.histories.users;

import java.util.Map;

/** What a user does in one of the two systems; Marketo ids are texts of digits. */
public sealed interface Deed {

  /** A new record. */
  record CreateInSalesforce(String object, Map<String, Object> fields) implements Deed {}

  /** Other values, null to clear a field. */
  record EditInSalesforce(String id, Map<String, Object> fields) implements Deed {}

  /** Into the recycle bin. */
  record DeleteInSalesforce(String id) implements Deed {}

  /** Out of the recycle bin. */
  record UndeleteInSalesforce(String id) implements Deed {}

  /** Two records become the master. */
  record MergeInSalesforce(String master, String loser) implements Deed {}

  /**
   * A lead becomes a contact.
   *
   * @param contact null for a new one
   * @param account that contact's account, or the new one's; null for a new account
   */
  record Convert(String lead, String contact, String account) implements Deed {}

  /**
   * A new person.
   *
   * @param atScreen whether at Marketo's screen, else by its API
   */
  record CreateInMarketo(Map<String, Object> fields, boolean atScreen) implements Deed {}

  /** Other values, null to clear a field. */
  record EditInMarketo(String id, Map<String, Object> fields, boolean atScreen) implements Deed {}

  /** For ever. */
  record DeleteInMarketo(String id) implements Deed {}

  /** Two people become the winner, who keeps what it has. */
  record MergeInMarketo(String winner, String loser) implements Deed {}
}
