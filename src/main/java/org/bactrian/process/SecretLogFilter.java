package org.bactrian.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Keeps secrets out of the log, whatever a logback file says: loggers that print whole requests
 * stay silent below INFO, and what else holds a secret is logged with the secret blotted out.
 *
 * <p>It is no part of a logback file, so none can leave it out: it is put before all other filters
 * at the start, and again whenever the configuration is read anew.
 */
public final class SecretLogFilter extends TurboFilter {

  private static final SecretLogFilter INSTANCE = new SecretLogFilter();
  private static final String JDK_CLIENT = "jdk.httpclient.HttpClient";

  // Held, since java.util.logging forgets loggers that are not.
  private static final java.util.logging.Logger JDK =
      java.util.logging.Logger.getLogger(JDK_CLIENT);

  private final SecretMask mask = new SecretMask();

  private SecretLogFilter() {}

  /** Puts it in force for this process; more than once does nothing more. */
  public static void install() {
    JDK.setFilter(INSTANCE::maskedRecord);
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
    INSTANCE.putFirst(context);
    boolean listens =
        context.getCopyOfListenerList().stream().anyMatch(each -> each instanceof Again);
    if (!listens) context.addListener(new Again());
  }

  /** A secret that no log may hold from now on. */
  public static void know(String secret) {
    INSTANCE.mask.know(secret);
  }

  /** What was thrown, as it may be printed. */
  public static Throwable masked(Throwable thrown) {
    return MaskedThrowable.of(thrown, INSTANCE.mask);
  }

  private void putFirst(LoggerContext context) {
    if (!context.getTurboFilterList().isEmpty() && context.getTurboFilterList().get(0) == this) {
      return;
    }
    context.getTurboFilterList().remove(this);
    setContext(context);
    start();
    context.getTurboFilterList().add(0, this);
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable thrown) {
    if (!level.isGreaterOrEqual(Level.INFO) && printsRequests(logger.getName())) {
      return FilterReply.DENY;
    }
    OutOfMemory.endIfIn(thrown);
    if (format == null || !isLogged(logger, level)) return FilterReply.NEUTRAL;
    MaskedEvent event = new MaskedEvent(mask, logger, level, format, arguments, thrown);
    OutOfMemory.endIfIn(event.thrown());
    if (!event.isSecret()) return FilterReply.NEUTRAL;
    event.log(Logger.FQCN, marker == null ? null : List.of(marker), null);
    return FilterReply.DENY;
  }

  /** What comes by SLF4J's fluent API: logback asks about it apart, past the other method. */
  @Override
  public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent event) {
    Level level = Level.convertAnSLF4JLevel(event.getLevel());
    if (!level.isGreaterOrEqual(Level.INFO) && printsRequests(logger.getName())) {
      return FilterReply.DENY;
    }
    MaskedEvent masked =
        new MaskedEvent(
            mask,
            logger,
            level,
            event.getMessage(),
            event.getArgumentArray(),
            event.getThrowable());
    OutOfMemory.endIfIn(masked.thrown());
    List<KeyValuePair> pairs = masked.masked(event.getKeyValuePairs());
    if (!masked.isSecret()) return FilterReply.NEUTRAL;
    String caller = event.getCallerBoundary();
    masked.log(caller == null ? Logger.FQCN : caller, event.getMarkers(), pairs);
    return FilterReply.DENY;
  }

  /** Another filter of the file may let through what the level does not. */
  private boolean isLogged(Logger logger, Level level) {
    return level.isGreaterOrEqual(logger.getEffectiveLevel())
        || logger.getLoggerContext().getTurboFilterList().size() > 1;
  }

  private static boolean printsRequests(String logger) {
    return logger.startsWith("org.eclipse.jetty.")
        || logger.startsWith("org.apache.camel.component.salesforce.")
        || logger.startsWith("io.netty.handler.logging")
        || logger.startsWith("io.netty.handler.codec.http")
        || logger.startsWith("jdk.internal.httpclient");
  }

  private boolean maskedRecord(LogRecord record) {
    record.setMessage(mask.mask(record.getMessage()));
    Object[] parameters = record.getParameters();
    if (parameters != null) {
      String[] masked = new String[parameters.length];
      for (int i = 0; i < masked.length; i++) masked[i] = mask.mask(String.valueOf(parameters[i]));
      record.setParameters(masked);
    }
    record.setThrown(MaskedThrowable.of(record.getThrown(), mask));
    return true;
  }

  /** A file that is read anew takes all filters away; this puts it back. */
  private static final class Again implements LoggerContextListener {

    @Override
    public boolean isResetResistant() {
      return true;
    }

    @Override
    public void onStart(LoggerContext context) {
      INSTANCE.putFirst(context);
    }

    @Override
    public void onReset(LoggerContext context) {
      INSTANCE.putFirst(context);
    }

    @Override
    public void onStop(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
  }
}
