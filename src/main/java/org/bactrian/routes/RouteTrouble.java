package org.bactrian.routes;

import java.nio.file.Path;

/** A route that can't be used; the message says which file, where in it, and what was found. */
public final class RouteTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RouteTrouble(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what Camel found, and where. */
  public static RouteTrouble explaining(Path routes, Throwable failure) {
    StringBuilder found = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t.getMessage() == null || found.indexOf(t.getMessage()) >= 0) continue;
      found.append(found.isEmpty() ? "" : ": ").append(t.getMessage());
    }
    String where = RouteFiles.placeOf(routes, found.toString()).orElse("the routes in " + routes);
    return new RouteTrouble(
        "starting " + where + ": " + found + "; bactrian validate checks each file", failure);
  }
}
