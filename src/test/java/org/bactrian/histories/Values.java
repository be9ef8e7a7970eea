package org.bactrian.histories;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What users type into fields, by the Marketo field's name. */
final class Values {

  private static final List<String> NAMES =
      List.of("Amira", "Björn", "Дмитрий", "恵子", "Zoë", "O'Neil & <Sons>", "Ana 🐫");
  private static final List<String> SALUTATIONS = List.of("Mr.", "Ms.", "Dr.", "Mx.");
  private static final List<String> STATUSES =
      List.of("Open - Not Contacted", "Working - Contacted", "Closed - Not Converted");
  private static final List<String> SOURCES = List.of("Web", "Partner Referral", "Other");
  private static final List<String> RATINGS = List.of("Hot", "Warm", "Cold");

  private Values() {}

  /** A value that the field has hardly had before. */
  static Object of(String field, Random random) {
    int number = random.nextInt(10_000);
    return switch (field) {
      case "salutation" -> any(SALUTATIONS, random);
      case "phone", "fax" -> "+886 2 2345 %04d".formatted(number);
      case "mobilePhone" -> "+886 912 34%04d".formatted(number);
      case "dateOfBirth" ->
          "19%02d-%02d-%02d".formatted(number % 90 + 10, number % 12 + 1, number % 28 + 1);
      case "address" -> "%d Main Street\nFloor %d".formatted(number, random.nextInt(30));
      case "postalCode" -> "%05d".formatted(number);
      case "leadStatus" -> any(STATUSES, random);
      case "leadSource" -> any(SOURCES, random);
      case "rating" -> any(RATINGS, random);
      case "leadScore" -> number % 200;
      default -> any(NAMES, random) + " " + number;
    };
  }

  /** The same value as another program or person would write it. */
  static String rewritten(String field, String value, Random random) {
    return switch (field) {
      case "phone", "mobilePhone", "fax" ->
          random.nextBoolean() ? value.replace(' ', '-') : value.replaceAll("[ -]", "");
      case "email" ->
          random.nextBoolean() ? value.toUpperCase(Locale.ROOT) : value.toLowerCase(Locale.ROOT);
      case "address" -> value.replace("\r\n", "\n").replace("\n", "\r\n");
      default -> value.stripTrailing() + "  ";
    };
  }

  static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
