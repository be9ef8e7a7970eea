package org.bactrian.routes;

import java.nio.file.Path;
import org.bactrian.calls.PlainWords;

/** A route that can't be used; the message says which file, where in it, and what was found. */
public final class RouteTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RouteTrouble(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what Camel found, without its words for programmers, and where. */
  public static RouteTrouble explaining(Path routes, Throwable failure) {
    StringBuilder all = new StringBuilder();
    StringBuilder found = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String words = t.getMessage();
      all.append(words).append('\n');
      if (!PlainWords.are(words) || found.indexOf(words) >= 0) continue;
      found.append(found.isEmpty() ? "" : ": ").append(words);
    }
    if (found.isEmpty()) found.append("it can't be used");
    String where = RouteFiles.placeOf(routes, all.toString()).orElse("the routes in " + routes);
    return new RouteTrouble(
        "starting " + where + ": " + found + "; bactrian validate checks each file", failure);
  }
}
