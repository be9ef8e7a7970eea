package org.bactrian.audit;

import java.time.Instant;

/**
 * An event and its place in the trail.
 *
 * @param at when it happened, by the database's clock; the first time, if it was counted
 * @param times how often it happened within a minute; 1 for all but counted actions
 */
public record AuditEntry(long id, Instant at, int times, AuditEvent event) {}
