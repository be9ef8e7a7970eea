package org.bactrian.marketo.wire;

/** Why one attempt of a call failed; never leaves the client. */
public final class Trouble extends Exception {

  /** The code of a connection that broke: the call may have arrived. */
  public static final String CONNECTION = "connection";

  /** The code of a connection that was not made: the call did not arrive. */
  public static final String UNREACHED = "unreached";

  /** The code of an answer that is none. */
  public static final String GARBLED = "garbled";

  /** The code of an answer that memory has no room for. */
  public static final String TOO_LARGE = "too large";

  /** The code of an answer that sends to another address: nothing was done. */
  public static final String REDIRECTED = "redirected";

  private static final long serialVersionUID = 1L;

  private final String code;

  public Trouble(String code, String message, Throwable cause) {
    super(message, cause, false, false);
    this.code = code;
  }

  public Trouble(String code, String message) {
    this(code, message, null);
  }

  /** What was found, in a phrase; a code of ours says nothing to a reader. */
  public String words() {
    return code.matches("\\d+") ? code + " " + getMessage() : getMessage();
  }

  /** One of the codes here, Marketo's error code, or an HTTP status. */
  public String code() {
    return code;
  }
}
