package org.bactrian.mapping;

import java.util.List;
import java.util.Set;
import org.bactrian.mapping.schema.MarketoSchema;

/**
 * A custom field that a mapping needs in Marketo.
 *
 * @param name its REST name
 * @param type string, boolean, date, datetime, integer ... as Marketo's schema API takes it
 * @param label what people see
 */
public record DeclaredField(String name, String type, String label) {

  /** The types that Marketo's schema API makes fields of: no text area and no formula. */
  public static final List<String> TYPES =
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

  private static final Set<String> TEXTS = Set.of("email", "phone", "string", "url");
  private static final int TEXT_LENGTH = 255;

  /** The field as Marketo will describe it once it is made. */
  MarketoSchema.Field made() {
    return new MarketoSchema.Field(
        name, label, type, TEXTS.contains(type) ? TEXT_LENGTH : 0, false);
  }
}
