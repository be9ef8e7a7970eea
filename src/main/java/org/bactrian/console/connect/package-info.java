/**
 * The Connect page: the eight steps of the set-up, the window in which somebody logs in at
 * Salesforce, and what can be done to a connection afterwards.
 *
 * <p>What each step needs and what it found is {@code connection.Setup}'s to say; here it gets its
 * place on a page. {@code /connect/callback} is open without a session, since a redirect from
 * another site brings no {@code Strict} cookie; a {@code Lax} one ties it to the browser that
 * began.
 *
 * <p>It knows steps, words and forms, and neither tokens nor the two systems.
 */
package org.bactrian.console.connect;
