package org.bactrian.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/** What is to be logged, with every secret blotted out wherever in it that stands. */
final class MaskedEvent {

  private final SecretMask mask;
  private final Logger logger;
  private final Level level;
  private final String words;
  private final Throwable thrown;
  private final Throwable given;
  private final Map<String, String> context;
  private boolean isSecret;

  /**
   * @param thrown null where it is the last of the arguments, or there is none
   */
  MaskedEvent(
      SecretMask mask,
      Logger logger,
      Level level,
      String format,
      Object[] arguments,
      Throwable thrown) {
    this.mask = mask;
    this.logger = logger;
    this.level = level;
    var message = MessageFormatter.arrayFormat(format, arguments);
    this.given = thrown == null ? message.getThrowable() : thrown;
    this.thrown = MaskedThrowable.of(given, mask);
    this.words = masked(message.getMessage());
    this.context = masked(context(logger));
    isSecret |= this.thrown != given;
  }

  /** What is thrown, as it is. */
  Throwable thrown() {
    return given;
  }

  /** Pairs of the fluent API, and whether any of them holds a secret. */
  List<KeyValuePair> masked(List<KeyValuePair> pairs) {
    if (pairs == null) return null;
    List<KeyValuePair> masked = new ArrayList<>();
    for (KeyValuePair pair : pairs) {
      String value = String.valueOf(pair.value);
      String blotted = masked(pair.key, value);
      masked.add(value.equals(blotted) ? pair : new KeyValuePair(pair.key, blotted));
    }
    return masked;
  }

  /** Whether there is anything to blot out in it. */
  boolean isSecret() {
    return isSecret;
  }

  /** Has it written, as it may be. */
  void log(String caller, List<Marker> markers, List<KeyValuePair> pairs) {
    LoggingEvent event = new LoggingEvent(caller, logger, level, words, thrown, new Object[0]);
    event.setMDCPropertyMap(context);
    if (markers != null) markers.forEach(event::addMarker);
    if (pairs != null) event.setKeyValuePairs(pairs);
    logger.callAppenders(event);
  }

  private static Map<String, String> context(Logger logger) {
    MDCAdapter adapter = logger.getLoggerContext().getMDCAdapter();
    if (adapter == null) return Map.of();
    Map<String, String> all =
        adapter instanceof LogbackMDCAdapter logback
            ? logback.getPropertyMap()
            : adapter.getCopyOfContextMap();
    return all == null ? Map.of() : all;
  }

  private Map<String, String> masked(Map<String, String> values) {
    Map<String, String> masked = new HashMap<>();
    values.forEach((name, value) -> masked.put(name, masked(name, value)));
    return masked;
  }

  private String masked(String text) {
    String blotted = mask.mask(text);
    isSecret |= blotted != null && !blotted.equals(text);
    return blotted;
  }

  /** A value, which its name may tell to be a secret. */
  private String masked(String name, String value) {
    if (value == null) return null;
    String before = name + "=";
    String blotted = masked(before + value);
    return blotted.startsWith(before) ? blotted.substring(before.length()) : blotted;
  }
}
