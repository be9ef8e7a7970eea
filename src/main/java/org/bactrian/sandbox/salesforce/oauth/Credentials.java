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

  /** The consumer key of Salesforce's command line, an app that every org knows. */
  private static final String COMMAND_LINE = "PlatformCLI";

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

  /** The name of the app with this consumer key, as the user is shown it, or null for no app. */
  public String appOf(String key) {
    if (isCommandLine(key)) {
      return "Salesforce CLI";
    }
    return consumerKey.equals(key) ? app : null;
  }

  /** Whether it is the key of Salesforce's command line, which has no secret. */
  static boolean isCommandLine(String key) {
    return COMMAND_LINE.equals(key);
  }
}
