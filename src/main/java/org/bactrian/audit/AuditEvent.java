package org.bactrian.audit;

/**
 * What an actor did.
 *
 * @param subject on which record or system, by its id; empty where the action says it
 * @param before what was there before, where it is harmless to tell; else empty
 * @param after what took its place, likewise
 */
public record AuditEvent(Actor actor, Action action, String subject, String before, String after) {

  private static final int LONGEST = 500;

  /** Cuts texts at 500 characters, and takes null for nothing. */
  public AuditEvent {
    subject = cut(subject);
    before = cut(before);
    after = cut(after);
  }

  /** An event that needs no more words. */
  public static AuditEvent of(Actor actor, Action action) {
    return of(actor, action, "");
  }

  /** An event on a record or system. */
  public static AuditEvent of(Actor actor, Action action, String subject) {
    return new AuditEvent(actor, action, subject, "", "");
  }

  /** The same, with what was there before and what is there now. */
  public AuditEvent changing(String before, String after) {
    return new AuditEvent(actor, action, subject, before, after);
  }

  private static String cut(String text) {
    if (text == null) return "";
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
