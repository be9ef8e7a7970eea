package org.bactrian.sandbox.salesforce.soql;

import org.bactrian.sandbox.salesforce.org.Refusal;

/** The ways in which Salesforce words that a query is wrong. */
final class Refused {
  private static final int AROUND = 40;

  private Refused() {}

  static Refusal malformed(String text, int line, int column, String why) {
    return Refusal.of("MALFORMED_QUERY", located(text, line, column, why));
  }

  static Refusal field(String text, Query.Path at, String why) {
    return Refusal.of("INVALID_FIELD", located(text, at.line(), at.column(), why));
  }

  static Refusal noColumn(String text, Query.Path at, String column, String entity) {
    return field(
        text,
        at,
        "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
            .formatted(column, entity));
  }

  static Refusal noRelationship(String text, Query.Path at, String relation) {
    return field(
        text,
        at,
        "Didn't understand relationship '%s' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
            .formatted(relation));
  }

  static Refusal noObject(String text, Query.Path at) {
    return Refusal.of(
        "INVALID_TYPE",
        located(
            text,
            at.line(),
            at.column(),
            "sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
                .formatted(at.name())));
  }

  static String located(String text, Query.Path at, String why) {
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
