package org.bactrian.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where secrets and records may travel: by https, and by plain http within this machine.
 *
 * @param allowHttp whether by plain http to any host, as {@code bactrian.allow-http} says
 */
public record TransportPolicy(boolean allowHttp) {

  /** Plain http on loopback only. */
  public static final TransportPolicy STRICT = new TransportPolicy(false);

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

  /** As the settings say. */
  public static TransportPolicy of(Settings settings) {
    return new TransportPolicy(settings.yes(Setting.ALLOW_HTTP, false));
  }

  /** Whether an absolute URL may be called; a text that is none may not. */
  public boolean admits(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getScheme() == null || uri.getHost() == null) return false;
      return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
        case "https" -> true;
        case "http" -> allowHttp || isLoopback(uri.getHost());
        default -> false;
      };
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether a host of a URL is this machine. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Refuses a setting that is an address that may not be called.
   *
   * @throws SettingsException naming the setting and what to write instead
   */
  void check(Setting setting, String url) {
    boolean plain = url.strip().toLowerCase(Locale.ROOT).startsWith("http:");
    if (plain && !admits(url.strip())) {
      throw new SettingsException(
          "reading %s: '%s' would carry secrets and records unencrypted; write https://, or, on a network where nobody else listens, set %s=true"
              .formatted(setting.key(), url, Setting.ALLOW_HTTP.key()));
    }
  }
}
