package org.bactrian.connection.origin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.state.connection.OrgBinding.Bound;

/** What tells one org from another, and one instance from another. */
public final class SystemIdentity {

  private static final Pattern ORGANIZATION = Pattern.compile("/id/(00D[A-Za-z0-9]{12,15})(?:/|$)");
  private static final Pattern MUNCHKIN =
      Pattern.compile("(?i)([0-9]{3}-[a-z]{3}-[0-9]{3})\\.mktorest\\.com");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

  /** An org's first 15 characters are its id; three more only guard against folded case. */
  private static final int ID = 15;

  private SystemIdentity() {}

  /**
   * The org that an identity URL names.
   *
   * @param identityUrl as in {@code https://login.salesforce.com/id/00D.../005...}
   */
  public static Optional<String> org(String identityUrl) {
    Matcher id = ORGANIZATION.matcher(identityUrl);
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }

  /**
   * The instance at an address: its Munchkin id, else host and path, the port only of another
   * machine, since a tunnel or the sandbox may have another with each start.
   */
  public static String instance(String url) {
    URI uri = uri(url);
    String host = uri.getHost() == null ? url : uri.getHost().toLowerCase(Locale.ROOT);
    Matcher munchkin = MUNCHKIN.matcher(host);
    if (munchkin.matches()) return munchkin.group(1).toUpperCase(Locale.ROOT);
    if (LOOPBACK.matcher(host).matches()) return "127.0.0.1";
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getPath() == null ? "" : uri.getPath();
    return host + port + path.replaceFirst("/+(rest|identity)?/*$", "");
  }

  /** Whether an address is on this machine, and so may be a simulated system's. */
  public static boolean isLocal(String url) {
    String host = uri(url).getHost();
    return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether both are the same; a simulated system that could not be asked is told by its id. */
  public static boolean same(Bound one, Bound other) {
    boolean sandbox =
        one.sandbox() == null || other.sandbox() == null || one.sandbox().equals(other.sandbox());
    return sandbox && significant(one.id()).equals(significant(other.id()));
  }

  /** For people. */
  public static String shown(Bound bound) {
    String id = bound.id().contains("://") ? instance(bound.id()) : bound.id();
    return bound.sandbox() == null ? id : id + " (sandbox " + bound.sandbox() + ")";
  }

  private static String significant(String id) {
    if (id.contains("://")) return instance(id);
    return id.matches("00D[A-Za-z0-9]{12,15}") ? id.substring(0, ID) : id;
  }

  private static URI uri(String url) {
    try {
      return new URI(url.strip());
    } catch (URISyntaxException e) {
      return URI.create("");
    }
  }
}
