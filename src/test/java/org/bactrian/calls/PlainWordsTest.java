package org.bactrian.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages are for an operator. */
class PlainWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cannot invoke \"java.util.List.size()\" because \"results\" is null",
        "Index 7 out of bounds for length 3",
        "No value present",
        "oejcti.HttpConnectionOverHTTP@48221bdb(l:/127.0.0.1)",
        "java.util.NoSuchElementException",
        "class java.util.ArrayList cannot be cast to class java.util.Map",
        "Ambiguous method invocations possible: [public boolean isMerges(), merges()]",
        "No type converter available to convert from type: List",
        "insert failed [statement:\"insert into link\", arguments:{email:'a@b.c'}]",
        "Unexpected end-of-input at [Source: REDACTED; line: 1, column: 7]",
        "null",
        " ",
      })
  void these_are_for_a_programmer(String message) {
    assertThat(PlainWords.are(message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /rest/v1/leads.json: Marketo answered 1006 Field 'x' not found (create the field in"
            + " Marketo, or take it out of the mapping)",
        "FIELD_CUSTOM_VALIDATION_EXCEPTION: Title is too long",
        "reading config/mappings/lead.yaml line 12: unknown Marketo field 'fistName'",
        "the database: Connection to 127.0.0.1:5432 refused",
        "the login is paused because nobody logged in",
      })
  void these_are_for_an_operator(String message) {
    assertThat(PlainWords.are(message)).isTrue();
  }
}
