package org.bactrian.state;

import java.time.Instant;
import java.util.Map;

/**
 * A parked change, with its reason, kept until replayed or discarded.
 *
 * @param mapping the mapping that could not deliver it
 * @param salesforceId whose it is; null of a person who is only in Marketo
 * @param marketoId whose it is then; else null
 * @param version the SystemModstamp of the version that was refused; of a person who is only in
 *     Marketo, when they were last changed there
 * @param record the record as it was read
 * @param edits values that an operator put in place of those that were read, for the next replay:
 *     Salesforce's by API name, or by REST name those of a person who is only in Marketo
 * @param attempts how often it was tried
 */
public record DeadLetter(
    long id,
    String mapping,
    String salesforceId,
    String marketoId,
    Instant version,
    String code,
    String message,
    String suggestion,
    Map<String, Object> record,
    Map<String, Object> edits,
    int attempts,
    Instant firstSeen,
    Instant lastSeen) {

  /** The code of a lead that was not converted into the contact whose people it became. */
  public static final String INCONVERTIBLE = "merge-lead-and-contact";

  /** Whether it is of such a lead. */
  public boolean isInconvertible() {
    return code.equals(INCONVERTIBLE);
  }

  /** Whether it is of a person who is only in Marketo. */
  public boolean isOnlyInMarketo() {
    return salesforceId == null;
  }

  /** Whose it is: a Salesforce id, or {@code Marketo 123}. */
  public String subject() {
    return isOnlyInMarketo() ? "Marketo " + marketoId : salesforceId;
  }
}
