package org.bactrian.sandbox.marketo.bulk;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.bactrian.sandbox.marketo.bulk.selection.Selection;
import org.bactrian.sandbox.marketo.store.DataType;

/** One extract: described, then queued, then written, or canceled. */
final class ExtractJob implements Lanes.Job {
  private static final int ROWS_PER_SECOND = 10_000;
  private static final long OVERHEAD_MILLIS = 1_000;
  private static final long FILE_MILLIS = 7 * 86_400_000L;
  private static final long STATUS_MILLIS = 30 * 86_400_000L;

  /** What is told of a file that was written: when it was, and how large it is. */
  interface Written {
    void bytes(long at, long size);
  }

  private final String id;
  private final String owner;
  private final Format format;
  private final List<String> header;
  private final Selection selection;
  private final Written written;
  private final long createdAt;
  private long queuedAt;
  private long startedAt;
  private long finishedAt = Long.MAX_VALUE;
  private boolean canceled;
  private String error;
  private ExtractFile file;
  private boolean kept = true;

  ExtractJob(
      String id,
      String owner,
      long createdAt,
      Format format,
      List<String> header,
      Selection selection,
      Written written) {
    this.id = id;
    this.owner = owner;
    this.createdAt = createdAt;
    this.format = format;
    this.header = header;
    this.selection = selection;
    this.written = written;
  }

  String id() {
    return id;
  }

  /** What is extracted: its place in the API. */
  String owner() {
    return owner;
  }

  Format format() {
    return format;
  }

  @Override
  public long queuedAt() {
    return queuedAt;
  }

  /** Joins the queue. */
  void queue(long now) {
    queuedAt = now;
  }

  @Override
  public long start(long at) {
    startedAt = at;
    finishedAt = at + OVERHEAD_MILLIS;
    try {
      file = ExtractFile.write(format, header, selection);
      finishedAt += file.rows() * 1000 / ROWS_PER_SECOND;
      written.bytes(at, file.size());
    } catch (RuntimeException e) {
      error = e.toString();
    }
    return finishedAt;
  }

  /** Stops it, wherever it is. */
  void cancel() {
    canceled = true;
    drop();
  }

  /** Lets go of a file that is older than seven days; says whether the job itself is forgotten. */
  boolean outlived(long now) {
    if (startedAt > 0 && finishedAt + FILE_MILLIS < now) {
      drop();
    }
    return createdAt + STATUS_MILLIS < now;
  }

  private void drop() {
    if (file != null && kept) {
      file.delete();
    }
    kept = false;
  }

  /** Its file once it is complete and as long as it is kept, or null. */
  ExtractFile file(long now) {
    return kept && now >= finishedAt ? file : null;
  }

  /** Where it stands, in Marketo's words. */
  String status(long now) {
    if (canceled) {
      return "Canceled";
    }
    if (startedAt == 0) {
      return queuedAt == 0 ? "Created" : "Queued";
    }
    if (now < finishedAt) {
      return "Processing";
    }
    return error == null ? "Completed" : "Failed";
  }

  /** Prints what is known of it, under a status. */
  void print(JsonGenerator out, String status) throws IOException {
    out.writeStartObject();
    out.writeStringField("exportId", id);
    out.writeStringField("format", format.name());
    out.writeStringField("status", status);
    time(out, "createdAt", createdAt);
    time(out, "queuedAt", queuedAt);
    time(out, "startedAt", startedAt);
    if (status.equals("Completed") || status.equals("Failed")) {
      time(out, "finishedAt", finishedAt);
      if (error != null) {
        out.writeStringField("errorMsg", error);
      }
      if (file != null) {
        out.writeNumberField("numberOfRecords", file.rows());
        out.writeNumberField("fileSize", file.size());
        out.writeStringField("fileChecksum", file.checksum());
      }
    }
    out.writeEndObject();
  }

  private static void time(JsonGenerator out, String name, long millis) throws IOException {
    if (millis > 0) {
      out.writeStringField(name, DataType.printInstant(millis / 1000));
    }
  }
}
