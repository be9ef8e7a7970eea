package org.bactrian.salesforce;

/** The ids of Salesforce's records, in their two forms. */
public final class RecordIds {

  private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final int SHORT = 15;
  private static final int PART = 5;

  private RecordIds() {}

  /**
   * The 18 characters of an id that people copied with 15, as from an address: the last three say
   * which of the others are capitals. Anything else stays as it is.
   */
  public static String whole(String id) {
    if (!id.matches("[A-Za-z0-9]{15}") || id.matches("\\d{15}")) return id;
    StringBuilder whole = new StringBuilder(id);
    for (int part = 0; part < SHORT; part += PART) {
      int capitals = 0;
      for (int i = 0; i < PART; i++) {
        char letter = id.charAt(part + i);
        if (letter >= 'A' && letter <= 'Z') capitals |= 1 << i;
      }
      whole.append(DIGITS.charAt(capitals));
    }
    return whole.toString();
  }
}
