package org.bactrian.console;

import java.util.regex.Pattern;

/** A path of our own to go on to; whatever else a browser brings leads home. */
public final class LocalPath {

  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/?=&%._~+-]*");

  private LocalPath() {}

  /** The path, if it can only lead to the console. */
  public static String orHome(String path) {
    return LOCAL.matcher(path).matches() ? path : "/";
  }
}
