package org.bactrian.state;

import java.time.Instant;
import org.bactrian.sync.Tally;

/**
 * One cycle over every flow.
 *
 * @param failure why it could not finish, or null
 */
public record Run(
    Instant started,
    Instant finished,
    Tally tally,
    long salesforceCalls,
    long marketoCalls,
    String failure) {}
