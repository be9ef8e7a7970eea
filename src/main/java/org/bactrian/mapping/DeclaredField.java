package org.bactrian.mapping;

import java.util.List;

/**
 * A custom field that a mapping needs in Marketo.
 *
 * @param name its REST name
 * @param type string, boolean, date, datetime, integer ... as Marketo's schema API takes it
 * @param label what people see
 */
public record DeclaredField(String name, String type, String label) {

  /** The types that Marketo's schema API makes fields of: no text area and no formula. */
  static final List<String> TYPES =
      List.of(
          "boolean",
          "currency",
          "date",
          "datetime",
          "email",
          "float",
          "integer",
          "percent",
          "phone",
          "score",
          "string",
          "url");
}
