/**
 * Where the values of a person come from, told from what is remembered: which side, when, by which
 * rule, and what was there before.
 *
 * <p>What the first sync brought has no decision of its own, so it is told by the link: it is
 * Salesforce's, at its version, unless Marketo owns the field or the record was made of a person.
 *
 * <p>It asks neither system, and knows neither routes nor pages.
 */
package org.bactrian.why;
