package org.bactrian.sandbox.salesforce.login;

import java.time.Instant;

/** One browser's way from the authorize endpoint to the callback, and how far it has come. */
final class Visit {
  private final String source;
  private final Asked asked;
  private final Instant ends;
  private boolean identified;
  private boolean loggedIn;
  private Challenge challenge;
  private String trouble = "";

  Visit(String source, Asked asked, Instant ends) {
    this.source = source;
    this.asked = asked;
    this.ends = ends;
  }

  /** The parameter that carries it from page to page. */
  String source() {
    return source;
  }

  Asked asked() {
    return asked;
  }

  Instant ends() {
    return ends;
  }

  /** Whether the password has been given. */
  boolean isIdentified() {
    return identified;
  }

  void identify() {
    identified = true;
  }

  /** The e-mailed code that is asked for, or null. */
  Challenge challenge() {
    return challenge;
  }

  void challenge(Challenge next) {
    challenge = next;
  }

  /** Whether the user has logged in on the way, as prompt=login wants it. */
  boolean isLoggedIn() {
    return loggedIn;
  }

  void logIn() {
    loggedIn = true;
  }

  /** Sends the browser back to the login page, which says why. */
  void startOver(String why) {
    identified = false;
    loggedIn = false;
    challenge = null;
    trouble = why;
  }

  /** What the login page has to say, once; mostly nothing. */
  String takeTrouble() {
    String why = trouble;
    trouble = "";
    return why;
  }
}
