package org.bactrian.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is blotted out of a text, and what is left. */
class SecretMaskTest {

  private final SecretMask mask = new SecretMask();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: Bearer 00Dxx!AQ.abc_def | Authorization: Bearer ***",
        "authorization: bearer abcdefgh-1 | authorization: bearer ***",
        "client_id=me&client_secret=hush-hush&x=1 | client_id=me&client_secret=***&x=1",
        "{\"access_token\":\"abc123456\",\"x\":1} | {\"access_token\":\"***\",\"x\":1}",
        "?code=abcdefgh&state=1 | ?code=***&state=1",
        "refresh_token: 5Aep861eEUuDy | refresh_token: ***",
        "<sessionId>00Dxx!AQabc</sessionId> | <sessionId>***</sessionId>",
        "Marketo answered 602 Access token expired | Marketo answered 602 Access token expired",
        "error code: 1006 | error code: 1006",
        "the lead's status code=200 | the lead's status code=200",
      })
  void what_stands_where_secrets_stand(String text, String masked) {
    assertThat(mask.mask(text)).isEqualTo(masked);
  }

  @Test
  void a_known_secret_anywhere_and_its_end() {
    mask.know("sandbox-consumer-secret");
    mask.know("short");
    assertThat(mask.mask("x=sandbox-consumer-secret short")).isEqualTo("x=*** short");
    assertThat(mask.mask("...sumer-secret")).doesNotContain("mer-secret");
  }

  @Test
  void a_text_without_secrets_is_the_same() {
    String text = "run finished: 12 created";
    assertThat(mask.mask(text)).isSameAs(text);
  }

  @Test
  void exceptions_and_their_causes() {
    Throwable plain = new IllegalStateException("plain", new RuntimeException("too"));
    assertThat(MaskedThrowable.of(plain, mask)).isSameAs(plain);
    Throwable secret =
        new IllegalStateException("outer", new RuntimeException("Bearer abcdefghij went wrong"));
    Throwable masked = MaskedThrowable.of(secret, mask);
    assertThat(masked.toString()).isEqualTo(secret.toString());
    assertThat(masked.getCause().toString()).contains("Bearer ***").doesNotContain("abcdefghij");
    assertThat(masked.getStackTrace()).isEqualTo(secret.getStackTrace());
  }
}
