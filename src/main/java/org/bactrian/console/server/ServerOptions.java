package org.bactrian.console.server;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bactrian.console.access.ConnectionLimits;
import org.bactrian.console.access.Guard;

/**
 * How the server speaks to clients: HTTP/1.1 and what limits it, and TLS without its weak parts.
 */
final class ServerOptions {

  /** Longer than any page waits for Salesforce; what waits for a client ends sooner. */
  private static final int LONGEST_SILENCE_SECONDS = 600;

  private static final int MOST_FIELDS = 256;

  private ServerOptions() {}

  static HttpServerOptions of(ConnectionLimits limits) {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setUseAlpn(false)
        .setIdleTimeout(LONGEST_SILENCE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(limits.header().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxFormFields(MOST_FIELDS)
        .setMaxFormAttributeSize(Guard.LOGIN.mostBytes());
  }

  /** Forward secrecy and authenticated encryption only: no RSA key exchange, no CBC. */
  static void encrypt(HttpServerOptions options, KeyCertOptions certificate) {
    options
        .setSsl(true)
        .setKeyCertOptions(certificate)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    supported()
        .filter(suite -> suite.matches("TLS_(ECDHE_(RSA|ECDSA)_WITH_)?(AES|CHACHA20).*"))
        .filter(suite -> suite.matches(".*_(GCM|POLY1305)_SHA\\d+"))
        .forEach(options::addEnabledCipherSuite);
  }

  private static Stream<String> supported() {
    try {
      return Stream.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
