/**
 * How a command is invoked: its settings, where it prints and asks, and which database or Bactrian
 * it works on.
 *
 * <p>A command is the same wherever it runs: in a process of its own, or, beside a process that has
 * the database open, inside that process, with its output and questions carried over a Unix domain
 * socket in the data directory.
 *
 * <p>It knows no command: the composition of the command line is handed to it.
 */
package org.bactrian.cli.invocation;
