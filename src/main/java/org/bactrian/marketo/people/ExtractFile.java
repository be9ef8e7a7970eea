package org.bactrian.marketo.people;

import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.MarketoGarbled;
import org.bactrian.marketo.wire.Call;

/**
 * The file of an extract, fetched part by part as it is read: no more than a part is in memory, and
 * a broken connection costs no more than a part. At its end it is held against the checksum.
 */
final class ExtractFile extends InputStream {

  static final int PART = 4_000_000;

  private final MarketoClient client;
  private final Call call;
  private final long size;
  private final String checksum;
  private final MessageDigest digest;
  private byte[] part = new byte[0];
  private int at;
  private long fetched;

  /**
   * A file of so many bytes.
   *
   * @param checksum {@code sha256:} and the digest in hex, or null if it is not known
   */
  ExtractFile(MarketoClient client, String path, long size, String checksum) {
    this.client = client;
    this.call = Call.bare("GET", path, Call.NONE);
    this.size = size;
    this.checksum = checksum;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() {
    return isAtEnd() ? -1 : part[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) return 0;
    if (isAtEnd()) return -1;
    int count = Math.min(length, part.length - at);
    System.arraycopy(part, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean isAtEnd() {
    if (at < part.length) return false;
    if (fetched == size) return true;
    part = client.file(call.bytes(fetched, Math.min(fetched + PART, size) - 1));
    at = 0;
    fetched += part.length;
    digest.update(part);
    if (part.length == 0 || fetched > size) throw garbled(size + " bytes", fetched + " bytes");
    if (fetched == size) check();
    return false;
  }

  private void check() {
    String found = "sha256:" + HexFormat.of().formatHex(digest.digest());
    if (checksum != null && checksum.startsWith("sha256:") && !checksum.equals(found))
      throw garbled("a file with " + checksum, "one with " + found);
  }

  private MarketoGarbled garbled(String expected, String found) {
    return new MarketoGarbled(call.endpoint(), expected, found);
  }
}
