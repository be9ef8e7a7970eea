package org.bactrian.state;

/** The database can't be used as it is; the message says which, why and what to do. */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /** It was there, and can't be asked at the moment. */
  public static DatabaseUnavailable during(String what, Throwable failure) {
    return new DatabaseUnavailable(
        what + ": the database gave no answer (" + root(failure).getMessage() + ")", failure);
  }

  static DatabaseUnavailable explaining(String url, Throwable failure) {
    String where = "opening the database " + withoutSecrets(url) + ": ";
    String found = root(failure).getMessage();
    if (found != null && found.contains("Database may be already in use")) {
      return new DatabaseUnavailable(
          where
              + "another program holds its file; stop that program, or add ;AUTO_SERVER=TRUE to"
              + " bactrian.database.url in both",
          failure);
    }
    return new DatabaseUnavailable(
        where
            + found
            + "; check bactrian.database.url, .username and .password, and that the database is"
            + " running",
        failure);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) root = root.getCause();
    return root;
  }

  private static String withoutSecrets(String url) {
    return url.replaceAll("(?i)(password|user)=[^&;]*", "$1=***");
  }
}
