/**
 * The command line: what a person types, and what is told in return.
 *
 * <p>Every command is thin: it asks the composition root for a part and prints what the part says,
 * so that a command, the console and a test get the same answers. Results go to the standard
 * output, everything else to the standard error, so that a program can read the one and a person
 * both.
 *
 * <p>It decides nothing about records, and nothing else knows it.
 */
package org.bactrian.cli;
