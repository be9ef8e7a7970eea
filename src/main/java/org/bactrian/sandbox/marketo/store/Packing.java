package org.bactrian.sandbox.marketo.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Records as byte arrays: for each value its slot, then its text, number or flag. */
final class Packing {
  private byte[] scratch = new byte[4096];
  private int at;

  byte[] pack(Object[] values) {
    at = 0;
    for (int slot = 1; slot < values.length; slot++) {
      Object value = values[slot];
      if (value == null) {
        continue;
      }
      number(slot);
      if (value instanceof String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, scratch, at, bytes.length);
        at += bytes.length;
      } else if (value instanceof Long whole) {
        number((whole << 1) ^ (whole >> 63));
      } else if (value instanceof Double fraction) {
        number(Long.reverseBytes(Double.doubleToRawLongBits(fraction)));
      } else {
        number(Boolean.TRUE.equals(value) ? 1 : 0);
      }
    }
    return Arrays.copyOf(scratch, at);
  }

  Object[] unpack(byte[] row, Schema schema) {
    Object[] values = new Object[schema.size()];
    for (at = 0; at < row.length; ) {
      int slot = (int) number(row);
      values[slot] = value(row, schema.field(slot).type());
    }
    return values;
  }

  Object unpack(byte[] row, Schema schema, int wanted) {
    for (at = 0; at < row.length; ) {
      int slot = (int) number(row);
      DataType type = schema.field(slot).type();
      if (slot == wanted) {
        return value(row, type);
      }
      long number = number(row);
      if (type.held() == String.class) {
        at += (int) number;
      }
    }
    return null;
  }

  private Object value(byte[] row, DataType type) {
    long number = number(row);
    Class<?> held = type.held();
    if (held == String.class) {
      at += (int) number;
      return new String(row, at - (int) number, (int) number, StandardCharsets.UTF_8);
    }
    if (held == Long.class) {
      return (number >>> 1) ^ -(number & 1);
    }
    return held == Double.class
        ? (Object) Double.longBitsToDouble(Long.reverseBytes(number))
        : (Object) (number == 1);
  }

  private void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      scratch[at++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    scratch[at++] = (byte) rest;
  }

  private long number(byte[] row) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = row[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private void room(int more) {
    if (at + more > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, at + more));
    }
  }
}
