package org.bactrian.console.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bactrian.settings.Setting;
import org.bactrian.settings.SettingsException;

/** What is kept of the console's password: PBKDF2 with HMAC-SHA256, as the JDK has it. */
public final class PasswordHash {

  /** The shortest password that is taken. */
  public static final int SHORTEST = 10;

  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final String NAME = "pbkdf2-sha256";
  private static final int ITERATIONS = 600_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a new password. */
  public static PasswordHash of(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws SettingsException if it is something else
   */
  static PasswordHash parse(String text) {
    String[] parts = text.split(":");
    try {
      if (parts.length == 4 && parts[0].equals(NAME)) {
        Base64.Decoder decoder = Base64.getUrlDecoder();
        byte[] hash = decoder.decode(parts[3]);
        int iterations = Integer.parseInt(parts[1]);
        if (iterations > 0 && hash.length == HASH_BYTES) {
          return new PasswordHash(iterations, decoder.decode(parts[2]), hash);
        }
      }
    } catch (IllegalArgumentException e) {
      // said below, without what was given: it may be the password itself
    }
    throw new SettingsException(
        "reading %s: it is not a hash; make one with: java -jar target/bactrian.jar hash-password"
            .formatted(Setting.CONSOLE_PASSWORD_HASH.key()));
  }

  /** As the setting has it: the way, the rounds, the salt and the hash. */
  public String text() {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return String.join(
        ":",
        NAME,
        String.valueOf(iterations),
        encoder.encodeToString(salt),
        encoder.encodeToString(hash));
  }

  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password.toCharArray(), salt, iterations));
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "a password's hash";
  }
}
