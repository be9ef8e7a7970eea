package org.bactrian.sandbox.marketo;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may talk to the instance: programs of this machine, and no page of another site in a browser
 * of this machine, under its own name or one that it points here (DNS rebinding).
 */
final class Neighbours {

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");

  private static final String SITE = "Sec-Fetch-Site";

  /** By what a browser says of a page of ours, or of an address that a person opens. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private static final String HASH = "HmacSHA256";

  private final boolean local;
  private final String instance = UUID.randomUUID().toString();
  private volatile byte[] secret;

  /**
   * @param address what the instance listens on; any but loopback is meant for others
   */
  Neighbours(String address) {
    this.local = LOOPBACK.matcher(address).matches();
  }

  /** From now on it proves by this secret who started it. */
  void provesBy(byte[] secret) {
    this.secret = secret.clone();
  }

  /** Refuses strangers. */
  void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String host = request.getHeader("Host");
    String origin = request.getHeader("Origin");
    String site = request.headers().contains(SITE) ? request.getHeader(SITE) : "none";
    boolean control = request.path().startsWith("/sandbox/");
    if (request.headers().getAll("Host").size() > 1) {
      context.response().setStatusCode(400).end("The request names more than one host.");
    } else if (local && host != null && !isLoopback(host)) {
      refuse(context, "Host " + host);
    } else if (origin != null && !isOurs(origin, host, control)) {
      refuse(context, "Origin " + origin);
    } else if (control && !OWN_SITE.contains(site)) {
      refuse(context, SITE + " " + site);
    } else {
      context.next();
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** The control door is for its own pages: another server of this machine may serve anything. */
  private static boolean isOurs(String origin, String host, boolean control) {
    if (control) return origin.equalsIgnoreCase("http://" + host) && isLoopback(host);
    return origin.equals("null") || isLoopback(origin.replaceFirst("^https?://", ""));
  }

  private static void refuse(RoutingContext context, String found) {
    context
        .response()
        .setStatusCode(403)
        .end("The sandbox answers programs of this machine, and no foreign page: " + found);
  }

  /** Which start of the instance it is, and, to a challenge, the proof of who started it. */
  void instance(RoutingContext context) {
    String challenge = context.request().getParam("challenge");
    if (challenge != null && secret != null) {
      int port = context.request().localAddress().port();
      context
          .response()
          .putHeader("Sandbox-Proof", proof(port + "\n" + challenge + "\n" + instance));
    }
    context.response().end(instance);
  }

  private String proof(String text) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(secret, HASH));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
