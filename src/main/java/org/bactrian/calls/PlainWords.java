package org.bactrian.calls;

import java.util.regex.Pattern;

/** Tells a message that is meant for an operator from one that is meant for a programmer. */
public final class PlainWords {

  private static final Pattern PROGRAMMERS =
      Pattern.compile(
          String.join(
              "|",
              "\\b(?:java|javax|jdk|sun|com\\.fasterxml|org\\.(?:apache|eclipse|jdbi|h2|postgresql))\\.\\w",
              "\\b[A-Z]\\w+(?:Exception|Error)\\b",
              "Cannot (?:invoke|read field|load from|store to)|because \"?<?\\w+>?\"? is null",
              "\\b[Ii]ndex:? -?\\d+|out of bounds|for length \\d+",
              "No value present|cannot be cast|Ambiguous method",
              "No type"
                  + " converter|InputStream|CamelContext|[Ee]xchange\\[|exchangeProperty|getMessage\\(",
              "\\w@[0-9a-f]{5,}|\\$\\$?Lambda",
              "\\[statement:|arguments:\\{|\\b(?:INSERT INTO|DELETE FROM|MERGE INTO)\\b",
              "\\[Source: |StreamReadFeature|line: \\d+, column: \\d+",
              "^\\s*$|^null$"));

  private PlainWords() {}

  /** Whether it names no class, no statement and no place in a program. */
  public static boolean are(String message) {
    return message != null && !PROGRAMMERS.matcher(message).find();
  }
}
