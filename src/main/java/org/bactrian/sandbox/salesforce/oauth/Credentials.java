package org.bactrian.sandbox.salesforce.oauth;

/** Who may log in, and who that is. */
public record Credentials(
    String consumerKey,
    String consumerSecret,
    String username,
    String password,
    String refreshToken,
    String organizationId,
    String userId) {

  /** The sandbox's own, as its start prints them. */
  public static Credentials ofSandbox(String organizationId, String userId) {
    return new Credentials(
        "sandbox-consumer-key",
        "sandbox-consumer-secret",
        "sync@bactrian.example",
        "sandbox",
        "sandbox-refresh-token",
        organizationId,
        userId);
  }
}
