package org.bactrian.marketo.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How Marketo is reached.
 *
 * @param timeout of one exchange, its answer's body included; Marketo's own longest is 120 s
 * @param connectTimeout of making a connection
 * @param tls the certificates that are trusted, or null for those of the JVM
 * @param proxy the HTTP proxy, or null for none
 */
public record HttpOptions(
    Duration timeout, Duration connectTimeout, SSLContext tls, InetSocketAddress proxy) {

  /** 130 s for an exchange, 20 s for a connection, no proxy. */
  public static final HttpOptions DEFAULT =
      new HttpOptions(Duration.ofSeconds(130), Duration.ofSeconds(20), null, null);

  /** The same with other time limits. */
  public HttpOptions within(Duration exchange, Duration connection) {
    return new HttpOptions(exchange, connection, tls, proxy);
  }
}
