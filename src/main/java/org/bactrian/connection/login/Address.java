package org.bactrian.connection.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bactrian.settings.TransportPolicy;

/** Addresses of the two systems, as people type them. */
public final class Address {

  private static final String MARKETO_DOMAIN = ".mktorest.com";
  private static final Pattern MUNCHKIN_ID = Pattern.compile("(?i)[0-9]{3}-[a-z]{3}-[0-9]{3}");
  private static final Pattern INSTANCE =
      Pattern.compile("(?<=^https://)[^.]+(?=" + Pattern.quote(MARKETO_DOMAIN) + "$)");

  private Address() {}

  /**
   * Where an org logs in.
   *
   * @param typed {@code production}, {@code sandbox} or a My Domain
   * @param transport whether it may be called without encryption
   * @return without a slash at its end; empty if it can't be such an address
   */
  public static Optional<String> ofLogin(String typed, TransportPolicy transport) {
    String host = typed.strip();
    if (host.equalsIgnoreCase("production")) return Optional.of("https://login.salesforce.com");
    if (host.equalsIgnoreCase("sandbox")) return Optional.of("https://test.salesforce.com");
    return of(host, transport);
  }

  /**
   * Where an instance has its identity and REST services.
   *
   * @param typed an address, with or without {@code /rest} or {@code /identity}, or a Munchkin id
   * @return without a slash at its end; empty if it can't be such an address
   */
  public static Optional<String> ofMarketo(String typed, TransportPolicy transport) {
    String address = typed.strip();
    if (MUNCHKIN_ID.matcher(address).matches()) address += MARKETO_DOMAIN;
    return of(address.replaceFirst("(?i)/+(rest|identity)(/.*)?$", ""), transport)
        .map(url -> INSTANCE.matcher(url).replaceFirst(m -> m.group().toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> of(String typed, TransportPolicy transport) {
    String address = typed.contains("://") ? typed : "https://" + typed;
    try {
      URI uri = new URI(address.replaceFirst("/+$", ""));
      String host = uri.getHost();
      if (host == null || uri.getRawUserInfo() != null || !uri.getRawPath().isEmpty()) {
        return Optional.empty();
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) return Optional.empty();
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean loopback = TransportPolicy.isLoopback(host);
      if (!transport.admits(uri.toString())) return Optional.empty();
      if (!loopback && !host.contains(".")) return Optional.empty();
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return Optional.of(scheme + "://" + host.toLowerCase(Locale.ROOT) + port);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
