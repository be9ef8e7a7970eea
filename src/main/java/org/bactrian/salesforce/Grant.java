package org.bactrian.salesforce;

import java.util.Optional;

/**
 * What Salesforce grants for a login.
 *
 * @param identityUrl names the org and the user, as in {@code
 *     https://login.salesforce.com/id/00D.../005...}
 * @param refreshToken a new one, which replaces the one that was used
 */
public record Grant(
    String accessToken, String instanceUrl, String identityUrl, Optional<String> refreshToken) {

  /** Without the tokens. */
  @Override
  public String toString() {
    return "a grant of " + identityUrl;
  }
}
