package org.bactrian.cli.invocation;

/** The command line as a whole: runs the command that its arguments name. */
public interface Program {

  /** Runs a command; returns its exit code. */
  int execute(Invocation invocation, String... arguments);

  /** Its name and version; two processes understand each other only if theirs are the same. */
  String version();
}
