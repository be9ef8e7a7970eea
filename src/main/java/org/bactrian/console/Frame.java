package org.bactrian.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bactrian.connection.Words;

/** What every template has: the reader's language, and what stands around a page. */
public final class Frame {

  private final Pages pages;
  private final Visit visit;

  Frame(Pages pages, Visit visit) {
    this.pages = pages;
    this.visit = visit;
  }

  /** The message with this key. */
  public String say(String key, Object... arguments) {
    return visit.language().say(key, arguments);
  }

  /** What the connection has to say. */
  public String say(Words words) {
    return words.in(visit.language().locale());
  }

  /** The message with this key; something else where there is none. */
  public String sayOr(String key, String otherwise) {
    return visit.language().find(key).orElse(otherwise);
  }

  /** The message with this key, for readers of another language than what is kept is in. */
  public Optional<String> translated(String key) {
    return visit.language() == Language.ENGLISH ? Optional.empty() : visit.language().find(key);
  }

  public String number(long number) {
    return visit.language().number(number);
  }

  public String duration(Duration time) {
    return visit.language().duration(time);
  }

  public String instant(Instant instant) {
    return visit.language().instant(instant);
  }

  public Language language() {
    return visit.language();
  }

  /** The token that each form of this page brings back. */
  public String token() {
    return pages.secret().token(visit.visitor());
  }

  /** Where a style sheet, script or picture is. */
  public String asset(String name) {
    return pages.assets().href(name);
  }

  public boolean isSandbox() {
    return pages.isSandbox();
  }

  /** Whether other people of this machine can use this page without a password. */
  public boolean needsPassword() {
    return pages.isOpenToOtherUsers();
  }

  public boolean isLoggedIn() {
    return visit.isLoggedIn();
  }

  /** How many dead letters there are. */
  public long deadLetters() {
    return pages.deadLetters();
  }

  /** The page at hand, to come back to after the language changed; forms have none. */
  public String here() {
    return visit.method().equals("GET") ? visit.target() : "/";
  }

  /** {@code page} for the part of the menu that is open, else null, which leaves it out. */
  public String current(String part) {
    String path = visit.path();
    boolean open = part.equals("/") ? path.equals("/") : path.startsWith(part);
    return open ? "page" : null;
  }

  /** What a page says about something just done: the key of its message, from the query. */
  public Optional<String> notice() {
    String done = visit.query("done");
    return done.matches("[a-z-]{1,30}") ? visit.language().find("done." + done) : Optional.empty();
  }
}
