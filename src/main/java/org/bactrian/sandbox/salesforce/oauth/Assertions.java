package org.bactrian.sandbox.salesforce.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;

/** JWT bearer assertions, signed with RS256 by the key pair of the app. */
final class Assertions {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Clock clock;
  private KeyPair keys;

  Assertions(Clock clock) {
    this.clock = clock;
  }

  /** Made when first needed: it takes longer than all else at the start. */
  private synchronized KeyPair keys() {
    if (keys == null) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    return keys;
  }

  /** The app's private key, as PKCS8 in PEM. */
  String privateKey() {
    String text =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys().getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }

  /** Checks an assertion as Salesforce does. */
  void check(String assertion, String issuer, String subject, String audience) {
    String[] parts = assertion.split("\\.");
    if (parts.length != 3) throw new Denied("invalid_grant", "invalid assertion");
    JsonNode claims = claims(parts);
    if (!issuer.equals(claims.path("iss").asText())) {
      throw new Denied("invalid_client_id", "client identifier invalid");
    }
    if (!subject.equals(claims.path("sub").asText())) {
      throw new Denied("invalid_grant", "user hasn't approved this consumer");
    }
    String aud = claims.path("aud").asText();
    boolean meant =
        aud.equals(audience)
            || aud.equals("https://login.salesforce.com")
            || aud.equals("https://test.salesforce.com");
    if (!meant) throw new Denied("invalid_grant", "audience is invalid");
    if (claims.path("exp").asLong() <= clock.instant().getEpochSecond()) {
      throw new Denied("invalid_grant", "assertion has expired");
    }
  }

  private JsonNode claims(String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys().getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
        throw new Denied("invalid_grant", "invalid assertion");
      }
      return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new Denied("invalid_grant", "invalid assertion");
    }
  }
}
