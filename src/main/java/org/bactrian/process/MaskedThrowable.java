package org.bactrian.process;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Takes the place of a thrown exception whose words, or those of a cause, hold a secret. */
final class MaskedThrowable extends Throwable {

  private static final long serialVersionUID = 1L;

  private final String words;

  private MaskedThrowable(String words, Throwable original, Throwable cause) {
    super(words, cause, true, true);
    this.words = words;
    setStackTrace(original.getStackTrace());
  }

  /** The same exception where nothing in it is secret, else one that tells the same without it. */
  static Throwable of(Throwable thrown, SecretMask mask) {
    if (thrown == null) return null;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return isSecret(thrown, mask, seen) ? masked(thrown, mask, 0) : thrown;
  }

  private static boolean isSecret(Throwable thrown, SecretMask mask, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) return false;
    String words = String.valueOf(thrown);
    if (!words.equals(mask.mask(words))) return true;
    for (Throwable each : thrown.getSuppressed()) if (isSecret(each, mask, seen)) return true;
    return isSecret(thrown.getCause(), mask, seen);
  }

  private static Throwable masked(Throwable thrown, SecretMask mask, int depth) {
    if (thrown == null || depth > 20) return null;
    MaskedThrowable masked =
        new MaskedThrowable(
            mask.mask(String.valueOf(thrown)), thrown, masked(thrown.getCause(), mask, depth + 1));
    for (Throwable each : thrown.getSuppressed()) {
      masked.addSuppressed(masked(each, mask, depth + 1));
    }
    return masked;
  }

  @Override
  public String toString() {
    return words;
  }
}
