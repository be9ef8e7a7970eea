package org.bactrian.state;

import java.time.Instant;

/**
 * How far one Salesforce object has been read: everything up to this version, in the order of
 * (SystemModstamp, Id); or, while the first sync is going on, everything up to this Id, with the
 * newest version that there was when it began.
 *
 * @param firstSyncDone whether the object has been read to its end at least once
 */
public record Checkpoint(Instant version, String salesforceId, boolean firstSyncDone) {}
