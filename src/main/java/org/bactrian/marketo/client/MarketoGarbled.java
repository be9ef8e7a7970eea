package org.bactrian.marketo.client;

/** Several answers in a row were not what Marketo's API promises: a proxy, or a changed API. */
public final class MarketoGarbled extends MarketoException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  /**
   * An answer that is none.
   *
   * @param found the beginning of it is shown
   */
  public MarketoGarbled(String endpoint, String expected, String found) {
    super(
        "%s: expected %s, found %s"
            .formatted(
                endpoint,
                expected,
                found.isBlank()
                    ? "nothing"
                    : "'" + found.substring(0, Math.min(SHOWN, found.length())) + "'"),
        null);
  }
}
