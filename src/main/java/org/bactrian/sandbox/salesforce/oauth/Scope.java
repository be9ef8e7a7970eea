package org.bactrian.sandbox.salesforce.oauth;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an app may do, as a set of Salesforce's scope names in the order they were asked for. */
public record Scope(Set<String> names) {
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("id", "Access the identity URL service");
    WORDS.put("api", "Manage user data via APIs");
    WORDS.put("web", "Manage user data via Web browsers");
    WORDS.put("full", "Full access");
    WORDS.put("refresh_token", "Perform requests at any time");
    WORDS.put("offline_access", "Perform requests at any time");
    WORDS.put("openid", "Access unique user identifiers");
    WORDS.put("profile", "Access the user's profile");
    WORDS.put("email", "Access the user's e-mail address");
    WORDS.put("address", "Access the user's postal address");
    WORDS.put("phone", "Access the user's telephone number");
    WORDS.put("chatter_api", "Access Connect REST API resources");
    WORDS.put("visualforce", "Access Visualforce applications");
    WORDS.put("lightning", "Access Lightning applications");
    WORDS.put("content", "Access content resources");
    WORDS.put("custom_permissions", "Access custom permissions");
  }

  /** Every scope the org knows. */
  static final Scope ALL = new Scope(WORDS.keySet());

  /** Keeps the names in order. */
  public Scope {
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /** The scopes named in a text with spaces. */
  public static Scope of(String text) {
    return new Scope(
        new LinkedHashSet<>(
            Arrays.stream(text.split(" ")).filter(name -> !name.isEmpty()).toList()));
  }

  /**
   * Refuses what is not among these.
   *
   * @throws Denied as Salesforce words it
   */
  public void admit(Scope asked) {
    if (!ALL.covers(asked)) {
      throw new Denied("invalid_scope", "requested scope is invalid, unknown, or malformed");
    }
    if (!covers(asked)) {
      throw new Denied("invalid_scope", "the requested scope is not allowed");
    }
  }

  /** What the user is asked to allow, in words, each once. */
  public List<String> words() {
    return names.stream().map(name -> WORDS.getOrDefault(name, name)).distinct().toList();
  }

  boolean covers(Scope other) {
    return names.containsAll(other.names);
  }

  /** Whether a refresh token comes with it. */
  boolean lasts() {
    return names.contains("refresh_token") || names.contains("offline_access");
  }

  boolean reachesApi() {
    return names.contains("api") || names.contains("full");
  }

  @Override
  public String toString() {
    return String.join(" ", names);
  }
}
