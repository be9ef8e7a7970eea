package org.bactrian.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.bactrian.connection.Setup;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;

/**
 * Takes Salesforce's answer on the console's port, while there is no console. It is the JDK's own
 * server: a whole one for a single request would be too much.
 */
final class CallbackListener implements AutoCloseable {

  private static final int LONGEST_QUERY = 8_192;

  private final HttpServer server;
  private final Function<Map<String, String>, String> answer;

  private CallbackListener(HttpServer server, Function<Map<String, String>, String> answer) {
    this.server = server;
    this.answer = answer;
  }

  /**
   * Listens, unless another program has the port.
   *
   * @param answer takes the callback's parameters, and says what came of it
   */
  static Optional<CallbackListener> on(
      Settings settings, Function<Map<String, String>, String> answer) {
    InetSocketAddress address =
        new InetSocketAddress(
            settings.get(Setting.CONSOLE_ADDRESS), settings.number(Setting.CONSOLE_PORT));
    try {
      HttpServer server = HttpServer.create(address, 0);
      CallbackListener listener = new CallbackListener(server, answer);
      server.setExecutor(Executors.newCachedThreadPool(CallbackListener::daemon));
      server.createContext(Setup.CALLBACK_PATH, listener::handle);
      server.start();
      return Optional.of(listener);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "callback");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      boolean ours =
          exchange.getRequestMethod().equals("GET")
              && exchange.getRequestURI().getPath().equals(Setup.CALLBACK_PATH)
              && (query == null || query.length() <= LONGEST_QUERY);
      String said = ours ? answer.apply(parameters(query)) : "There is nothing here.";
      byte[] page = page(said).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
      exchange.sendResponseHeaders(ours ? 200 : 404, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  private static String page(String said) {
    String text = said.replace("&", "&amp;").replace("<", "&lt;");
    return "<!doctype html><title>Bactrian</title><p>" + text + "<p>You can close this page.";
  }

  /** The parameters of a query; one that can't be decoded is left out. */
  static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query == null) return parameters;
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals <= 0) continue;
      try {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        continue;
      }
    }
    return parameters;
  }

  @Override
  public void close() {
    server.stop(1);
  }
}
