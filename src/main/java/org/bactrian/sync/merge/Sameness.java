package org.bactrian.sync.merge;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.mapping.convert.Characters;
import org.bactrian.mapping.convert.Reading;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;

/**
 * When two writings of a value mean the same, by the kind of the field. What can't be read as the
 * kind wants it means the same as itself alone.
 */
public interface Sameness {

  /** But for blanks around it, the kind of line breaks, and what no system shows. */
  Sameness TEXT = new TextSameness();

  /** But for case and blanks around it. */
  Sameness EMAIL = meaning(Mapping::folded);

  /** But for anything that is neither a digit, nor a letter, nor the leading plus. */
  Sameness PHONE = meaning(Sameness::dialled);

  /** The record that an id is of, in either form; case counts. */
  Sameness ID = meaning(SalesforceId::key);

  /** Whether it is yes: a blank is no. */
  Sameness BOOLEAN = (a, b) -> flag(a).equals(flag(b));

  /** The day, of a date with a time too. */
  Sameness DATE = meaning(v -> or(Reading.day(v), v));

  /** The instant, to the second. */
  Sameness DATETIME =
      meaning(v -> or(Reading.instant(v).map(at -> at.truncatedTo(ChronoUnit.SECONDS)), v));

  /** Whether two values mean the same; an absent one and an empty text are both blank. */
  boolean same(Object a, Object b);

  /** Whether Marketo's value is what its field can hold of another. */
  default boolean holds(Object marketo, Object meant) {
    return same(marketo, meant);
  }

  /**
   * The sameness of a field by what both systems say of it.
   *
   * @param salesforce null where its describe is not known, as of a record that another refers to
   */
  static Sameness of(MarketoSchema.Field marketo, SalesforceSchema.Field salesforce) {
    return switch (marketo.type()) {
      case "email" -> EMAIL;
      case "phone" -> PHONE;
      case "integer", "score", "percent" -> new NumberSameness(decimals(salesforce), false);
      case "float", "currency" -> new NumberSameness(decimals(salesforce), true);
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "datetime" -> DATETIME;
      default -> salesforce != null && salesforce.isId() ? ID : TEXT;
    };
  }

  private static int decimals(SalesforceSchema.Field field) {
    return field == null ? NumberSameness.ANY : field.decimals().orElse(NumberSameness.ANY);
  }

  /** Whether there is no value. */
  static boolean isBlank(Object value) {
    return value == null || Characters.isBlank(value.toString());
  }

  /** When two values have the same meaning, or both are blank. */
  static Sameness meaning(UnaryOperator<Object> meaning) {
    return (a, b) -> {
      if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
      return meaning.apply(a).equals(meaning.apply(b));
    };
  }

  private static Object flag(Object value) {
    return isBlank(value) ? Boolean.FALSE : or(Reading.flag(value), value.toString());
  }

  private static Object or(Optional<?> read, Object written) {
    return read.isPresent() ? read.get() : written.toString().strip();
  }

  private static String dialled(Object value) {
    String text = value.toString().strip();
    String bare = text.replaceAll("[^\\p{L}\\p{Nd}]", "").toLowerCase(Locale.ROOT);
    return text.startsWith("+") ? "+" + bare : bare;
  }
}
