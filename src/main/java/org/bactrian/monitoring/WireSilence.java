package org.bactrian.monitoring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Keeps the loggers that print whole requests, their tokens included, from doing so, whatever level
 * somebody sets to find an error.
 */
public final class WireSilence extends TurboFilter {

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable thrown) {
    boolean wire =
        !level.isGreaterOrEqual(Level.INFO)
            && (logger.getName().startsWith("org.eclipse.jetty.")
                || logger.getName().startsWith("org.apache.camel.component.salesforce."));
    return wire ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
