/**
 * What becomes of a change: it is compared with what was last agreed, addressed, and given exactly
 * one outcome.
 *
 * <p>A change without a link is sought in the order of its mapping's {@code match:} list by writes
 * that also look up: {@code updateOnly} by the key field, then {@code createOnly} by e-mail, whose
 * refusal (1005) tells that the person exists. A separate look-up before each creation would double
 * the calls of an initial sync; it was rejected for that.
 *
 * <p>It is pure: it knows mappings and records, and neither Camel, nor a database, nor HTTP.
 */
package org.bactrian.sync;
