package org.bactrian.sandbox.marketo.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.marketo.instance.Result;
import org.bactrian.sandbox.marketo.store.Refusal;

/** One imported file: it waits, then its rows are written one after the other. */
final class ImportJob implements Lanes.Job {
  private static final int ROWS_PER_SECOND = 5_000;
  private static final long OVERHEAD_MILLIS = 1_000;

  private final long queuedAt;
  private final Format format;
  private final RowTarget target;
  private final Map<Integer, Refusal> injected;
  private final List<List<String>> failed = new ArrayList<>();
  private final int size;
  private List<List<String>> file;
  private long startedAt;
  private long finishedAt = Long.MAX_VALUE;
  private int done;

  /** A job for the records of a file, of which the first is the header. */
  ImportJob(
      long queuedAt,
      Format format,
      List<List<String>> file,
      RowTarget target,
      Map<Integer, Refusal> injected) {
    this.queuedAt = queuedAt;
    this.format = format;
    this.file = file;
    this.size = file.size() - 1;
    this.target = target;
    this.injected = injected;
    failed.add(extended(file.get(0), "Import Failure Reason"));
  }

  @Override
  public long queuedAt() {
    return queuedAt;
  }

  @Override
  public long start(long at) {
    startedAt = at;
    finishedAt = at + OVERHEAD_MILLIS + size * 1000L / ROWS_PER_SECOND;
    return finishedAt;
  }

  /** Writes the rows that should have been written by now. */
  void advance(long now) {
    if (startedAt == 0 || file == null) {
      return;
    }
    boolean over = now >= finishedAt;
    long due = over ? size : Math.min(size, (now - startedAt) * ROWS_PER_SECOND / 1000);
    while (done < due) {
      write(done++);
    }
    file = over ? null : file;
  }

  private void write(int place) {
    List<String> values = file.get(place + 1);
    Refusal reason = injected.get(place);
    if (reason == null) {
      reason = write(values);
    }
    if (reason != null) {
      failed.add(extended(values, reason.getMessage()));
    }
  }

  private Refusal write(List<String> values) {
    List<String> header = file.get(0);
    if (values.size() != header.size()) {
      return new Refusal(
          "1003", "The row has " + values.size() + " values, the header " + header.size());
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.size(); i++) {
      row.put(header.get(i), values.get(i));
    }
    Result result = target.write(row);
    return result.reason();
  }

  private static List<String> extended(List<String> values, String more) {
    List<String> all = new ArrayList<>(values);
    all.add(more);
    return all;
  }

  /** {@code Queued}, {@code Importing} or {@code Complete}. */
  String status(long now) {
    return startedAt == 0 ? "Queued" : now < finishedAt ? "Importing" : "Complete";
  }

  /** Whether all its rows are written. */
  boolean over() {
    return file == null;
  }

  /** How many rows were taken so far. */
  int taken() {
    return done - refused();
  }

  /** How many rows were refused so far. */
  int refused() {
    return failed.size() - 1;
  }

  /** How long it took, in whole seconds, at least one. */
  long seconds() {
    return Math.max(1, (finishedAt - startedAt) / 1000);
  }

  /** How the import went, in Marketo's words. */
  String message() {
    String taken = "%d records imported (%d members)".formatted(taken(), taken());
    return refused() == 0
        ? "Import succeeded, " + taken
        : "Import completed with errors, " + taken + ", " + refused() + " failed";
  }

  /** The content type of the file of refused rows. */
  String contentType() {
    return format.contentType();
  }

  /** The refused rows in the format in which they came, with the reason in one more column. */
  byte[] failures() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvWriter out = format.write(bytes)) {
      failed.forEach(out::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the failures of an import", e);
    }
    return bytes.toByteArray();
  }
}
