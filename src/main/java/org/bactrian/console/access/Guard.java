package org.bactrian.console.access;

/**
 * How a route that is served to browsers is guarded. A route says so by its {@code group}; one that
 * says nothing is behind the login.
 */
public enum Guard {
  /** Behind the login, where a password is set. */
  LOGIN,
  /** A page for people who have not logged in: its forms still come from a page of ours. */
  WITHOUT_LOGIN,
  /** For a program that brings its own proof, which the route checks: no login, no form token. */
  WEBHOOK;

  /** The longest body of a request: room for one long text, as a form writes it. */
  private static final int MOST_BYTES = 512 * 1024;

  private static final int MOST_BYTES_OF_STRANGERS = 16 * 1024;

  /** The guard of a route of this group, which may be null. */
  public static Guard of(String group) {
    if ("without-login".equals(group)) return WITHOUT_LOGIN;
    return "webhook".equals(group) ? WEBHOOK : LOGIN;
  }

  /** The longest body that is read, in bytes. */
  public int mostBytes() {
    return this == WITHOUT_LOGIN ? MOST_BYTES_OF_STRANGERS : MOST_BYTES;
  }
}
