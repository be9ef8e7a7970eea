/**
 * Connections to the database: pooled, made with time-outs, and watched.
 *
 * <p>A server that is away is told once when that begins and once when it ends, however many ask
 * meanwhile, and an H2 file that a full disk closed is opened again by itself; a connection that is
 * half dead ends the statement that hangs on it. What is asked of the database is not known here.
 */
package org.bactrian.state.pool;
