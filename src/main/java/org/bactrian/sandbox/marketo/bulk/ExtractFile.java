package org.bactrian.sandbox.marketo.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.bactrian.sandbox.marketo.bulk.selection.Selection;

/** The file of an extract: on disk, since a million people must leave room for the instance. */
record ExtractFile(Path path, long rows, long size, String checksum) {

  /** Writes what a selection gives, below a header; an empty value is {@code null}. */
  static ExtractFile write(Format format, List<String> header, Selection selection) {
    try {
      Path path = Files.createTempFile("marketo-extract", ".txt");
      path.toFile().deleteOnExit();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long[] rows = {0};
      try (OutputStream out = Files.newOutputStream(path);
          CsvWriter lines = format.write(new DigestOutputStream(out, digest))) {
        lines.writeRecord(header);
        selection.each(
            values -> {
              rows[0]++;
              var line = lines.writeRecord();
              for (Object value : values) {
                line.writeField(String.valueOf(value));
              }
              line.endRecord();
            });
      }
      String checksum = "sha256:" + HexFormat.of().formatHex(digest.digest());
      return new ExtractFile(path, rows[0], Files.size(path), checksum);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the file of an extract", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Some of its bytes. */
  byte[] read(long from, long length) {
    byte[] bytes = new byte[Math.toIntExact(length)];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(from);
      file.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the file of an extract", e);
    }
  }

  /** Removes it. */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("removing the file of an extract", e);
    }
  }
}
