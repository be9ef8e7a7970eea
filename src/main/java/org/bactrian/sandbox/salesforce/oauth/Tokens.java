package org.bactrian.sandbox.salesforce.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The tokens and codes that are good at the moment. */
final class Tokens {

  private static final Duration CODE_LIFE = Duration.ofMinutes(15);
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  /** A code of the authorization page. */
  private record Code(String redirectUri, String challenge, Instant ends) {}

  private final Clock clock;
  private final Duration life;
  private final String organizationId;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> access = new HashMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private final Set<String> refresh = new HashSet<>();
  private boolean rotating;

  Tokens(Clock clock, Duration life, String organizationId, String refreshToken) {
    this.clock = clock;
    this.life = life;
    this.organizationId = organizationId;
    refresh.add(refreshToken);
  }

  synchronized String issue() {
    Instant now = clock.instant();
    access.values().removeIf(ends -> !ends.isAfter(now));
    String token = organizationId.substring(0, 15) + "!" + secret(48);
    access.put(token, now.plus(life));
    return token;
  }

  synchronized boolean isValid(String token) {
    Instant ends = access.get(token);
    return ends != null && ends.isAfter(clock.instant());
  }

  synchronized Instant ends(String token) {
    return access.get(token);
  }

  synchronized String issueRefresh() {
    String token = "5Aep861" + secret(48);
    refresh.add(token);
    return token;
  }

  /** The refresh token to hand out after this one was used; the same, unless it is rotated. */
  synchronized String refreshed(String token) {
    if (!refresh.contains(token)) throw new Denied("invalid_grant", "expired access/refresh token");
    if (!rotating) return token;
    refresh.remove(token);
    return issueRefresh();
  }

  synchronized String issueCode(String redirectUri, String challenge) {
    String code = "aPrx" + secret(36);
    codes.put(code, new Code(redirectUri, challenge, clock.instant().plus(CODE_LIFE)));
    return code;
  }

  /** Spends a code; it is gone whatever comes of it. */
  synchronized void spend(String code, String redirectUri, String verifier) {
    Code issued = codes.remove(code);
    if (issued == null) throw new Denied("invalid_grant", "invalid authorization code");
    if (!issued.ends().isAfter(clock.instant())) {
      throw new Denied("invalid_grant", "expired authorization code");
    }
    if (!issued.redirectUri().equals(redirectUri)) {
      throw new Denied("redirect_uri_mismatch", "redirect_uri must match configuration");
    }
    if (issued.challenge() == null) return;
    if (verifier.isEmpty()) throw new Denied("invalid_request", "missing required code verifier");
    if (!challenge(verifier).equals(issued.challenge())) {
      throw new Denied("invalid_grant", "invalid code verifier");
    }
  }

  synchronized boolean revoke(String token) {
    return access.remove(token) != null | refresh.remove(token);
  }

  synchronized void expireAll() {
    access.clear();
  }

  synchronized void rotate(boolean on) {
    rotating = on;
  }

  private String secret(int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return TEXT.encodeToString(secret);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return TEXT.encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
