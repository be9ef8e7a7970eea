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
    List<String> read = keys.read();
    if (read.isEmpty()) {
      if (!entries.sealed().isEmpty()) throw lost(keys);
      read = keys.make(newKey());
    }
    Vault vault = new Vault(keys, read);
    if (read.size() > 1) {
      entries.reseal((name, text) -> vault.seal(name, vault.open(name, text)));
      if (keys.areInFile()) keys.replace(List.of(read.get(0)));
    } else {
      entries.sealed().forEach(vault::open);
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
  public static void rotate(Keys keys, Entries entries) {
    open(keys, entries);
    keys.prepend(newKey());
    open(keys, entries);
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

  /** The ciphertext of a secret, which opens under this name only. */
  @Override
  public String seal(String name, String secret) {
    renew();
    try {
      return TEXT.encodeToString(aead.encrypt(bytes(secret), bytes(name)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing " + name, e);
    }
  }

  /**
   * The secret in a ciphertext.
   *
   * @throws SettingsException if the key is not the one that sealed it
   */
  @Override
  public String open(String name, String sealed) {
    try {
      return decrypted(name, sealed);
    } catch (GeneralSecurityException e) {
      renew();
    }
    try {
      return decrypted(name, sealed);
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
