package org.bactrian.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blots secrets out of a text: those that are known, and what stands where secrets stand. */
public final class SecretMask {

  private static final String BLOT = "***";
  private static final int SHORTEST = 8;

  private static final Pattern PLACES =
      Pattern.compile(
          "(?i)((?:bearer|basic)\\s+"
              + "|\\b(?:access_token|refresh_token|client_secret|client_assertion|assertion|code"
              + "|code_verifier|password|sessionId|x-sfdc-session|token)[\"']?\\s*(?:=|:|>)\\s*[\"']?)"
              + "([^\\s\"'&,;<>{}\\]\\[)(]{6,})");

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Knows one more secret from now on; what is too short to be one is left. */
  public void know(String secret) {
    if (secret != null && secret.length() >= SHORTEST) known.add(secret);
  }

  /** The text with every secret blotted out; the same object where there is none. */
  public String mask(String text) {
    if (text == null) return null;
    String masked = text;
    for (String secret : known) {
      if (masked.contains(secret)) masked = masked.replace(secret, BLOT);
      // What prints requests may cut them: the half of a secret is one, too.
      String end = secret.substring(secret.length() / 2);
      if (end.length() >= SHORTEST && masked.contains(end)) masked = masked.replace(end, BLOT);
    }
    Matcher place = PLACES.matcher(masked);
    return place.find() ? place.replaceAll(found -> found.group(1) + BLOT) : masked;
  }
}
