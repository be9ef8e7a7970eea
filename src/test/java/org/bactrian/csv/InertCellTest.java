package org.bactrian.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spreadsheet would run, in any country, it only shows. */
class InertCellTest {

  /** A cell as a spreadsheet begins one, whatever it takes for the separator. */
  private static final String RUNS =
      "(?s)(.*[;|\t\r\n])?[ \"']*(?<!')[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+2",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\"=1\"",
        "x;=cmd|' /C calc'!A1",
        "x; =1",
        "x;\"=1\"",
        "x|=1",
        "x\t=1",
        "x\n=1",
        "x\r\n@y",
        "a;b;-c;+d",
        "＝1+2",
        "x;＋1",
        "＠SUM(A1)",
        "－1"
      })
  void aFormulaGetsAnApostropheWhereverACellCouldBegin(String text) {
    assertThat(text).matches(RUNS);
    assertThat(InertCell.of(text)).doesNotMatch(RUNS).contains("'");
    assertThat(InertCell.of(text).replace("'", "")).isEqualTo(text.replace("'", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "a-b", "x; y", "2026-01-01T00:00:00Z", "me@example.com", "1"})
  void everythingElseStaysAsItIs(String text) {
    assertThat(InertCell.of(text)).isEqualTo(text);
  }

  @Test
  void jsonStaysJsonAndMeansTheSame() throws IOException {
    String json = "{\"LastName\":\"x;=cmd|' /C calc'!A1\",\"n\":-1}";
    String inert = InertCell.of(json);
    assertThat(inert).doesNotMatch(RUNS).contains(";\\u003dcmd");
    JsonMapper mapper = JsonMapper.builder().build();
    assertThat(mapper.readTree(inert)).isEqualTo(mapper.readTree(json));
  }

  @Test
  void everyCellOfATableIsInert() throws IOException {
    Iterator<List<List<String>>> pages =
        List.of(
                List.of(List.of("1", "=1"), List.of("2", "x;=1")),
                List.of(List.of("3", "y")),
                List.<List<String>>of())
            .iterator();
    try (InputStream csv =
        PagedCsv.of(PagedCsv.BYTE_ORDER_MARK, List.of("id", "text"), pages::next)) {
      assertThat(new String(csv.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("\uFEFFid,text\r\n1,'=1\r\n2,x;'=1\r\n3,y\r\n");
    }
    assertThat(pages).isExhausted();
  }
}
