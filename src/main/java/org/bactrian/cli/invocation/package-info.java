/**
 * How a command is invoked: its settings, where it prints and asks, and which database or Bactrian
 * it works on.
 *
 * <p>A command is given all of that, so that it is the same wherever it runs.
 *
 * <p>It knows no command, and not in which process one runs.
 */
package org.bactrian.cli.invocation;
