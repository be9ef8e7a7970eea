package org.bactrian.connection.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random values that nobody can guess, and what may be shown of them. */
final class Pkce {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final int BYTES = 32;

  private Pkce() {}

  /** A random value of 43 characters: a verifier (RFC 7636) or a state. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return TEXT.encodeToString(bytes);
  }

  /** The S256 challenge of a verifier. */
  static String challenge(String verifier) {
    return TEXT.encodeToString(sha256(verifier));
  }

  /** A hash by which a value is recognised without being kept. */
  static String hash(String value) {
    return HexFormat.of().formatHex(sha256(value));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
