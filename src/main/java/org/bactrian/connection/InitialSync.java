package org.bactrian.connection;

import java.util.List;
import org.bactrian.flow.Plan;

/**
 * What the first sync will do and cost.
 *
 * @param forecasts for each mapping, in dependency order
 * @param salesforceCalls what reading cost just now, and will cost again
 * @param marketoCalls the write calls it will cost
 */
public record InitialSync(List<Plan.Forecast> forecasts, long salesforceCalls, long marketoCalls) {}
