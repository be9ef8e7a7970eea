package org.bactrian.sandbox.salesforce.soql.syntax;

import org.bactrian.sandbox.salesforce.org.Refusal;

/** The ways in which Salesforce words that a query is wrong. */
public final class Refused {
  private static final int AROUND = 40;

  /** What queries may ask of Salesforce and not of the sandbox. */
  public enum NotSimulated {
    SCOPE("USING SCOPE"),
    WITH("WITH"),
    FOR("FOR UPDATE"),
    UPDATE("UPDATE TRACKING and UPDATE VIEWSTAT"),
    FORMULA("FORMULA"),
    DISTANCE("DISTANCE"),
    AMOUNT("amounts with their currency"),
    FORMAT("FORMAT of amounts in several currencies");

    private final String shown;

    NotSimulated(String shown) {
      this.shown = shown;
    }

    /** As errors and the manual name it. */
    public String shown() {
      return shown;
    }
  }

  private Refused() {}

  /** MALFORMED_QUERY at a place. */
  public static Refusal malformed(String text, Query.Path at, String why) {
    return malformed(text, at.line(), at.column(), why);
  }

  /** MALFORMED_QUERY at a line and column, both from 1. */
  public static Refusal malformed(String text, int line, int column, String why) {
    return Refusal.of("MALFORMED_QUERY", located(text, line, column, why));
  }

  /** INVALID_FIELD at a place. */
  public static Refusal field(String text, Query.Path at, String why) {
    return Refusal.of("INVALID_FIELD", located(text, at.line(), at.column(), why));
  }

  /** INVALID_FIELD: an object has no such field. */
  public static Refusal noColumn(String text, Query.Path at, String column, String entity) {
    return field(
        text,
        at,
        "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
            .formatted(column, entity));
  }

  /** INVALID_FIELD: an object has no such parent. */
  public static Refusal noRelationship(String text, Query.Path at, String relation) {
    return field(
        text,
        at,
        "Didn't understand relationship '%s' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
            .formatted(relation));
  }

  /** INVALID_TYPE: there is no such object. */
  public static Refusal noObject(String text, Query.Path at) {
    return Refusal.of(
        "INVALID_TYPE",
        located(
            text,
            at.line(),
            at.column(),
            "sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
                .formatted(at.name())));
  }

  /** INVALID_TYPE: a parent has no such children. */
  public static Refusal noChildren(String text, Query.Path at) {
    return Refusal.of(
        "INVALID_TYPE",
        located(
            text,
            at,
            "Didn't understand relationship '%s' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
                .formatted(at.name())));
  }

  /** Why, with the place in the text before it. */
  public static String located(String text, Query.Path at, String why) {
    return located(text, at.line(), at.column(), why);
  }

  private static String located(String text, int line, int column, String why) {
    String[] lines = text.split("\n", -1);
    String row = line <= lines.length ? lines[line - 1] : "";
    int from = Math.max(0, Math.min(row.length(), column - 1 - AROUND));
    int to = Math.min(row.length(), column - 1 + AROUND);
    String snippet = row.substring(from, Math.max(from, to));
    return "\n%s\n%s^\nERROR at Row:%d:Column:%d\n%s"
        .formatted(snippet, " ".repeat(Math.max(0, column - 1 - from)), line, column, why);
  }
}
