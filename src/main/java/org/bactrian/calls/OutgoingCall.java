package org.bactrian.calls;

import java.time.Duration;

/**
 * One HTTP request to one of the systems, token requests left out.
 *
 * @param system {@code Salesforce} or {@code Marketo}
 * @param name method and path, without its query: {@code POST /rest/v1/leads.json}
 * @param isWrite whether it may change a record
 * @param deadline how long it may take, its answer included
 */
public record OutgoingCall(String system, String name, boolean isWrite, Duration deadline) {

  /** The left one of both systems. */
  public static final String SALESFORCE = "Salesforce";

  /** The right one of both systems. */
  public static final String MARKETO = "Marketo";
}
