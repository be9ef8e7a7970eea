/**
 * Where a command runs: in a process of its own, or, beside a process that has the database open,
 * inside that process.
 *
 * <p>An H2 file is opened by one process only, and both systems' limits are best kept by one; so
 * the process that has the database listens on a Unix domain socket in the data directory, and the
 * command's arguments, output, questions and exit code are carried over it. The folder's and the
 * socket's modes keep other users out, and the kernel is asked who calls.
 *
 * <p>It knows no command: the command line as a whole is handed to it.
 */
package org.bactrian.cli.process;
