package org.bactrian.marketo.client;

/** Why one attempt of a call failed; never leaves the package. */
final class Trouble extends Exception {

  static final String CONNECTION = "connection";
  static final String GARBLED = "garbled";
  private static final long serialVersionUID = 1L;

  private final String code;

  Trouble(String code, String message, Throwable cause) {
    super(message, cause, false, false);
    this.code = code;
  }

  Trouble(String code, String message) {
    this(code, message, null);
  }

  String code() {
    return code;
  }

  ErrorCode.Heals heals() {
    if (code.equals(CONNECTION)) return ErrorCode.Heals.BY_WAITING;
    if (code.equals(GARBLED)) return ErrorCode.Heals.BY_FEW_TRIES;
    if (ErrorCode.of(code).isEmpty() && code.matches("5\\d\\d")) return ErrorCode.Heals.BY_WAITING;
    return ErrorCode.heals(code);
  }
}
