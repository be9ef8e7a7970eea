package org.bactrian.salesforce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.apache.camel.support.jsse.KeyStoreParameters;

/**
 * The app's private key in a PEM file, as the key store that camel-salesforce wants for the JWT
 * bearer flow. A key store keeps no private key without a certificate; only the key is used, so the
 * certificate is an empty one.
 */
public final class PrivateKeyFile extends KeyStoreParameters {

  private static final String PASSWORD = "key";

  private final Path file;

  /**
   * @param file a PKCS8 key in PEM
   */
  public PrivateKeyFile(Path file) {
    this.file = file;
    setPassword(PASSWORD);
  }

  @Override
  public KeyStore createKeyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setKeyEntry("app", key(), PASSWORD.toCharArray(), new Certificate[] {new Empty()});
    return store;
  }

  private PrivateKey key() throws GeneralSecurityException, IOException {
    String pem = Files.readString(file);
    int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException(
          "reading bactrian.salesforce.private-key: "
              + file
              + " holds no 'BEGIN PRIVATE KEY' (PKCS8); convert it with openssl pkcs8 -topk8 -nocrypt");
    }
    String text = pem.substring(begin, end).replaceFirst("-+BEGIN PRIVATE KEY-+", "");
    byte[] encoded = Base64.getMimeDecoder().decode(text);
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static final class Empty extends Certificate {

    private static final long serialVersionUID = 1L;

    Empty() {
      super("none");
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }

    @Override
    public void verify(PublicKey key) {}

    @Override
    public void verify(PublicKey key, String provider) {}

    @Override
    public String toString() {
      return "no certificate";
    }

    @Override
    public PublicKey getPublicKey() {
      return null;
    }
  }
}
