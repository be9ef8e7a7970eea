package org.bactrian.marketo;

/**
 * Who calls which instance.
 *
 * @param baseUrl as in {@code https://123-ABC-456.mktorest.com}
 * @param clientId of the custom service in LaunchPoint
 */
public record MarketoCredentials(String baseUrl, String clientId, String clientSecret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Marketo at " + baseUrl + " as " + clientId;
  }
}
