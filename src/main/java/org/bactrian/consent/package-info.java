/**
 * What an outcome tells of consent: who opted in or out by it, and which addresses others share.
 *
 * <p>An opt-out belongs to an address and not to a record, so what is told of one record concerns
 * the others that have its address. What is found is handed to {@code state} as entries, and so is
 * written in the transaction of the outcome that it belongs to.
 *
 * <p>It may know mappings, outcomes and what is remembered, and neither systems nor routes.
 */
package org.bactrian.consent;
