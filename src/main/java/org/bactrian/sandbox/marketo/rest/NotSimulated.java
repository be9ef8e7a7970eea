package org.bactrian.sandbox.marketo.rest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bactrian.sandbox.marketo.store.Refusal;

/**
 * What of Adobe's contract is not simulated, as {@code not-simulated.csv} lists it. An operation is
 * refused with 610 and its sentence; a row without a method is something that the operations that
 * there are leave out.
 */
public record NotSimulated(String method, String path, String sentence) {

  /** All of it, in the order of the list. */
  public static List<NotSimulated> all() {
    try (Reader text =
            new InputStreamReader(
                NotSimulated.class.getResourceAsStream(
                    "/org/bactrian/sandbox/marketo/not-simulated.csv"),
                StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
      return rows.stream()
          .map(
              row ->
                  new NotSimulated(
                      row.getField("method"), row.getField("path"), row.getField("sentence")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading not-simulated.csv", e);
    }
  }

  /** Whether it is an operation, which has a method and a path. */
  public boolean isOperation() {
    return !method.isEmpty();
  }

  static void mount(Endpoints endpoints) {
    all().stream().filter(NotSimulated::isOperation).forEach(each -> each.mountOn(endpoints));
  }

  private void mountOn(Endpoints endpoints) {
    Endpoints.Answer refusal =
        call -> {
          throw new Refusal("610", "Requested resource not found. Sandbox: " + sentence);
        };
    switch (method) {
      case "GET" -> endpoints.get(path, refusal);
      case "POST" -> endpoints.post(path, refusal);
      case "DELETE" -> endpoints.delete(path, refusal);
      default -> throw new IllegalStateException(method + " in not-simulated.csv");
    }
  }
}
