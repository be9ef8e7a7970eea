package org.bactrian.console.server;

import java.util.regex.Pattern;

/**
 * The target of a request as it stands in its first line. Only one spelling of a path is taken, so
 * that whatever looks at it, here or in a proxy before us, finds the same.
 */
final class RequestTarget {

  /**
   * Letters, digits and what paths may hold beside them; of encodings, the blank and what is not
   * ASCII, since any other would be a second spelling of a plain character, or a separator.
   */
  /** Possessive: a long target must not be gone through on the stack. */
  private static final String SEGMENT =
      "(?!\\.{1,2}(?:/|$))(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%20|%[89A-Fa-f][0-9A-Fa-f])++";

  private static final Pattern PLAIN =
      Pattern.compile("/(?:%1$s(?:/%1$s)*+/?)?".formatted(SEGMENT));

  private RequestTarget() {}

  /** Whether it is a path, spelled plainly, with a query or without one. */
  static boolean isPlain(String target) {
    if (target == null || target.indexOf('#') >= 0) return false;
    int query = target.indexOf('?');
    return PLAIN.matcher(query < 0 ? target : target.substring(0, query)).matches();
  }
}
