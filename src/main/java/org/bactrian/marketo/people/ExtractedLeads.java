package org.bactrian.marketo.people;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bactrian.marketo.client.MarketoException;
import org.bactrian.marketo.client.MarketoGarbled;

/**
 * The people of an extract, one by one as its file is read; every value is a text, as in the file,
 * and an empty one is null. A route splits it with {@code streaming}.
 */
public final class ExtractedLeads implements Iterator<Map<String, Object>>, Closeable {

  private final String endpoint;
  private final long count;
  private final CsvReader<NamedCsvRecord> reader;
  private final Iterator<NamedCsvRecord> rows;

  ExtractedLeads(String endpoint, long count, InputStream file) {
    this.endpoint = endpoint;
    this.count = count;
    reader =
        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(file, StandardCharsets.UTF_8));
    rows = reader.iterator();
  }

  /** How many people there are, as Marketo says; -1 if it does not. */
  public long count() {
    return count;
  }

  @Override
  public boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (CsvParseException | UncheckedIOException e) {
      throw trouble(e);
    }
  }

  @Override
  public Map<String, Object> next() {
    NamedCsvRecord row;
    try {
      row = rows.next();
    } catch (CsvParseException | UncheckedIOException e) {
      throw trouble(e);
    }
    Map<String, Object> person = new LinkedHashMap<>();
    // Marketo writes null for what is empty.
    row.getFieldsAsMap()
        .forEach(
            (name, value) ->
                person.put(name, value.isEmpty() || value.equals("null") ? null : value));
    return person;
  }

  /** The reader of CSV wraps what goes wrong while the file is fetched. */
  private MarketoException trouble(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarketoException ours) return ours;
    }
    return new MarketoGarbled(endpoint, "a CSV file", String.valueOf(e.getMessage()));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
