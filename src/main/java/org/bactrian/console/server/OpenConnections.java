package org.bactrian.console.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bactrian.console.access.ConnectionLimits;

/**
 * The connections that clients hold open. One that waits for a request's headers for too long is
 * closed, however slowly they trickle in; when there are too many, the one that has waited longest
 * makes room.
 */
final class OpenConnections {

  private final Vertx vertx;
  private final ConnectionLimits limits;
  private final Set<HttpConnection> open = new HashSet<>();

  /** The timers of those that wait, the one that has waited longest first. */
  private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();

  OpenConnections(Vertx vertx, ConnectionLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  /** A client has connected. */
  synchronized void opened(HttpConnection connection) {
    connection.closeHandler(closed -> closed(connection));
    open.add(connection);
    await(connection, limits.header());
    if (open.size() > limits.connections()) closeOldest();
  }

  /** It no longer counts from now on, though the network takes its time to close it. */
  private void closeOldest() {
    HttpConnection oldest = waiting.keySet().iterator().next();
    closed(oldest);
    oldest.close();
  }

  /** The headers of a request are there. */
  synchronized void asked(HttpConnection connection) {
    Long timer = waiting.remove(connection);
    if (timer != null) vertx.cancelTimer(timer);
  }

  /** The request is answered, and there may be another. */
  synchronized void answered(HttpConnection connection) {
    if (open.contains(connection)) await(connection, limits.idle());
  }

  private void await(HttpConnection connection, Duration time) {
    asked(connection);
    waiting.put(connection, vertx.setTimer(time.toMillis(), late -> connection.close()));
  }

  private synchronized void closed(HttpConnection connection) {
    open.remove(connection);
    asked(connection);
  }
}
