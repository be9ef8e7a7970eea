/**
 * The Connect page: what both systems are connected by.
 *
 * <p>It has the paths that a login at Salesforce needs, {@code /connect} and {@code
 * /connect/callback}; the latter is open without a session, since a redirect from another site
 * brings no {@code Strict} cookie.
 *
 * <p>It shows and asks, and knows nothing of OAuth.
 */
package org.bactrian.console.connect;
