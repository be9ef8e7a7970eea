/**
 * The Status page: both systems, the flows, the run under way, budgets, backlog and the last runs.
 *
 * <p>What it shows comes from the same {@code monitoring.Status} that {@code status --json} prints,
 * and live figures from the flows, the Marketo client and Salesforce's answers; its plots are drawn
 * from the runs that are kept.
 *
 * <p>It asks neither system anything, and changes nothing.
 */
package org.bactrian.console.status;
