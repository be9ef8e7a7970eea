/**
 * What tests use of the machine they run on: HTTP clients, ports, time and a PostgreSQL server.
 *
 * <p>Tests run in several JVMs at once, beside other builds, so whatever they share is handed out
 * here and nowhere else. It knows nothing of Bactrian.
 */
package org.bactrian.local;
