package org.bactrian.sandbox.salesforce.service;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Refusal;

/**
 * What of Salesforce's APIs is not simulated, as {@code not-simulated.csv} lists it. A call of it
 * is refused with its sentence; a row without a method is something that what is simulated leaves
 * out.
 *
 * @param path with names of parameters in braces, or with two stars for whatever is below
 */
public record NotSimulated(String method, String path, String sentence, Pattern paths) {

  private static final List<NotSimulated> ALL = read();

  /** All of it, in the order of the list. */
  public static List<NotSimulated> all() {
    return ALL;
  }

  private static List<NotSimulated> read() {
    try (Reader text =
            new InputStreamReader(
                NotSimulated.class.getResourceAsStream(
                    "/org/bactrian/sandbox/salesforce/not-simulated.csv"),
                StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
      return rows.stream().map(NotSimulated::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading not-simulated.csv", e);
    }
  }

  private static NotSimulated of(NamedCsvRecord row) {
    String path = row.getField("path");
    String regex = path.replaceAll("\\{\\w+}", "[^/]+").replace("/**", "(/.*)?");
    return new NotSimulated(
        row.getField("method"), path, row.getField("sentence"), Pattern.compile(regex + "/?"));
  }

  /** Whether it is an operation, which has a method and a path. */
  public boolean isOperation() {
    return !method.isEmpty();
  }

  /** Why nothing is found there: because it isn't simulated, or because there is no such thing. */
  public static Refusal notFound(String method, String path, Refusal otherwise) {
    return ALL.stream()
        .filter(each -> each.method.equals(method.equals("HEAD") ? "GET" : method))
        .filter(each -> each.paths.matcher(path).matches())
        .findFirst()
        .map(
            each ->
                new Refusal(
                    404,
                    "NOT_FOUND",
                    "The requested resource does not exist. Sandbox: " + each.sentence))
        .orElse(otherwise);
  }
}
