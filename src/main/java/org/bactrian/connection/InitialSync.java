package org.bactrian.connection;

import java.util.List;
import org.bactrian.flow.Forecast;

/**
 * What the first sync will do and cost.
 *
 * @param forecasts for each mapping, in dependency order
 * @param salesforceCalls what reading cost just now, and will cost again, and what writing will
 * @param marketoCalls what looking people up and writing them will cost
 */
public record InitialSync(List<Forecast> forecasts, long salesforceCalls, long marketoCalls) {}
