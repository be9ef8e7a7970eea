package org.bactrian.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

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
    var message = MessageFormatter.arrayFormat(format, arguments);
    Throwable given = thrown == null ? message.getThrowable() : thrown;
    OutOfMemory.endIfIn(given);
    String words = message.getMessage();
    String masked = mask.mask(words);
    Throwable maskedThrown = MaskedThrowable.of(given, mask);
    if (masked.equals(words) && maskedThrown == given) return FilterReply.NEUTRAL;
    logger.callAppenders(
        new LoggingEvent(Logger.FQCN, logger, level, masked, maskedThrown, new Object[0]));
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
