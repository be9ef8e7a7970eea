package org.bactrian.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key, by default one that lives as long as the process, which signs what a browser brings back.
 */
public final class Secret {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final SecretKeySpec key;

  /** A new key. */
  public Secret() {
    key = new SecretKeySpec(bytes(), ALGORITHM);
  }

  /** A key that is kept elsewhere, so that it outlives the process. */
  public Secret(String kept) {
    key = new SecretKeySpec(kept.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** A name that nobody can guess, of letters, digits, hyphens and underscores. */
  public static String random() {
    return text(bytes());
  }

  /** The token that forms of this visitor carry. */
  public String token(String visitor) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return text(mac.doFinal(visitor.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a form that carries this token was made for this visitor. */
  public boolean signed(String visitor, String token) {
    return MessageDigest.isEqual(
        token(visitor).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
