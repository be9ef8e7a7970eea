package org.bactrian.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.state.connection.Entries;

/** Tells the audit trail when the console starts with another password than before. */
public final class PasswordWatch {

  private static final String NAME = "console.password";
  private static final String NONE = "none";

  private final Entries entries;

  public PasswordWatch(Entries entries) {
    this.entries = entries;
  }

  /** Compares the password's hash with that of the last start; only a hash of the hash is kept. */
  public void start(Access access) {
    String now = access.password().map(hash -> fingerprint(hash.text())).orElse(NONE);
    Optional<String> before = entries.find(NAME);
    if (before.orElse(NONE).equals(now)) return;
    AuditEvent event =
        AuditEvent.of(Actor.bactrian(), Action.PASSWORD_CHANGED)
            .changing(word(before.orElse(NONE)), word(now));
    entries.change(Map.of(NAME, new Entries.Entry(now, false)), List.of(), List.of(event));
  }

  private static String word(String fingerprint) {
    return fingerprint.equals(NONE) ? NONE : "set";
  }

  private static String fingerprint(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
