package org.bactrian.audit;

/**
 * Who does something, and from where.
 *
 * @param name the client address of a console visitor, or the operating system's user of a command;
 *     empty for Bactrian itself
 */
public record Actor(Origin origin, String name) {

  private static final int LONGEST = 255;

  /** Cuts a name at 255 characters. */
  public Actor {
    if (name.length() > LONGEST) name = name.substring(0, LONGEST);
  }

  /** Where a request came from. */
  public enum Origin {
    CONSOLE("console"),
    COMMAND_LINE("command line"),
    /** Bactrian itself, by its settings, when it starts. */
    BACTRIAN("Bactrian");

    private final String word;

    Origin(String word) {
      this.word = word;
    }

    /** In English. */
    public String word() {
      return word;
    }
  }

  /** A visitor of the console, by the address that the request came from. */
  public static Actor console(String address) {
    return new Actor(Origin.CONSOLE, address);
  }

  /** A command of this operating system user. */
  public static Actor commandLine(String user) {
    return new Actor(Origin.COMMAND_LINE, user);
  }

  /**
   * A command of the user who runs this process, with the user before {@code sudo} if it names one.
   */
  public static Actor commandLine() {
    String user = System.getProperty("user.name", "");
    String before = System.getenv("SUDO_USER");
    return commandLine(before == null || before.equals(user) ? user : user + ", sudo by " + before);
  }

  /** Bactrian itself. */
  public static Actor bactrian() {
    return new Actor(Origin.BACTRIAN, "");
  }

  /** As in {@code command line, alice}. */
  @Override
  public String toString() {
    return name.isEmpty() ? origin.word() : origin.word() + ", " + name;
  }
}
