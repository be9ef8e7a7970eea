package org.bactrian.console.access;

import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.bactrian.settings.FileModes;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;

/** The console's certificate and key, from PEM files or a PKCS12 file. */
final class ServerCertificate {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final KeyStore store;
  private final String password;

  private ServerCertificate(KeyStore store, String password) {
    this.store = store;
    this.password = password;
  }

  /**
   * The configured certificate, if there is one.
   *
   * @throws SettingsException if it can't be used, saying which file and why
   */
  static Optional<ServerCertificate> of(Settings settings) {
    boolean pem = settings.has(Setting.CONSOLE_TLS_CERTIFICATE);
    boolean pkcs12 = settings.has(Setting.CONSOLE_TLS_KEYSTORE);
    if (pem != settings.has(Setting.CONSOLE_TLS_KEY) || pem && pkcs12) {
      throw new SettingsException(
          "serving the console by https: give %s and %s, or %s instead"
              .formatted(
                  Setting.CONSOLE_TLS_CERTIFICATE.key(),
                  Setting.CONSOLE_TLS_KEY.key(),
                  Setting.CONSOLE_TLS_KEYSTORE.key()));
    }
    if (pem) return Optional.of(pem(settings));
    return pkcs12 ? Optional.of(pkcs12(settings)) : Optional.empty();
  }

  private static ServerCertificate pem(Settings settings) {
    Path chain = settings.path(Setting.CONSOLE_TLS_CERTIFICATE);
    Path key = settings.path(Setting.CONSOLE_TLS_KEY);
    FileModes.requireSecret(key, Setting.CONSOLE_TLS_KEY.key());
    Certificate[] certificates;
    try (InputStream in = Files.newInputStream(chain)) {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(new Certificate[0]);
      if (certificates.length == 0) throw new GeneralSecurityException("no certificate in it");
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(Setting.CONSOLE_TLS_CERTIFICATE, chain, e);
    }
    try {
      String algorithm = certificates[0].getPublicKey().getAlgorithm();
      String password = "console";
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("console", key(key, algorithm), password.toCharArray(), certificates);
      return new ServerCertificate(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(Setting.CONSOLE_TLS_KEY, key, e);
    }
  }

  private static PrivateKey key(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    String pem = Files.readString(file);
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException(
          "no 'BEGIN PRIVATE KEY' (PKCS8) in it; convert it with openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static ServerCertificate pkcs12(Settings settings) {
    Path file = settings.path(Setting.CONSOLE_TLS_KEYSTORE);
    FileModes.requireSecret(file, Setting.CONSOLE_TLS_KEYSTORE.key());
    String password = settings.get(Setting.CONSOLE_TLS_KEYSTORE_PASSWORD);
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return new ServerCertificate(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(Setting.CONSOLE_TLS_KEYSTORE, file, e);
    }
  }

  private static SettingsException unusable(Setting setting, Path file, Exception why) {
    return new SettingsException(
        "reading %s: %s: %s".formatted(setting.key(), file, FileModes.why(why)));
  }

  /**
   * As Vert.x takes it.
   *
   * @throws SettingsException if the key can't be read with the password
   */
  KeyCertOptions options() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password.toCharArray());
      return KeyCertOptions.wrap(keys);
    } catch (GeneralSecurityException e) {
      throw new SettingsException(
          "reading the key of %s: %s"
              .formatted(Setting.CONSOLE_TLS_KEYSTORE.key(), e.getMessage()));
    }
  }
}
