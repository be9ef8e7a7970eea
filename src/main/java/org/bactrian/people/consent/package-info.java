/**
 * The verbs by which an opt-out reaches everybody who has the address: records that share one are
 * looked up on both sides, and those that do not say so yet are opted out.
 *
 * <p>Only the opt-outs that {@code consent} noted bring about a call. The linked ones among them
 * are carried on by the meeting of their two records, as any change is.
 *
 * <p>It may know what {@code people} knows.
 */
package org.bactrian.people.consent;
