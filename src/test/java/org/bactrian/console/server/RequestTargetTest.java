package org.bactrian.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path has one spelling. */
class RequestTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/login",
        "/login/",
        "/dead-letters.csv",
        "/mappings/lead-company",
        "/a.b/..c/...",
        "/?a=../..",
        "/login?next=%2F..%2Fx",
        "/mappings/%E5%AD%97",
        "/mappings/my%20lead",
        "/assets/877102bc59e7/pico.css",
        "/x/.well-known"
      })
  void isTaken(String target) {
    assertThat(RequestTarget.isPlain(target)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "login",
        "/.",
        "/..",
        "/./login",
        "/login/..",
        "/login/../dead-letters.csv",
        "/login/%2e%2e/x",
        "/login/.%2e/x",
        "/login/%2E./x",
        "/%2e",
        "//",
        "//x",
        "/x//y",
        "/x//",
        "/login;/../x",
        "/x;a=b",
        "/x;",
        "/login%2f..%2fx",
        "/login%2Fx",
        "/x%5cy",
        "/x\\y",
        "/..\\x",
        "/%6cogin",
        "/x%00",
        "/x%0d%0aa",
        "/x%09",
        "/%252e%252e/x",
        "/x%",
        "/x%zz",
        "/x#y",
        "/x y",
        "/x\u0000",
        "/\u00e9",
        "http://localhost/",
        "http://x/login/../y",
        "localhost:443",
        "/x%3b",
        "/x%3f",
        "/x%23",
        "/x\"",
        "/x<y",
        "/x^",
        "/[x]",
        "/{x}",
        "/x|y"
      })
  void isRefused(String target) {
    assertThat(RequestTarget.isPlain(target)).isFalse();
  }

  @Test
  void isReadHoweverLongItIs() {
    assertThat(RequestTarget.isPlain("/" + "a".repeat(100_000))).isTrue();
    assertThat(RequestTarget.isPlain("/a".repeat(100_000))).isTrue();
    assertThat(RequestTarget.isPlain("/a".repeat(100_000) + "/..")).isFalse();
  }
}
