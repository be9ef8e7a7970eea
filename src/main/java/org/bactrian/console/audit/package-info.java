/**
 * The page of the audit trail: who changed what, when and from where.
 *
 * <p>It shows what the trail holds, newest first, and offers it as CSV.
 *
 * <p>It changes nothing, and knows nothing of what the events are about.
 */
package org.bactrian.console.audit;
