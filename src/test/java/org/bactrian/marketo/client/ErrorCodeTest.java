package org.bactrian.marketo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

  @Test
  void the_table_has_every_code_of_adobes_page() {
    String documented =
        "401 413 414 500 502 601-616 701-704 709-714 718 719 1001-1022 1025-1029 1035-1037 1042"
            + " 1048 1049 1076-1080 600";
    assertThat(ErrorCode.all())
        .extracting(ErrorCode::code)
        .containsAll(Stream.of(documented.split(" ")).flatMap(ErrorCodeTest::range).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void every_row_says_what_it_means_and_what_to_do() {
    assertThat(ErrorCode.all())
        .allMatch(row -> row.meaning().length() > 5 && row.advice().length() > 5);
  }

  private static Stream<String> range(String range) {
    String[] ends = range.split("-");
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
        .mapToObj(String::valueOf);
  }
}
