/**
 * Calls Marketo's REST API: one client, its pacing, and what every error means.
 *
 * <p>It exists so that a caller sees records and five exceptions, and never a token, a rate limit,
 * a batch size or an HTTP status; what each code means and does is told once, in {@code
 * error-codes.md}, and read from there. It waits out what heals and does not log.
 *
 * <p>It knows no Camel and nothing of this application.
 */
package org.bactrian.marketo.client;
