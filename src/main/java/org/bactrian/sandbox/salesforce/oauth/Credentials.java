package org.bactrian.sandbox.salesforce.oauth;

/**
 * Which app and which user may log in; the user's password is a switch.
 *
 * @param app the app's name, as the user is shown it
 */
public record Credentials(
    String app,
    String consumerKey,
    String consumerSecret,
    String username,
    String refreshToken,
    String organizationId,
    String userId) {

  /** The sandbox's own, as its start prints them. */
  public static Credentials ofSandbox(String organizationId, String userId) {
    return new Credentials(
        "Bactrian",
        "sandbox-consumer-key",
        "sandbox-consumer-secret",
        "sync@bactrian.example",
        "sandbox-refresh-token",
        organizationId,
        userId);
  }
}
