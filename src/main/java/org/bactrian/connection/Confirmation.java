package org.bactrian.connection;

import java.time.Instant;
import java.util.List;

/**
 * Who is connected, as both systems say themselves.
 *
 * @param lacks what the sync user may not read or write of what the mappings name, with the fix
 */
public record Confirmation(
    SalesforceSide salesforce, MarketoSide marketo, List<Lack> lacks, Instant readAt) {

  /**
   * The org and its user.
   *
   * @param organizationId 18 characters
   * @param edition e.g. {@code Enterprise Edition}
   * @param isSandbox whether it is one of Salesforce's own sandboxes
   * @param apiVersion the version that is used
   * @param callsLeft API calls left of the last 24 hours' {@code callsADay}
   */
  public record SalesforceSide(
      String organization,
      String organizationId,
      String edition,
      boolean isSandbox,
      String user,
      String username,
      String apiVersion,
      long callsLeft,
      long callsADay) {}

  /**
   * The instance and its API user.
   *
   * @param apiUser the user that the custom service calls as; empty where Marketo does not say
   * @param callsToday calls of all integrations since midnight, US Central time
   * @param callsADay the daily quota that Marketo usually grants
   * @param isNativeSyncOn whether Marketo's own Salesforce Sync is on, which excludes Bactrian
   */
  public record MarketoSide(
      String url, String apiUser, long callsToday, long callsADay, boolean isNativeSyncOn) {}

  /**
   * A permission that is missing.
   *
   * @param object a Salesforce object
   * @param field one of its fields; empty where it is about the object
   * @param words what is missing
   * @param fix where to give it in Salesforce
   */
  public record Lack(String object, String field, Words words, Words fix) {}

  /** Whether a user can confirm it: native sync is off. */
  public boolean isConfirmable() {
    return !marketo.isNativeSyncOn();
  }
}
