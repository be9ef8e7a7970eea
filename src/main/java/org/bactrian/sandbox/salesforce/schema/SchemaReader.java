package org.bactrian.sandbox.salesforce.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the schema files: {@code name | label | type | flags | picklist values}. */
final class SchemaReader {
  private ObjectType object;

  ObjectType read(String name) {
    lines(name + ".fields").forEach(this::line);
    return object;
  }

  /** What parents call their children, by the child's {@code object.field}. */
  static Map<String, String> childNames() {
    return lines("children").stream()
        .map(line -> line.split("\\|"))
        .collect(Collectors.toUnmodifiableMap(cells -> cells[0].trim(), cells -> cells[1].trim()));
  }

  /** Gives a new custom object the fields that each has. */
  ObjectType custom(ObjectType fresh) {
    object = fresh;
    lines("custom.fields").forEach(this::line);
    return object;
  }

  private void line(String line) {
    String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::trim).toArray(String[]::new);
    if (line.startsWith("=")) {
      object = new ObjectType(cells[0].substring(1).trim(), cells[1], cells[2], cells[3]);
    } else if (line.startsWith("+")) {
      lines(line.substring(1).trim() + ".fields").forEach(this::line);
    } else {
      object.add(field(object.columns(), cells));
    }
  }

  static Field field(int index, String... cells) {
    String[] type = cells[2].split(" ");
    FieldType fieldType = FieldType.valueOf(type[0].toUpperCase(Locale.ROOT));
    Set<String> flags = words(cells, 3, " ").stream().collect(Collectors.toUnmodifiableSet());
    List<String> starred = words(cells, 4, ";");
    List<String> values =
        starred.stream().map(v -> v.startsWith("*") ? v.substring(1) : v).toList();
    String preset =
        starred.stream()
            .filter(v -> v.startsWith("*"))
            .map(v -> v.substring(1))
            .findFirst()
            .orElse(null);
    boolean reference = fieldType == FieldType.REFERENCE;
    return Field.of(
        index,
        cells[0],
        cells[1],
        fieldType,
        size(fieldType, type),
        flags,
        Picklist.of(values, preset),
        reference ? List.of(type[1].split(",")) : List.of(),
        reference ? type[3] : null);
  }

  private static Size size(FieldType type, String... words) {
    return switch (type) {
      case ID, REFERENCE -> new Size(18, 0, 0);
      case DOUBLE, CURRENCY, PERCENT ->
          new Size(0, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case BOOLEAN, DATE, DATETIME, TIME, ADDRESS, LOCATION, INT -> new Size(0, 0, 0);
      default -> new Size(Integer.parseInt(words[1]), 0, 0);
    };
  }

  private static List<String> words(String[] cells, int cell, String separator) {
    return cells.length <= cell || cells[cell].isEmpty()
        ? List.of()
        : List.of(cells[cell].split(separator));
  }

  private static List<String> lines(String name) {
    String path = "/org/bactrian/sandbox/salesforce/schema/" + name;
    try (InputStream in = SchemaReader.class.getResourceAsStream(path)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ArrayList<>(text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }
}
