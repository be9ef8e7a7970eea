package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;

/**
 * What this instance makes of values; instances differ, and none says so beforehand.
 *
 * @param falseBooleans whether a boolean of a person that was never set, or was set to null, is
 *     false
 * @param blockedFields fields of people that keep a value once they have one, although programs are
 *     told that it was updated; people at the screen change it still
 * @param narrowFields fields of people and companies of which the three that follow are true at any
 *     rate
 * @param cutAtAstral whether a text ends before its first character that UTF-16 needs two units for
 * @param narrowNumbers whether currencies and floats are kept in 32 bits
 * @param cutLongText whether a text that is too long is cut instead of refused
 * @param integerBits how large an integer can be: 64, or 32, where more is refused
 */
public record ValueRules(
    boolean falseBooleans,
    Set<String> blockedFields,
    Set<String> narrowFields,
    boolean cutAtAstral,
    boolean narrowNumbers,
    boolean cutLongText,
    int integerBits) {

  /** What an instance does unless it is told otherwise. */
  public static final ValueRules USUAL =
      new ValueRules(
          true,
          Set.of("rating"),
          Set.of("annualRevenue", "companyNotes", "site"),
          false,
          false,
          false,
          64);

  /** The rules with closed sets of fields. */
  public ValueRules {
    blockedFields = Set.copyOf(blockedFields);
    narrowFields = Set.copyOf(narrowFields);
    if (integerBits != 32 && integerBits != 64) {
      throw new IllegalArgumentException("integerBits is 32 or 64");
    }
  }

  /** The stored form of a value for a field. */
  Object read(JsonNode json, Field field) throws Refusal {
    boolean text = json != null && json.isTextual() && field.type().isFreeText();
    Object value =
        field.type().read(text ? TextNode.valueOf(cut(json.asText(), field)) : json, field);
    checkRange(value, field);
    return holds(narrowNumbers, field) && value instanceof Double number
        ? Double.valueOf(Float.toString(number.floatValue()))
        : value;
  }

  private boolean holds(boolean everywhere, Field field) {
    return everywhere || narrowFields.contains(field.name());
  }

  private String cut(String text, Field field) {
    String cut = text;
    if (holds(cutAtAstral, field)) {
      int end = 0;
      while (end < cut.length() && !Character.isHighSurrogate(cut.charAt(end))) {
        end++;
      }
      cut = cut.substring(0, end);
    }
    return holds(cutLongText, field) ? DataType.fitted(cut, field) : cut;
  }

  private void checkRange(Object value, Field field) throws Refusal {
    boolean whole = value instanceof Long && field.type() != DataType.DATETIME;
    if (integerBits == 32 && whole && (Long) value != ((Long) value).intValue()) {
      throw new Refusal(DataType.WRONG_TYPE, "Invalid value '" + value + "'");
    }
  }

  /** Whether a program's value does not take the place of one that is there. */
  boolean keeps(Field field, Object there) {
    return there != null && blockedFields.contains(field.name());
  }

  /** A boolean that was never set, as the API shows it. */
  Object unset(Field field) {
    return falseBooleans && field.type() == DataType.BOOLEAN ? Boolean.FALSE : null;
  }
}
