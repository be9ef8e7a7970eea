/**
 * What holds for the process as a whole: no secret is in its log, and it ends when memory ran out.
 *
 * <p>Both must be in force on every thread, those of libraries included, and whatever a logback
 * file or a route says; so they are installed once, at the very start.
 *
 * <p>It also tells who else can log in to the machine that the process runs on.
 *
 * <p>It knows the JVM, logback and the system's user file, and nothing of this application.
 */
package org.bactrian.process;
