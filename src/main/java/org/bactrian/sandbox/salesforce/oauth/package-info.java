/**
 * OAuth 2.0 as the simulated Salesforce does it: the token endpoint with its grants, revocation,
 * introspection and the identity of the user behind a token.
 *
 * <p>Tokens are real in all that a client can tell: they expire, are revoked, and a refresh token
 * may be rotated, so that whatever a client does about it can be tried here first.
 *
 * <p>It knows nothing of the org's records.
 */
package org.bactrian.sandbox.salesforce.oauth;
