package org.bactrian.sandbox.salesforce.schema;

/** Salesforce's record ids: 15 case-sensitive characters, and 3 more that keep the case safe. */
public final class RecordId {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final String POD = "Hu0";
  private static final long FIRST = 3_844_000_000L;

  private RecordId() {}

  /** The 18-character id of the row of an object. */
  public static String of(String prefix, int row) {
    char[] id = new char[18];
    prefix.getChars(0, 3, id, 0);
    POD.getChars(0, 3, id, 3);
    long rest = FIRST + row;
    for (int i = 14; i >= 6; i--) {
      id[i] = DIGITS.charAt((int) (rest % 62));
      rest /= 62;
    }
    check(id);
    return new String(id);
  }

  /** The row of a 15- or 18-character id, or -1 if this org cannot have given it. */
  public static int row(String id) {
    if (!wellFormed(id) || !id.startsWith(POD, 3)) {
      return -1;
    }
    long number = 0;
    for (int i = 6; i < 15; i++) {
      number = number * 62 + DIGITS.indexOf(id.charAt(i));
    }
    number -= FIRST;
    return number < 0 || number > Integer.MAX_VALUE ? -1 : (int) number;
  }

  /** Whether it has the form of an id. */
  public static boolean wellFormed(String id) {
    if (id.length() != 15 && id.length() != 18) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (DIGITS.indexOf(id.charAt(i)) < 0) {
        return false;
      }
    }
    return id.length() == 15 || id.equals(long18(id.substring(0, 15)));
  }

  /** The 18-character form of a well-formed id. */
  public static String long18(String id) {
    if (id.length() == 18) {
      return id;
    }
    char[] full = new char[18];
    id.getChars(0, 15, full, 0);
    check(full);
    return new String(full);
  }

  private static void check(char[] id) {
    for (int group = 0; group < 3; group++) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        char c = id[group * 5 + i];
        if (c >= 'A' && c <= 'Z') {
          bits |= 1 << i;
        }
      }
      id[15 + group] = CHECK.charAt(bits);
    }
  }
}
