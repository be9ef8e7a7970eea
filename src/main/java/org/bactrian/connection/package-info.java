/**
 * How Bactrian comes to be connected to both systems, and stays so: the set-up's steps, the login
 * at Salesforce, the encrypted secrets, and what the console and the command line show of them.
 *
 * <p>Every step is stored as it is taken, so that a process that dies between two steps goes on at
 * the same one, and several processes on one database share one connection. Java talks to
 * Salesforce by itself only for OAuth (authorize, token, revoke), which camel-salesforce has no
 * endpoint for; all other calls stand in {@code routes/connect.camel.yaml}.
 *
 * <p>It knows routes by their names and the database by the nouns of {@code state}, and nothing of
 * pages or terminals: what it says are {@link org.bactrian.connection.Words}.
 */
package org.bactrian.connection;
