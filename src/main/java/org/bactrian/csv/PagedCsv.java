package org.bactrian.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** A table as CSV in UTF-8, read page by page while it is sent. */
public final class PagedCsv implements Enumeration<InputStream> {

  /** By which Excel knows UTF-8. */
  public static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Supplier<List<List<String>>> pages;
  private List<List<String>> next;
  private String text;

  private PagedCsv(String prefix, List<String> columns, Supplier<List<List<String>>> pages) {
    this.pages = pages;
    this.text = prefix + csv(List.of(columns));
  }

  /**
   * The whole table.
   *
   * @param prefix what stands before the first line: nothing, or {@link #BYTE_ORDER_MARK}
   * @param columns their names, which make the first line
   * @param pages gives the next rows each time; none when there are no more
   */
  public static InputStream of(
      String prefix, List<String> columns, Supplier<List<List<String>>> pages) {
    return new SequenceInputStream(new PagedCsv(prefix, columns, pages));
  }

  @Override
  public boolean hasMoreElements() {
    if (text == null && next == null) next = pages.get();
    return text != null || !next.isEmpty();
  }

  @Override
  public InputStream nextElement() {
    if (!hasMoreElements()) throw new NoSuchElementException();
    String part = text == null ? csv(next) : text;
    text = null;
    next = null;
    return new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8));
  }

  private static String csv(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      for (List<String> row : rows) {
        csv.writeRecord(row.stream().map(InertCell::of).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
