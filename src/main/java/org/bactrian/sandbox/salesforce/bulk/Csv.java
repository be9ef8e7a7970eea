package org.bactrian.sandbox.salesforce.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Refusal;

/**
 * A job's dialect of CSV.
 *
 * @param delimiter as the API names it, {@code COMMA}
 * @param lineEnding {@code LF} or {@code CRLF}
 */
record Csv(String delimiter, String lineEnding) {
  private static final Map<String, Character> DELIMITERS =
      Map.of(
          "COMMA", ',', "TAB", '\t', "SEMICOLON", ';', "PIPE", '|', "CARET", '^', "BACKQUOTE", '`');

  Csv {
    if (!DELIMITERS.containsKey(delimiter)) {
      throw Refusal.of("INVALIDJOB", "InvalidJob : Unsupported columnDelimiter " + delimiter);
    }
    if (!lineEnding.equals("LF") && !lineEnding.equals("CRLF")) {
      throw Refusal.of("INVALIDJOB", "InvalidJob : Unsupported lineEnding " + lineEnding);
    }
  }

  List<List<String>> read(String text) {
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(DELIMITERS.get(delimiter))
            .skipEmptyLines(true)
            .ofCsvRecord(text)) {
      return rows.stream().map(CsvRecord::getFields).toList();
    } catch (CsvParseException | IOException e) {
      throw Refusal.of("INVALIDBATCH", "InvalidBatch : Failed to parse CSV: " + e.getMessage());
    }
  }

  String write(Iterable<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(DELIMITERS.get(delimiter))
            .lineDelimiter(lineEnding.equals("LF") ? LineDelimiter.LF : LineDelimiter.CRLF)
            .quoteStrategy(QuoteStrategies.ALWAYS)
            .build(text)) {
      rows.forEach(writer::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
