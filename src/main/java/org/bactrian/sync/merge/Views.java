package org.bactrian.sync.merge;

import java.time.Instant;

/**
 * A field as each side has it, and as it was last agreed.
 *
 * @param agreed whether it was ever agreed; if not, {@code base} says nothing
 * @param salesforce Salesforce's value in Marketo's form
 * @param salesforceAt when Salesforce's record was last changed
 * @param marketoAt when Marketo's field was last changed, as far as is known
 */
public record Views(
    boolean agreed,
    Object base,
    Object salesforce,
    Object marketo,
    Instant salesforceAt,
    Instant marketoAt) {

  Object of(Side side) {
    return side == Side.SALESFORCE ? salesforce : marketo;
  }
}
