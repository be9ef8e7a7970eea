package org.bactrian.marketo.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bactrian.marketo.wire.Trouble;

/**
 * One row of {@code error-codes.md}, the table that both the client and its readers go by.
 *
 * @param code Marketo's error code, or an HTTP status
 * @param meaning what it says
 * @param heals what the client does when a whole call is answered with it
 * @param mayBeDone whether a write that is answered with it may have been done all the same
 * @param advice what is left for a person to do
 */
public record ErrorCode(
    String code, String meaning, Heals heals, boolean mayBeDone, String advice) {

  private static final Map<String, ErrorCode> TABLE = read();

  /** What becomes of a call that is answered with an error. */
  public enum Heals {
    /** It passes: repeat with growing pauses while there is patience. */
    BY_WAITING("by waiting"),
    /** It may pass: repeat a few times. */
    BY_FEW_TRIES("by a few tries"),
    /** It passes with a new token: get one and repeat; after a pause if that is refused, too. */
    BY_NEW_TOKEN("by a new token"),
    /** It passes at midnight, Central Time. */
    TOMORROW("tomorrow"),
    /** A smaller batch passes: halve it. */
    BY_SPLITTING("by splitting"),
    /** One record of the batch may be the cause: try a few times, then halve it. */
    BY_TRIES_THEN_SPLITTING("by tries, then splitting"),
    /** The call is slow: try a few times, halve the batch, then wait. */
    BY_SPLITTING_AND_WAITING("by splitting and waiting"),
    /** It never passes by itself. */
    NO("no");

    private final String words;

    Heals(String words) {
      this.words = words;
    }

    static Heals of(String words) {
      return Arrays.stream(values())
          .filter(each -> each.words.equals(words))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("error-codes.md: heals '" + words + "'"));
    }
  }

  /** The row of a code, if Marketo documents it. */
  public static Optional<ErrorCode> of(String code) {
    return Optional.ofNullable(TABLE.get(code));
  }

  /** Every row, in the order of the table. */
  public static Collection<ErrorCode> all() {
    return TABLE.values();
  }

  /** What becomes of a call that failed with this code of a {@link Trouble}. */
  static Heals heals(String code) {
    return switch (code) {
      case Trouble.CONNECTION, Trouble.UNREACHED -> Heals.BY_WAITING;
      case Trouble.GARBLED -> Heals.BY_FEW_TRIES;
      case Trouble.TOO_LARGE, Trouble.REDIRECTED -> Heals.NO;
      default ->
          of(code).map(ErrorCode::heals).orElse(isServerError(code) ? Heals.BY_WAITING : Heals.NO);
    };
  }

  /** Whether a write that failed with this code of a {@link Trouble} may have been done. */
  static boolean mayBeDone(String code) {
    return switch (code) {
      case Trouble.CONNECTION, Trouble.GARBLED, Trouble.TOO_LARGE -> true;
      case Trouble.UNREACHED, Trouble.REDIRECTED -> false;
      default -> of(code).map(ErrorCode::mayBeDone).orElse(isServerError(code));
    };
  }

  private static boolean isServerError(String code) {
    return code.matches("5\\d\\d");
  }

  static String advice(String code) {
    return switch (code) {
      case Trouble.CONNECTION, Trouble.UNREACHED ->
          "check the network, the firewall and the proxy, and Marketo's status page";
      case Trouble.TOO_LARGE ->
          "a proxy may have answered in Marketo's place; ask for less at once";
      case Trouble.REDIRECTED -> "nothing is sent there; correct the URL of the instance";
      default ->
          of(code)
              .map(ErrorCode::advice)
              .orElse(
                  code.matches("[45]\\d\\d")
                      ? "an HTTP status that Marketo does not document: look at what is between"
                          + " here and Marketo, and at its status page"
                      : "an undocumented code; ask Marketo's support");
    };
  }

  private static Map<String, ErrorCode> read() {
    try (InputStream table = ErrorCode.class.getResourceAsStream("error-codes.md")) {
      Map<String, ErrorCode> rows = new LinkedHashMap<>();
      new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\\s*\\|\\s*"))
          .filter(cells -> cells.length == 6 && cells[1].matches("\\d{3,4}"))
          .forEach(
              cells ->
                  rows.put(
                      cells[1],
                      new ErrorCode(
                          cells[1],
                          cells[2],
                          Heals.of(cells[3]),
                          cells[4].equals("may be done"),
                          cells[5])));
      return Collections.unmodifiableMap(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
