package org.bactrian.console.server;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.console.access.ConnectionLimits;

/**
 * The connections that clients hold open, from before their TLS handshake on. One that waits for
 * that and for a request's headers for too long is closed, however slowly they trickle in; when
 * there are too many, the one that has waited longest makes room.
 */
final class OpenConnections {

  private final ConnectionLimits limits;
  private final Vertx vertx;

  /** By their clients' addresses. */
  private final Map<InetSocketAddress, Channel> open = new HashMap<>();

  /** The timers of those that wait, the one that has waited longest first. */
  private final Map<InetSocketAddress, Long> waiting = new LinkedHashMap<>();

  OpenConnections(ConnectionLimits limits) {
    this.limits = limits;
    this.vertx = AcceptingTransport.vertx(this::accepted);
  }

  /** The Vert.x whose servers' connections are counted. */
  Vertx vertx() {
    return vertx;
  }

  private synchronized void accepted(Channel channel) {
    // There is none if the client has gone again, and then the channel closes by itself.
    if (!(channel.remoteAddress() instanceof InetSocketAddress client)) return;
    open.put(client, channel);
    channel.closeFuture().addListener(closed -> closed(client, channel));
    await(client, limits.header());
    if (open.size() > limits.connections()) closeOldest();
  }

  /** It no longer counts from now on, though the network takes its time to close it. */
  private void closeOldest() {
    InetSocketAddress oldest = waiting.keySet().iterator().next();
    Channel channel = open.get(oldest);
    closed(oldest, channel);
    channel.close();
  }

  /** The headers of a request are there. */
  synchronized void asked(HttpConnection connection) {
    stopWaiting(client(connection));
  }

  /** The request is answered, and there may be another. */
  synchronized void answered(HttpConnection connection) {
    if (open.containsKey(client(connection))) await(client(connection), limits.idle());
  }

  private void await(InetSocketAddress client, Duration time) {
    stopWaiting(client);
    Channel channel = open.get(client);
    waiting.put(client, vertx.setTimer(time.toMillis(), late -> channel.close()));
  }

  private void stopWaiting(InetSocketAddress client) {
    Long timer = waiting.remove(client);
    if (timer != null) vertx.cancelTimer(timer);
  }

  /** By now, another connection may come from the same address. */
  private synchronized void closed(InetSocketAddress client, Channel channel) {
    if (open.remove(client, channel)) stopWaiting(client);
  }

  private static InetSocketAddress client(HttpConnection connection) {
    return new InetSocketAddress(
        connection.remoteAddress().hostAddress(), connection.remoteAddress().port());
  }
}
