package org.bactrian.connection.memory;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.connection.Entries;
import org.bactrian.state.connection.Sealing;

/** Seals secrets for the database, and opens them again. */
public final class Vault implements Sealing {

  private static final Base64.Encoder TEXT = Base64.getEncoder().withoutPadding();

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Neither addresses nor ciphertexts have a blank. */
  private static final String BOUND = " ";

  private final Keys keys;
  private volatile List<String> known;
  private volatile Aead aead;

  private Vault(Keys keys, List<String> known) {
    this.keys = keys;
    use(known);
  }

  /**
   * Opens it: makes the key file where there is none yet, and goes over to a new key where there
   * are several, after which only the newest is needed.
   *
   * @throws SettingsException if the key is lost, or is not the one that sealed the entries; the
   *     message says what to do
   */
  public static Vault open(Keys keys, Entries entries) {
    return open(keys, entries, List.of());
  }

  private static Vault open(Keys keys, Entries entries, List<AuditEvent> audited) {
    List<String> read = keys.read();
    if (read.isEmpty()) {
      if (!entries.sealed().isEmpty()) throw lost(keys);
      read = keys.make(newKey());
    }
    Vault vault = new Vault(keys, read);
    if (read.size() > 1) {
      entries.reseal(vault::anew, audited);
      if (keys.areInFile()) keys.replace(List.of(read.get(0)));
    } else {
      entries.sealed().forEach(vault::opened);
    }
    return vault;
  }

  /** One that is opened, and whose key is made, when it is first asked for something. */
  public static Sealing whenNeeded(Keys keys, Entries entries) {
    return new Sealing() {
      private Vault vault;

      private synchronized Vault vault() {
        if (vault == null) vault = Vault.open(keys, entries);
        return vault;
      }

      @Override
      public String seal(String name, String secret) {
        return vault().seal(name, secret);
      }

      @Override
      public String open(String name, String sealed) {
        return vault().open(name, sealed);
      }
    };
  }

  /** Replaces the key in the file and seals everything anew. */
  public static void rotate(Keys keys, Entries entries, Actor by) {
    open(keys, entries);
    keys.prepend(newKey());
    open(keys, entries, List.of(AuditEvent.of(by, Action.ROTATE_KEY)));
  }

  /** A new key, as {@code bactrian.key} takes it. */
  public static String newKey() {
    try {
      return TEXT.encodeToString(
          TinkProtoKeysetFormat.serializeKeyset(
              KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
              InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ciphertext of a secret that is sent nowhere, which opens under this name only. */
  @Override
  public String seal(String name, String secret) {
    return encrypted(name, secret);
  }

  /**
   * The ciphertext of a secret that is for one address, after that address and a blank; it opens
   * under this name and for this address only.
   */
  public String seal(String name, String address, String secret) {
    return address + BOUND + encrypted(name + BOUND + address, secret);
  }

  /** The address that a ciphertext is for, if it is for one. */
  static Optional<String> address(String sealed) {
    int blank = sealed.indexOf(BOUND);
    return blank < 0 ? Optional.empty() : Optional.of(sealed.substring(0, blank));
  }

  /**
   * The secret in a ciphertext that is for no address.
   *
   * @throws SettingsException if the key is not the one that sealed it
   * @throws IllegalArgumentException if it is for an address
   */
  @Override
  public String open(String name, String sealed) {
    address(sealed)
        .ifPresent(
            address -> {
              throw new IllegalArgumentException(name + " is for " + address + " alone");
            });
    return opened(name, sealed);
  }

  /**
   * The secret in a ciphertext, for whom it is sent to.
   *
   * @return nothing if it is for another address, or for none
   * @throws SettingsException if the key is not the one that sealed it
   */
  public Optional<String> open(String name, String address, String sealed) {
    return address(sealed).filter(address::equals).map(same -> opened(name, sealed));
  }

  private String anew(String name, String sealed) {
    String secret = opened(name, sealed);
    return address(sealed)
        .map(address -> seal(name, address, secret))
        .orElseGet(() -> seal(name, secret));
  }

  private String encrypted(String name, String secret) {
    renew();
    try {
      return TEXT.encodeToString(aead.encrypt(bytes(secret), bytes(name)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing " + name, e);
    }
  }

  private String opened(String name, String sealed) {
    Optional<String> address = address(sealed);
    String bound = address.map(to -> name + BOUND + to).orElse(name);
    String text = address.map(to -> sealed.substring(to.length() + BOUND.length())).orElse(sealed);
    try {
      return decrypted(bound, text);
    } catch (GeneralSecurityException e) {
      renew();
    }
    try {
      return decrypted(bound, text);
    } catch (GeneralSecurityException e) {
      throw new SettingsException(
          "opening the stored %s: the key in %s is not the one that it was encrypted with; put that key back (another process or a backup may have it), or give up the connection with bactrian connect --forget and log in again"
              .formatted(name, keys.where()));
    }
  }

  private String decrypted(String name, String sealed) throws GeneralSecurityException {
    try {
      byte[] ciphertext = Base64.getDecoder().decode(sealed);
      return new String(aead.decrypt(ciphertext, bytes(name)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** Another process may have replaced the key. */
  private void renew() {
    List<String> now = keys.read();
    if (!now.isEmpty() && !now.equals(known)) use(now);
  }

  private void use(List<String> read) {
    try {
      KeysetHandle.Builder all = KeysetHandle.newBuilder();
      for (int i = 0; i < read.size(); i++) {
        KeysetHandle one =
            TinkProtoKeysetFormat.parseKeyset(
                Base64.getDecoder().decode(read.get(i)), InsecureSecretKeyAccess.get());
        KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(one.getPrimary().getKey());
        all.addEntry(i == 0 ? entry.makePrimary() : entry);
      }
      aead = all.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
      known = read;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SettingsException(
          "reading the key in %s: it is not a key that bactrian key new prints"
              .formatted(keys.where()));
    }
  }

  private static SettingsException lost(Keys keys) {
    return new SettingsException(
        "the database holds encrypted secrets, and there is no key in %s; put the key back (another process or a backup may have it), or give up the connection with bactrian connect --forget and log in again"
            .formatted(keys.where()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
