package org.bactrian.salesforce.form;

import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;

/**
 * Salesforce's result for one record that was created or updated, with the record that was sent:
 * the id of a new one tells nothing of whose it is.
 */
public final class UpsertedRecord extends UpsertSObjectResult {

  private static final long serialVersionUID = 1L;

  private final transient Object sent;

  /** The result of a record as it was sent. */
  public UpsertedRecord(Object sent, UpsertSObjectResult result) {
    this.sent = sent;
    setId(result.getId());
    setSuccess(result.getSuccess());
    setCreated(result.getCreated());
    setErrors(result.getErrors());
  }

  /** The record. */
  public Object sent() {
    return sent;
  }
}
