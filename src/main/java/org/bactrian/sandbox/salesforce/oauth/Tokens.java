package org.bactrian.sandbox.salesforce.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tokens and codes that are good at the moment. */
public final class Tokens {
  private static final int MOST_APPROVALS = 5;
  private static final int A_DAY = 86_400;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  /**
   * What was given out.
   *
   * @param refresh a new refresh token, or null
   */
  record Issued(String access, String refresh, Scope scope, Instant since) {}

  record Access(Scope scope, long approval, Instant since, Instant ends) {}

  record Refresh(Scope scope, long approval, Instant since) {}

  private static final class Code {
    private final String redirectUri;
    private final String challenge;
    private final Scope scope;
    private final Instant ends;
    private boolean spent;

    Code(String redirectUri, String challenge, Scope scope, Instant ends) {
      this.redirectUri = redirectUri;
      this.challenge = challenge;
      this.scope = scope;
      this.ends = ends;
    }
  }

  private final Clock clock;
  private final Switchboard switches;
  private final String organizationId;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Access> access = new HashMap<>();
  private final Map<String, Refresh> refresh = new LinkedHashMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private long approvals;

  Tokens(Clock clock, Switchboard switches, String organizationId, String refreshToken) {
    this.clock = clock;
    this.switches = switches;
    this.organizationId = organizationId;
    refresh.put(refreshToken, new Refresh(Scope.of("refresh_token api full"), 0, clock.instant()));
  }

  /** An access token that no refresh token renews. */
  synchronized Issued issue(Scope scope) {
    return issued(scope, ++approvals, null);
  }

  private Issued issued(Scope scope, long approval, String newRefresh) {
    Instant now = clock.instant();
    access.values().removeIf(token -> !token.ends().isAfter(now));
    String token = organizationId.substring(0, 15) + "!" + secret(48);
    Instant ends = now.plus(switches.life(Switch.ACCESS_TOKEN_SECONDS));
    access.put(token, new Access(scope, approval, now, ends));
    return new Issued(token, newRefresh, scope, now);
  }

  /** The access token, or null if it is not good now. */
  synchronized Access access(String token) {
    Access found = access.get(token);
    return found != null && found.ends().isAfter(clock.instant()) ? found : null;
  }

  /** The refresh token, or null if it is not good now. */
  synchronized Refresh refresh(String token) {
    return refresh.get(token);
  }

  /** An access token for a refresh token, which is replaced if refresh tokens are rotated. */
  synchronized Issued renew(String token) {
    Refresh found = refresh.get(token);
    if (found == null) {
      throw new Denied("invalid_grant", "expired access/refresh token");
    }
    String next = null;
    if (switches.on(Switch.ROTATE)) {
      refresh.remove(token);
      next = remember(found.scope(), found.approval());
    }
    return issued(found.scope(), found.approval(), next);
  }

  private String remember(Scope scope, long approval) {
    String token = "5Aep861" + secret(48);
    refresh.put(token, new Refresh(scope, approval, clock.instant()));
    return token;
  }

  /**
   * A code that the app may exchange once.
   *
   * @param challenge of PKCE, or null
   */
  public synchronized String issueCode(String redirectUri, String challenge, Scope scope) {
    Instant now = clock.instant();
    codes.values().removeIf(one -> one.ends.isBefore(now.minusSeconds(A_DAY)));
    String code = "aPrx" + secret(48) + "==";
    codes.put(
        code,
        new Code(redirectUri, challenge, scope, now.plus(switches.life(Switch.CODE_SECONDS))));
    return code;
  }

  /** Exchanges a code; it is gone whatever comes of it. */
  synchronized Issued exchange(String code, String redirectUri, String verifier) {
    Code asked = codes.get(code);
    if (asked == null) {
      throw new Denied("invalid_grant", "invalid authorization code");
    }
    boolean late = asked.spent || !asked.ends.isAfter(clock.instant());
    asked.spent = true;
    if (late) {
      throw new Denied("invalid_grant", "expired authorization code");
    }
    if (!asked.redirectUri.equals(redirectUri)) {
      throw new Denied("redirect_uri_mismatch", "redirect_uri must match configuration");
    }
    prove(asked.challenge, verifier);
    long approval = ++approvals;
    if (!asked.scope.lasts()) {
      return issued(asked.scope, approval, null);
    }
    forgetOldest();
    return issued(asked.scope, approval, remember(asked.scope, approval));
  }

  private static void prove(String challenge, String verifier) {
    if (challenge == null && !verifier.isEmpty()) {
      throw new Denied("invalid_grant", "unexpected code verifier");
    }
    if (challenge != null && verifier.isEmpty()) {
      throw new Denied("invalid_grant", "missing required code verifier");
    }
    if (challenge != null && !challenge.equals(challenge(verifier))) {
      throw new Denied("invalid_grant", "invalid code verifier");
    }
  }

  /** A user's approvals of one app are five at most; the refresh token of the start is none. */
  private void forgetOldest() {
    List<String> approved =
        refresh.entrySet().stream()
            .filter(entry -> entry.getValue().approval() > 0)
            .map(Map.Entry::getKey)
            .toList();
    if (approved.size() >= MOST_APPROVALS) {
      revoke(approved.get(0));
    }
  }

  /** Whether the user has allowed the app this much before, and it still holds. */
  public synchronized boolean isApproved(Scope scope) {
    return refresh.values().stream()
        .anyMatch(token -> token.approval() > 0 && token.scope().covers(scope));
  }

  /** Revokes a token and, with a refresh token, the access tokens that came of it. */
  synchronized boolean revoke(String token) {
    Refresh revoked = refresh.remove(token);
    if (revoked == null) {
      return access.remove(token) != null;
    }
    access.values().removeIf(one -> one.approval() == revoked.approval());
    return true;
  }

  synchronized void revokeAll() {
    refresh.clear();
    access.clear();
  }

  synchronized void expireAll() {
    access.clear();
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
