package org.bactrian.salesforce.convert;

import org.bactrian.salesforce.soap.Envelope;

/**
 * One lead that is to become part of a contact.
 *
 * @param accountId the contact's account, which Salesforce wants to be told
 * @param ownerId a user, of whom Salesforce wants to be told if a queue owns the lead; or null
 * @param status the API name of a lead status that says converted
 */
public record Conversion(
    String leadId, String contactId, String accountId, String ownerId, String status) {

  /** Refuses what no envelope could hold. */
  public Conversion {
    Envelope.checkId(leadId);
    Envelope.checkId(contactId);
    Envelope.checkId(accountId);
    if (ownerId != null) Envelope.checkId(ownerId);
    if (!Envelope.canHold(status))
      throw new IllegalArgumentException(
          "the lead status '%s' can't be sent to Salesforce's SOAP API".formatted(status));
  }
}
