package org.bactrian.state;

import org.bactrian.state.pool.Address;
import org.bactrian.state.pool.Outage;

/** The database can't be used as it is; the message says which, why and what to do. */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean held;

  private DatabaseUnavailable(String message, Throwable cause, boolean held) {
    super(message, cause);
    this.held = held;
  }

  /** Whether another process has its file open, which may end. */
  public boolean isHeldByAnother() {
    return held;
  }

  /** It was there, and can't be asked at the moment. */
  public static DatabaseUnavailable during(String what, Throwable failure) {
    return new DatabaseUnavailable(
        what + ": the database gave no answer (" + root(failure) + ")", failure, false);
  }

  static DatabaseUnavailable explaining(String url, Throwable failure) {
    String where = "opening the database " + Address.withoutOptions(url) + ": ";
    if (Outage.isFileHeld(failure)) {
      return new DatabaseUnavailable(
          where
              + "another program holds its file; stop that program, or use PostgreSQL for several"
              + " processes (bactrian.database.url=jdbc:postgresql://...)",
          failure,
          true);
    }
    return new DatabaseUnavailable(
        where
            + root(failure)
            + "; check bactrian.database.url, .username and .password, and that the database is"
            + " running",
        failure,
        false);
  }

  /** A newer version of Bactrian migrated it, so its tables are not those that this one knows. */
  static DatabaseUnavailable ofNewerVersion(String url) {
    return new DatabaseUnavailable(
        "opening the database "
            + Address.withoutOptions(url)
            + ": a newer version of Bactrian has worked on it; use that version, or restore the"
            + " backup from before the upgrade",
        null,
        false);
  }

  /** What the innermost failure says that says anything. */
  private static String root(Throwable failure) {
    String found = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) found = cause.getMessage();
    }
    return found;
  }
}
