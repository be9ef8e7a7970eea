package org.bactrian.sandbox.marketo.bulk;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.bactrian.sandbox.marketo.store.Refusal;

/** How a file separates its values. */
enum Format {
  CSV(',', "text/csv"),
  TSV('\t', "text/tab-separated-values"),
  // Adobe's import pages say semicolon; an extract page says space, which no reader expects.
  SSV(';', "text/csv");

  private final char separator;
  private final String type;

  Format(char separator, String type) {
    this.separator = separator;
    this.type = type;
  }

  /** The format of this name in any case, or a refusal. */
  static Format named(String name) throws Refusal {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Refusal("1003", "Invalid value '" + name + "' for parameter 'format'");
    }
  }

  /** The content type of a file. */
  String contentType() {
    return type + ";charset=UTF-8";
  }

  /** The records of a file, its header first. */
  List<List<String>> read(byte[] file) {
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
      return records.stream().map(CsvRecord::getFields).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading an imported file", e);
    }
  }

  /** A writer of records. */
  CsvWriter write(OutputStream out) {
    return CsvWriter.builder()
        .fieldSeparator(separator)
        .lineDelimiter(LineDelimiter.LF)
        .build(out, StandardCharsets.UTF_8);
  }
}
