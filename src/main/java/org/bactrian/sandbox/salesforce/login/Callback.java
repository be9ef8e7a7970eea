package org.bactrian.sandbox.salesforce.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.bactrian.sandbox.salesforce.oauth.Denied;

/**
 * Where the browser goes back to the app.
 *
 * @param text the callback URL as the app gave it
 * @param state what the app wants back, or null
 */
record Callback(String text, URI uri, String state) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * The callback that an app asked for.
   *
   * @param registered URLs of the app; none stands for any https and any loopback http URL
   * @throws Denied if it is none of them
   */
  static Callback of(String text, String state, List<String> registered) {
    if (text == null || text.isEmpty()) {
      throw new Denied("redirect_uri_missing", "redirect_uri not provided");
    }
    try {
      URI uri = new URI(text);
      if (registered.isEmpty() ? isUsual(uri) : registered.contains(text)) {
        return new Callback(text, uri, state);
      }
    } catch (URISyntaxException e) {
      // What is no URL can't be registered either.
    }
    throw new Denied("redirect_uri_mismatch", "redirect_uri must match configuration");
  }

  private static boolean isUsual(URI uri) {
    String host = String.valueOf(uri.getHost());
    boolean secure = "https".equals(uri.getScheme()) && uri.getHost() != null;
    boolean local = "http".equals(uri.getScheme()) && LOOPBACK.contains(host);
    return (secure || local) && uri.getUserInfo() == null && uri.getFragment() == null;
  }

  /** The URL that brings a code. */
  String granting(String code) {
    return with("code=" + encoded(code));
  }

  /** The URL that brings a refusal. */
  String refusing(Denied denied) {
    return with(
        "error=%s&error_description=%s".formatted(denied.error(), encoded(denied.getMessage())));
  }

  private String with(String answer) {
    return uri.toASCIIString()
        + (uri.getRawQuery() == null ? "?" : "&")
        + answer
        + (state == null ? "" : "&state=" + encoded(state));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What a content security policy calls the place, so that a form may lead there. */
  String origin() {
    if (uri.getHost() == null) {
      return uri.getScheme() + ":";
    }
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }
}
