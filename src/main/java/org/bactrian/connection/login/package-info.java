/**
 * The login at Salesforce: the authorization code with PKCE and state, the token endpoint with all
 * its refusals, and the tokens that processes share.
 *
 * <p>A refresh token may be replaced at each use, and one that is used twice is revoked together
 * with its successors. So one process at a time asks, under a lock of the database, and stores what
 * it was given before it goes on; the others take that over.
 *
 * <p>It knows OAuth and HTTP, what is remembered, and camel-salesforce's session by {@code
 * salesforce.Tokens}; no routes and no pages.
 */
package org.bactrian.connection.login;
