package org.bactrian.connection;

/**
 * What was entered so far, or given by the settings; secrets only as whether they are there.
 *
 * @param callbackUrl what goes into the app in Salesforce as its callback URL
 * @param scopes the OAuth scopes that the app needs, separated by blanks
 * @param loginHost e.g. {@code https://login.salesforce.com}; empty if not chosen
 * @param consumerKey masked, but for its end; empty if there is none
 * @param marketoUrl e.g. {@code https://123-ABC-456.mktorest.com}; empty if there is none
 * @param marketoClientId masked, but for its end; empty if there is none
 */
public record Entered(
    String callbackUrl,
    String scopes,
    String loginHost,
    String consumerKey,
    boolean hasConsumerSecret,
    String marketoUrl,
    String marketoClientId,
    boolean hasMarketoSecret) {}
