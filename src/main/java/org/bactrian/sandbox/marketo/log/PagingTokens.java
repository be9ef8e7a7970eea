package org.bactrian.sandbox.marketo.log;

import org.bactrian.sandbox.marketo.store.Refusal;

/**
 * The tokens that stand for a place in the log: as long as the rules say, and valid for a while.
 */
public final class PagingTokens {
  private static final String PLACE = "P";
  private static final String PADDING = "GIYDAOBNGEYS2MBWKQYDAORQ";

  private int generation;
  private String refusal;

  /** The token for a place, of at least {@code length} characters. */
  public String of(int place, int length) {
    StringBuilder token = new StringBuilder(PLACE + Integer.toString(place, 36).toUpperCase());
    if (generation > 0 || length > 0) {
      token.append('-').append(generation).append('-');
    }
    while (token.length() < length - 4) {
      token.append(PADDING);
    }
    return length > 0 ? token.append("====").toString() : token.toString();
  }

  /** The place that a token stands for, or a refusal. */
  public int place(String token) throws Refusal {
    String[] parts = token.split("-");
    try {
      if (!parts[0].startsWith(PLACE)) {
        throw new NumberFormatException(token);
      }
      int place = Integer.parseInt(parts[0].substring(PLACE.length()), 36);
      int born = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      if (born == generation) {
        return place;
      }
    } catch (NumberFormatException e) {
      throw new Refusal("1003", "Invalid value '" + token + "' for parameter 'nextPageToken'");
    }
    throw new Refusal(refusal, "Paging token not found");
  }

  /** Refuses all tokens given so far with this code. */
  public void expire(String code) {
    generation++;
    refusal = code;
  }
}
