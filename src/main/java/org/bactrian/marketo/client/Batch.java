package org.bactrian.marketo.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.bactrian.marketo.wire.Wire;

/**
 * Records that fit into one call: at most 300, and less than 1 MB of JSON.
 *
 * @param head the JSON before the records
 */
record Batch(byte[] head, List<Row> rows) {

  static final int MOST_ROWS = 300;
  static final int MOST_BYTES = 1_000_000;
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

  /** A record as JSON, with its place in the caller's list. */
  record Row(int index, byte[] json) {}

  /** Splits records; those that can't be sent at all go to {@code unsendable}. */
  static List<Batch> split(
      Map<String, ?> parameters,
      List<Map<String, Object>> records,
      Consumer<RecordResult> unsendable) {
    return split(parameters, records, MOST_ROWS, unsendable);
  }

  /** As above, into batches of at most so many records. */
  static List<Batch> split(
      Map<String, ?> parameters,
      List<Map<String, Object>> records,
      int mostRows,
      Consumer<RecordResult> unsendable) {
    byte[] head = head(parameters);
    List<Batch> batches = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    int empty = head.length + TAIL.length;
    int size = empty;
    for (int i = 0; i < records.size(); i++) {
      String text = text(records.get(i));
      if (holdsHalfACharacter(text)) {
        unsendable.accept(
            RecordResult.skipped(
                i, RecordResult.INVALID_UNICODE, "a text holds half of a surrogate pair"));
        continue;
      }
      byte[] json = text.getBytes(StandardCharsets.UTF_8);
      if (empty + json.length > MOST_BYTES) {
        unsendable.accept(
            RecordResult.skipped(
                i,
                "413",
                "the record alone is %,d bytes; a call holds 1 MB".formatted(json.length)));
        continue;
      }
      if (rows.size() == mostRows || size + json.length + 1 > MOST_BYTES) {
        batches.add(new Batch(head, rows));
        rows = new ArrayList<>();
        size = empty;
      }
      rows.add(new Row(i, json));
      size += json.length + 1;
    }
    if (!rows.isEmpty()) batches.add(new Batch(head, rows));
    return batches;
  }

  /** The two halves of a batch of several records. */
  List<Batch> halves() {
    int middle = rows.size() / 2;
    return List.of(
        new Batch(head, rows.subList(0, middle)),
        new Batch(head, rows.subList(middle, rows.size())));
  }

  byte[] body() {
    int size = head.length + TAIL.length + rows.size();
    for (Row row : rows) size += row.json().length;
    ByteBuffer body = ByteBuffer.allocate(size - 1).put(head).put(rows.get(0).json());
    for (Row row : rows.subList(1, rows.size())) body.put((byte) ',').put(row.json());
    return body.put(TAIL).array();
  }

  private static byte[] head(Map<String, ?> parameters) {
    Map<String, Object> given = new LinkedHashMap<>(parameters);
    given.values().removeIf(Objects::isNull);
    String open = text(given).replaceFirst("}$", given.isEmpty() ? "" : ",");
    return (open + "\"input\":[").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean holdsHalfACharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      int character = text.codePointAt(i);
      if (Character.isSupplementaryCodePoint(character)) i++;
      else if (Character.isSurrogate((char) character)) return true;
    }
    return false;
  }

  private static String text(Map<String, ?> object) {
    try {
      return Wire.JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a record holds what JSON can't: " + e.getMessage(), e);
    }
  }
}
