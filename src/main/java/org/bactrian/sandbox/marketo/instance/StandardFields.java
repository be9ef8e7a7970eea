package org.bactrian.sandbox.marketo.instance;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Schema;

/** The fields that every instance has, as {@code fields.csv} lists them. */
final class StandardFields {
  private StandardFields() {}

  /** A fresh schema for each standard object, by the object's name. */
  static Map<String, Schema> read() {
    Map<String, List<Field>> fields = new HashMap<>();
    try (Reader text = open();
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (NamedCsvRecord row : rows) {
        List<Field> siblings =
            fields.computeIfAbsent(row.getField("object"), o -> new ArrayList<>());
        siblings.add(field(row, siblings.size() + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading fields.csv", e);
    }
    return fields.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> new Schema(e.getValue())));
  }

  private static Reader open() {
    return new InputStreamReader(
        StandardFields.class.getResourceAsStream("/org/bactrian/sandbox/marketo/fields.csv"),
        StandardCharsets.UTF_8);
  }

  private static Field field(NamedCsvRecord row, int id) {
    DataType type = DataType.valueOf(row.getField("dataType").toUpperCase(Locale.ROOT));
    String length = row.getField("length");
    Set<String> flags =
        Stream.of(row.getField("flags").split(" "))
            .filter(flag -> !flag.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    String display = row.getField("displayName");
    String soap = row.getField("soap");
    return new Field(
        id,
        row.getField("name"),
        display,
        null,
        type,
        length.isEmpty() ? 0 : Integer.parseInt(length),
        flags,
        soap.isEmpty() ? null : soap);
  }
}
