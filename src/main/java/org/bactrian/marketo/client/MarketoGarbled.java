package org.bactrian.marketo.client;

/** Several answers in a row were not what Marketo's API promises: a proxy, or a changed API. */
public final class MarketoGarbled extends MarketoException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  /**
   * An answer that is none.
   *
   * @param found in a phrase, of which the beginning is shown; no data of people
   */
  public MarketoGarbled(String endpoint, String expected, String found) {
    super(
        "%s: expected %s, found %s; a proxy may have answered in its place"
            .formatted(
                endpoint,
                expected,
                found.isBlank() ? "nothing" : found.substring(0, Math.min(SHOWN, found.length()))),
        null);
  }
}
