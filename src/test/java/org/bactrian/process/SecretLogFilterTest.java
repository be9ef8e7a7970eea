package org.bactrian.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/** However a secret is logged, it is not printed, and all else is. */
class SecretLogFilterTest {

  private static final String SECRET = "hush-hush-of-this-test";

  private final Logger log = (Logger) LoggerFactory.getLogger("of.the.secret.log.filter.test");
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void print() {
    SecretLogFilter.install();
    SecretLogFilter.know(SECRET);
    LoggerContext context = log.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %marker %X %kvp %msg%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(printed);
    appender.start();
    log.setLevel(Level.TRACE);
    log.setAdditive(false);
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    log.detachAppender(appender);
    MDC.clear();
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  static Stream<Arguments> ways() {
    Throwable deep = new IllegalStateException("of " + SECRET);
    Throwable outer = new RuntimeException("outer", new RuntimeException("between", deep));
    Throwable beside = new RuntimeException("outer");
    beside.addSuppressed(deep);
    return Stream.of(
        way("a text", log -> log.debug("seen " + SECRET)),
        way("an argument", log -> log.trace("seen {}", Map.of("a", SECRET))),
        way("the cause of a cause", log -> log.warn("seen", outer)),
        way("what is suppressed", log -> log.warn("seen {}", 1, beside)),
        way("fluently, a text", log -> log.atDebug().log("seen " + SECRET)),
        way(
            "fluently, an argument",
            log -> log.atDebug().setMessage("seen {}").addArgument(SECRET).log()),
        way(
            "fluently, what is made of one late",
            log -> log.atInfo().addArgument(() -> SECRET).log("seen {}")),
        way("fluently, a pair", log -> log.atTrace().addKeyValue("at", SECRET).log("seen")),
        way(
            "fluently, what a pair's name tells",
            log -> log.atWarn().addKeyValue("client_secret", "hushhush-else").log("seen")),
        way("fluently, a cause", log -> log.atError().setCause(outer).log("seen")),
        way(
            "the context",
            log -> {
              MDC.put("call", "Bearer " + SECRET);
              log.info("seen");
            }),
        way(
            "the context, fluently",
            log -> {
              MDC.put("client_secret", "hushhush-else");
              log.atInfo().log("seen");
            }));
  }

  private static Arguments way(String name, Consumer<Logger> logs) {
    return Arguments.of(name, logs);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void no_way_around_it(String name, Consumer<Logger> logs) {
    logs.accept(log);
    assertThat(printed()).contains("seen", "***").doesNotContain("hush-hush", "hushhush");
    assertThat(printed().lines().filter(line -> line.contains("seen"))).hasSize(1);
  }

  @Test
  void what_holds_none_is_printed_as_it_is_and_what_does_keeps_the_rest() {
    MDC.put("run", "12");
    log.atInfo()
        .addMarker(MarkerFactory.getMarker("MARK"))
        .addKeyValue("rows", 3)
        .addKeyValue("token", SECRET)
        .log("first {}", SECRET);
    log.info(MarkerFactory.getMarker("MARK"), "second {}", SECRET);
    log.atInfo().addKeyValue("rows", 3).log("third {}", "plain");
    log.atDebug().log((String) null);
    assertThat(printed())
        .contains("INFO MARK run=12 rows=\"3\" token=\"***\" first ***")
        .contains("INFO MARK run=12  second ***")
        .contains("INFO  run=12 rows=\"3\" third plain");
  }

  @Test
  void who_prints_requests_is_silent_below_info_by_either_way() {
    Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty.client");
    jetty.addAppender(appender);
    Level before = jetty.getLevel();
    jetty.setLevel(Level.TRACE);
    try {
      jetty.debug("a request");
      jetty.atDebug().log("a request");
      jetty.atInfo().log("a line");
      assertThat(printed()).contains("a line").doesNotContain("a request");
    } finally {
      jetty.setLevel(before);
      jetty.detachAppender(appender);
    }
  }
}
