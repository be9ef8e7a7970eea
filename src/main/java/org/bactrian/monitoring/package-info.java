/**
 * What an operator's monitoring sees: metrics and health, served by Camel on the management port.
 *
 * <p>Camel brings the metrics of its routes by itself; here are those of the sync: outcomes, calls,
 * dead letters, the last run.
 *
 * <p>It watches only: nothing here may change what is synced.
 */
package org.bactrian.monitoring;
