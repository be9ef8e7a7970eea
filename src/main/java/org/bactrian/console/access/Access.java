package org.bactrian.console.access;

import io.vertx.core.net.KeyCertOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bactrian.process.MachineUsers;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;

/**
 * Where the console is served, and to whom.
 *
 * @param publicUrl how browsers reach it through a reverse proxy
 * @param tls the certificate, if it serves https itself
 * @param password what it asks for, if it asks
 * @param idle who has done nothing for so long is logged out
 * @param session how long one login lasts
 * @param proxies whose word is taken for where a request came from
 */
public record Access(
    String address,
    int port,
    Optional<URI> publicUrl,
    Optional<KeyCertOptions> tls,
    Optional<PasswordHash> password,
    Duration idle,
    Duration session,
    TrustedProxies proxies,
    ConnectionLimits limits) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /**
   * The configured access.
   *
   * @throws SettingsException if a setting can't be used, or it would be open to anybody
   */
  public static Access of(Settings settings) {
    Access access =
        new Access(
            settings.get(Setting.CONSOLE_ADDRESS),
            settings.number(Setting.CONSOLE_PORT),
            publicUrl(settings),
            ServerCertificate.of(settings).map(ServerCertificate::options),
            Optional.of(settings.get(Setting.CONSOLE_PASSWORD_HASH))
                .filter(hash -> !hash.isEmpty())
                .map(PasswordHash::parse),
            settings.duration(Setting.CONSOLE_IDLE),
            settings.duration(Setting.CONSOLE_SESSION),
            TrustedProxies.of(settings.get(Setting.CONSOLE_TRUSTED_PROXIES)),
            ConnectionLimits.of(settings));
    if (access.password.isEmpty()) {
      refuseIfRequired(settings);
      access.refuseIfOpenToOthers();
    }
    return access;
  }

  private static Optional<URI> publicUrl(Settings settings) {
    String url = settings.get(Setting.CONSOLE_PUBLIC_URL);
    if (url.isEmpty()) return Optional.empty();
    if (url.matches("https?://(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+)(:\\d{1,5})?/?")) {
      return Optional.of(URI.create(url.replaceFirst("/$", "").toLowerCase(Locale.ROOT)));
    }
    throw new SettingsException(
        "reading %s: '%s' is not a host's URL such as https://bactrian.example.com, without a path"
            .formatted(Setting.CONSOLE_PUBLIC_URL.key(), url));
  }

  private static void refuseIfRequired(Settings settings) {
    if (!settings.yes(Setting.CONSOLE_REQUIRE_PASSWORD, false)) return;
    throw new SettingsException(
        "serving the console: %s is true and there is no %s; make one with: java -jar target/bactrian.jar hash-password"
            .formatted(
                Setting.CONSOLE_REQUIRE_PASSWORD.key(), Setting.CONSOLE_PASSWORD_HASH.key()));
  }

  /** Whether other people of this machine could use it, since it asks for no password. */
  public boolean isOpenToOtherUsers() {
    return password.isEmpty() && MachineUsers.areSeveral();
  }

  private void refuseIfOpenToOthers() {
    Setting cause = isLoopback() ? Setting.CONSOLE_PUBLIC_URL : Setting.CONSOLE_ADDRESS;
    boolean served = publicUrl.map(url -> !LOOPBACK.contains(url.getHost())).orElse(false);
    if (isLoopback() && !served) return;
    throw new SettingsException(
        "serving the console: with %s=%s others than this machine can reach it, and there is no %s;"
                .formatted(
                    cause.key(),
                    isLoopback() ? publicUrl.orElseThrow() : address,
                    Setting.CONSOLE_PASSWORD_HASH.key())
            + " make one with: java -jar target/bactrian.jar hash-password");
  }

  /** Whether only this machine can connect. */
  boolean isLoopback() {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SettingsException(
          "reading %s: there is no address '%s'".formatted(Setting.CONSOLE_ADDRESS.key(), address));
    }
  }

  /** Whether browsers see https, so that cookies must never travel without it. */
  public boolean isEncrypted() {
    return tls.isPresent() || publicUrl.map(url -> url.getScheme().equals("https")).orElse(false);
  }

  /** Whether passwords can be read on the way to it. */
  public boolean isReadableOnTheWay() {
    return !isLoopback() && !isEncrypted();
  }

  /**
   * Whether a request may name this host. On loopback others are refused: a page of a foreign site
   * could have its own name point here, and read what it gets (DNS rebinding).
   */
  boolean admitsHost(String host) {
    if (host == null) return false;
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    return !isLoopback()
        || LOOPBACK.contains(name)
        || publicUrl.map(url -> url.getHost().equals(name)).orElse(false);
  }

  /** Whether a form may come from a page of this origin: one of our own. */
  boolean admitsOrigin(String origin, String host) {
    if (origin == null) return false;
    String given = origin.toLowerCase(Locale.ROOT);
    String own = (tls.isPresent() ? "https://" : "http://") + host.toLowerCase(Locale.ROOT);
    return given.equals(own) || publicUrl.map(url -> given.equals(url.toString())).orElse(false);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "the console on " + address + ":" + port;
  }
}
