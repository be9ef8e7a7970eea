package org.bactrian.console.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bactrian.csv.PagedCsv;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;

/** Dead letters as CSV that a spreadsheet opens, read from the database as it is sent. */
final class Export implements Supplier<List<List<String>>> {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 500;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "mapping",
          "salesforceId",
          "marketoId",
          "code",
          "message",
          "suggestion",
          "attempts",
          "firstSeen",
          "lastSeen",
          "record",
          "edits");

  private final DeadLetters letters;
  private final DeadLetters.Selection selection;
  private long after;

  private Export(DeadLetters letters, DeadLetters.Selection selection) {
    this.letters = letters;
    this.selection = selection;
  }

  /** The selected ones, oldest first. */
  static InputStream of(DeadLetters letters, DeadLetters.Selection selection) {
    return PagedCsv.of(PagedCsv.BYTE_ORDER_MARK, COLUMNS, new Export(letters, selection));
  }

  /** The next rows. */
  @Override
  public List<List<String>> get() {
    List<DeadLetter> page = letters.after(selection, after, PAGE);
    if (!page.isEmpty()) after = page.get(page.size() - 1).id();
    return page.stream().map(Export::row).toList();
  }

  private static List<String> row(DeadLetter letter) {
    return List.of(
        String.valueOf(letter.id()),
        letter.mapping(),
        blank(letter.salesforceId()),
        blank(letter.marketoId()),
        letter.code(),
        letter.message(),
        letter.suggestion(),
        String.valueOf(letter.attempts()),
        letter.firstSeen().toString(),
        letter.lastSeen().toString(),
        json(letter.record()),
        letter.edits().isEmpty() ? "" : json(letter.edits()));
  }

  private static String blank(String value) {
    return value == null ? "" : value;
  }

  private static String json(Map<String, Object> record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
