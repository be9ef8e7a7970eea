/**
 * Whether the sync is well: what is seen of it, the rules that decide, and where the answer goes
 * (Camel's health check, metrics, one line of log when a wait begins and one when it ends).
 *
 * <p>{@link org.bactrian.monitoring.health.HealthRules} alone decide, from facts of one instant, so
 * that each case is a row of a table in a test. Down is what got nowhere for so long although there
 * was something to do; a wait that is meant and has an end is not. Asking whether the last run
 * failed was rejected: what hangs never finishes.
 *
 * <p>It watches calls and runs, and changes neither; it asks neither system.
 */
package org.bactrian.monitoring.health;
