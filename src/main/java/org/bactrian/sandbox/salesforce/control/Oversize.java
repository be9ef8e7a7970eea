package org.bactrian.sandbox.salesforce.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Answers without end: of many megabytes, or of few that become many when they are unzipped. */
public final class Oversize {

  private static final int MEGABYTE = 1 << 20;

  private Oversize() {}

  /** Blanks, of which so many megabytes are in a zipped answer. */
  public static byte[] zipped(int megabytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      byte[] blanks = blanks();
      for (int i = 0; i < megabytes; i++) zip.write(blanks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  /** A megabyte of blanks. */
  public static byte[] blanks() {
    byte[] blanks = new byte[MEGABYTE];
    Arrays.fill(blanks, (byte) ' ');
    return blanks;
  }
}
