/**
 * Reading records again for a newer version of their mapping: what an edit concerns, the verbs that
 * read it, and which fields meet for the first time.
 *
 * <p>What is read goes the way of every change; only what was last agreed of a field may not count.
 * A fixed order of Ids, a place that moves last and a mark on each rule make it safe to stop at any
 * time.
 *
 * <p>It may know Camel's exchange, and no SQL and no HTTP.
 */
package org.bactrian.flow.backfill;
