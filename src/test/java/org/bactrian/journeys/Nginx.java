package org.bactrian.journeys;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.bactrian.local.Ports;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An nginx before the console, as people configure one: it passes paths on as they came, or not.
 */
final class Nginx implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"), Path.of("/usr/local/bin/nginx"));

  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log stderr;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        server { listen 127.0.0.1:%2$d; location / { proxy_pass http://127.0.0.1:%4$d; } }
        server { listen 127.0.0.1:%3$d; location / { proxy_pass http://127.0.0.1:%4$d/; } }
      }
      """;

  private final java.lang.Process process;

  /** Passes paths on as they came. */
  final int plain;

  /** Passes them on as it understands them. */
  final int tidy;

  Nginx(Path folder, int console) throws IOException {
    plain = Ports.free();
    tidy = Ports.free();
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(folder, plain, tidy, console));
    process =
        new ProcessBuilder(
                path().orElseThrow().toString(),
                "-p",
                folder.toString(),
                "-c",
                configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Awaitility.await("nginx serves").until(() -> serves(plain) && serves(tidy));
  }

  private static boolean serves(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Path> path() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** A test that needs one: skipped where there is none, unless {@code CI=true}. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(WhereThereIsOne.class)
  @interface Needed {}

  /** Says once what is skipped, and why. */
  static final class WhereThereIsOne implements ExecutionCondition {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (path().isPresent() || "true".equals(System.getenv("CI"))) {
        return ConditionEvaluationResult.enabled("there is an nginx, or there must be");
      }
      String reason =
          "The tests behind nginx are skipped: there is none (apt-get install nginx-light)";
      if (!SAID.getAndSet(true)) System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
