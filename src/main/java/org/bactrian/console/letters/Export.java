package org.bactrian.console.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;

/**
 * Dead letters as CSV that a spreadsheet opens, read from the database page by page as it is sent.
 *
 * <p>What begins as a formula does gets an apostrophe before it: a record may hold one that was put
 * there to be run on the desk of whoever opens the file.
 */
final class Export extends InputStream {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FORMULAS = "=+-@\t\r\n";
  private static final int PAGE = 500;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final DeadLetters letters;
  private final DeadLetters.Selection selection;
  private byte[] part = BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
  private int next;
  private long after = -1;

  Export(DeadLetters letters, DeadLetters.Selection selection) {
    this.letters = letters;
    this.selection = selection;
  }

  @Override
  public int read() {
    return fill() ? part[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) return 0;
    if (!fill()) return -1;
    int count = Math.min(length, part.length - next);
    System.arraycopy(part, next, into, offset, count);
    next += count;
    return count;
  }

  /** Whether there is something left to send; reads the next page where it must. */
  private boolean fill() {
    if (next < part.length) return true;
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      if (after < 0) {
        after = 0;
        csv.writeRecord(
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
      } else {
        List<DeadLetter> page = letters.after(selection, after, PAGE);
        if (page.isEmpty()) return false;
        for (DeadLetter letter : page) csv.writeRecord(row(letter));
        after = page.get(page.size() - 1).id();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    part = text.toString().getBytes(StandardCharsets.UTF_8);
    next = 0;
    return true;
  }

  private static List<String> row(DeadLetter letter) {
    return List.of(
        String.valueOf(letter.id()),
        inert(letter.mapping()),
        inert(blank(letter.salesforceId())),
        inert(blank(letter.marketoId())),
        inert(letter.code()),
        inert(letter.message()),
        inert(letter.suggestion()),
        String.valueOf(letter.attempts()),
        letter.firstSeen().toString(),
        letter.lastSeen().toString(),
        json(letter.record()),
        letter.edits().isEmpty() ? "" : json(letter.edits()));
  }

  private static String blank(String value) {
    return value == null ? "" : value;
  }

  private static String inert(String value) {
    return value.isEmpty() || FORMULAS.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
  }

  private static String json(Map<String, Object> record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
