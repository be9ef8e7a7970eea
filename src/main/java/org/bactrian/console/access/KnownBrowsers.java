package org.bactrian.console.access;

import java.time.Duration;
import java.util.Optional;
import org.bactrian.console.Secret;
import org.bactrian.console.Visit;

/**
 * The browsers that have logged in before, told by a signed cookie. It opens nothing: it only keeps
 * a person's own tries apart from those of others who guess from the same address.
 */
final class KnownBrowsers {

  private static final Duration LIFE = Duration.ofDays(365);

  private final Access access;
  private final Optional<Secret> secret;

  /** A new password makes all browsers unknown, since the signature's key is its hash. */
  KnownBrowsers(Access access) {
    this.access = access;
    this.secret = access.password().map(hash -> new Secret(hash.text()));
  }

  /** The name of a visit's browser, if it has logged in before. */
  Optional<String> name(Visit visit) {
    return visit
        .cookie(cookie())
        .map(value -> value.split("\\.", 2))
        .filter(parts -> parts.length == 2)
        .filter(parts -> secret.filter(s -> s.signed(parts[0], parts[1])).isPresent())
        .map(parts -> "browser " + parts[0]);
  }

  /** Knows it from now on. */
  void remember(Visit visit) {
    if (name(visit).isPresent() || secret.isEmpty()) return;
    String name = Secret.random();
    String value = name + "." + secret.get().token(name);
    visit.setCookie(cookie(), value, Optional.of(LIFE), "Strict", "/");
  }

  private String cookie() {
    return access.isEncrypted() ? "__Host-bactrian-known" : "bactrian-known-" + access.port();
  }
}
