package org.bactrian.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bactrian.Bactrian;
import org.bactrian.connection.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Every secret that a connection has stays where it belongs. */
class SecretsTest {

  private static final String TRACE =
      """
      <configuration>
        <appender name="ALL" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%level %logger %X %kvp %msg%n%ex{full}</pattern></encoder>
        </appender>
        <root level="TRACE"><appender-ref ref="ALL"/></root>
      </configuration>
      """;

  @TempDir Path folder;

  @Test
  void no_secret_is_written_anywhere() throws Exception {
    StringBuffer log = new StringBuffer();
    Map<String, String> secrets = new LinkedHashMap<>();
    try (Connecting connecting = new Connecting(folder, 5)) {
      connecting.systems.set("database.username", "bactrian");
      connecting.systems.set("database.password", "hush of the ledger");
      secrets.put("the database's password", "hush of the ledger");
      try (Everything everything = new Everything(log)) {
        assertThat(everything).isNotNull();
        try (Bactrian bactrian = connecting.process()) {
          secrets.put("a wrong consumer secret", "typed-and-wrong-1");
          secrets.put("a wrong client secret", "typed-and-wrong-2");
          Setup setup = bactrian.setup();
          setup.chooseLoginHost(connecting.systems.salesforce.url());
          setup.saveApp(Connecting.KEY, "typed-and-wrong-1");
          Map<String, String> callback = connecting.allowed(setup.beginLogin(Connecting.SESSION));
          secrets.put("a code", callback.get("code"));
          secrets.put("a state", callback.get("state"));
          log.append(setup.finishLogin(callback, Connecting.SESSION));
          log.append(
              setup.saveMarketo(connecting.systems.marketo.url(), "id", "typed-and-wrong-2"));
        }
        try (Bactrian bactrian = connecting.started()) {
          connecting.rotate();
          connecting.expire();
          assertThat(bactrian.flows().once().orElseThrow().failure()).isNull();
        }
        secrets.putAll(connecting.secrets());
        wholeProcess(connecting, log);
        secrets.putAll(renewed(connecting, secrets));
        secrets.put("Marketo's token", marketoToken(connecting.systems));
        try (Bactrian bactrian = connecting.process()) {
          connecting.revoke();
          connecting.expire();
          log.append(bactrian.flows().once().orElseThrow().failure());
          log.append(bactrian.setup().entered());
          log.append(bactrian.setup().steps());
        }
      }
    }
    secrets.put("the key", Files.readString(folder.resolve("bactrian.key")).strip());
    assertThat(secrets).hasSizeGreaterThan(5);
    assertThat(log.length()).as("the log at TRACE").isGreaterThan(100_000);
    String files = files();
    assertThat(files).contains("salesforce.refresh-token");
    Map<String, String> found = new LinkedHashMap<>();
    secrets.forEach(
        (name, secret) -> {
          assertThat(secret).as(name).hasSizeGreaterThan(8);
          // What prints requests may cut them, and the end of a secret is one too.
          String end = secret.substring(secret.length() / 2);
          if (log.indexOf(end) >= 0) found.put(name + " in the log", around(log, end));
          if (files.contains(secret)) found.put(name + " in the database", "");
        });
    assertThat(found).isEmpty();
  }

  /** The one that it gives to everybody until it ends. */
  private static String marketoToken(TwoSystems systems) {
    return systems
        .get(
            systems.marketo.url()
                + "/identity/oauth/token?grant_type=client_credentials&client_id=sandbox-client-id"
                + "&client_secret=sandbox-client-secret")
        .path("access_token")
        .asText();
  }

  /** Those that took the place of others. */
  private static Map<String, String> renewed(Connecting connecting, Map<String, String> before) {
    Map<String, String> renewed = new LinkedHashMap<>();
    connecting
        .secrets()
        .forEach(
            (name, secret) -> {
              if (!secret.equals(before.get(name))) renewed.put(name + ", renewed", secret);
            });
    assertThat(renewed.keySet().toString()).contains("refresh-token");
    return renewed;
  }

  /** All that a process says, with a logback file of one's own and the JDK's client traced. */
  private void wholeProcess(Connecting connecting, StringBuffer log) throws IOException {
    connecting.expire();
    Path logback = folder.resolve("logback.xml");
    Files.writeString(logback, TRACE);
    List<String> options =
        List.of(
            "-Dlogback.configurationFile=" + logback,
            "-Djdk.httpclient.HttpClient.log=errors,requests,headers,frames:all,ssl,trace,channel");
    Process run = Process.start(options, connecting.systems.settings(), "run", "--once");
    assertThat(run.waitFor()).as(run.err()).isZero();
    assertThat(run.err().length()).as("what it traced").isGreaterThan(100_000);
    assertThat(run.err()).contains("TRACE org.apache.camel", "HttpClient");
    Command status = Command.start(connecting.systems.settings(), "status", "--json");
    assertThat(status.waitFor()).isZero();
    log.append(run.out()).append(run.err()).append(status.out()).append(status.err());
  }

  private static String around(StringBuffer log, String secret) {
    int at = log.indexOf(secret);
    return at < 0 ? "" : log.substring(Math.max(0, at - 300), at) + "...";
  }

  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".db")).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  /** Every logger speaks of everything. */
  private static final class Everything extends AppenderBase<ILoggingEvent>
      implements AutoCloseable {

    private final StringBuffer log;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<Logger, Level> before = new LinkedHashMap<>();

    Everything(StringBuffer log) {
      this.log = log;
      for (Logger logger : context.getLoggerList()) {
        before.put(logger, logger.getLevel());
        logger.setLevel(logger.getName().equals(Logger.ROOT_LOGGER_NAME) ? Level.TRACE : null);
      }
      setContext(context);
      start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender("STDERR");
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      // The simulated systems' own servers, which are in this process only because it is a test.
      if (event.getLoggerName().matches("io\\.(vertx|netty)\\..*")) return;
      log.append(event.getLoggerName())
          .append(' ')
          .append(event.getFormattedMessage())
          .append('\n');
      if (event.getThrowableProxy() != null) {
        log.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }

    @Override
    public void close() {
      context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
      before.forEach(Logger::setLevel);
    }
  }
}
