package org.bactrian.mapping.schema;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.mapping.convert.Characters;
import org.bactrian.mapping.convert.Converter;
import org.bactrian.mapping.schema.Kinds.Misfit;

/** What Salesforce's types take, and how a value is made to fit or refused. */
public final class SalesforceKinds {

  private SalesforceKinds() {}

  /**
   * A value as a Salesforce field takes it: null for a blank, and false for one of a yes or no.
   *
   * @param cut whether a text that is too long is cut instead of refused
   * @throws Misfit if it does not fit
   */
  public static Object fit(Object value, SalesforceSchema.Field field, boolean cut) {
    try {
      Object fitting = value == null ? null : typed(value, field, cut);
      if (fitting != null) return fitting;
      if (field.type().equals("boolean")) return false;
      if (field.writing().nillable()) return null;
      throw new Misfit("missing-required", "it is blank, and Salesforce needs it");
    } catch (Converter.Inconvertible e) {
      throw new Misfit("wrong-type", e.getMessage() + ", and Salesforce wants " + field.type());
    }
  }

  private static Object typed(Object value, SalesforceSchema.Field field, boolean cut) {
    if (Characters.isBlank(value.toString())) return null;
    return switch (field.type()) {
      case "boolean" -> Kinds.BOOLEAN.convert(value, Map.of());
      case "int" -> number(Kinds.INTEGER.convert(value, Map.of()), value, field);
      case "double", "currency", "percent" -> number(Kinds.plainNumber(value), value, field);
      case "date" -> ofItsTime(Kinds.DATE.convert(value, Map.of()));
      case "datetime" -> ofItsTime(Kinds.DATETIME.convert(value, Map.of()));
      case "email" -> Kinds.email(text(value, field, cut), "Salesforce");
      case "picklist" -> listed(text(value, field, false), field);
      case "multipicklist" -> text(severalListed(value, field), field, false);
      case "reference", "id" -> id(Kinds.written(value).strip());
      default -> text(value, field, cut);
    };
  }

  /** Salesforce drops the blanks at both ends; sent without them, what comes back is the same. */
  private static String text(Object value, SalesforceSchema.Field field, boolean cut) {
    String text = Kinds.clean(Kinds.written(value)).strip();
    int limit = field.length();
    if (limit == 0 || text.length() <= limit) return text;
    if (cut) return Kinds.shortened(text, limit, false).stripTrailing();
    throw Kinds.tooLong(text.length(), "characters", "Salesforce", limit);
  }

  private static Object number(Object number, Object value, SalesforceSchema.Field field) {
    int digits = field.writing().wholeDigits();
    BigDecimal whole = new BigDecimal(number.toString());
    if (digits == 0 || whole.abs().compareTo(BigDecimal.ONE.movePointRight(digits)) < 0) {
      return number;
    }
    throw new Misfit(
        "wrong-type",
        "%s has more than the %d digits before the point that Salesforce holds"
            .formatted(Converter.quoted(value), digits));
  }

  /** Salesforce's calendar begins in 1700 and ends with 4000. */
  private static Object ofItsTime(Object dateOrInstant) {
    int year = Integer.parseInt(dateOrInstant.toString().substring(0, 4));
    if (year >= 1700 && year <= 4000) return dateOrInstant;
    throw new Misfit(
        "wrong-type",
        Converter.quoted(dateOrInstant) + " is outside of Salesforce's calendar, 1700 to 4000");
  }

  private static String listed(String text, SalesforceSchema.Field field) {
    List<String> allowed = field.writing().allowed();
    if (allowed.isEmpty() || allowed.contains(text)) return text;
    throw new Misfit(
        "not-in-picklist", Converter.quoted(text) + " is none of the picklist's values");
  }

  private static String severalListed(Object value, SalesforceSchema.Field field) {
    return Arrays.stream(Kinds.written(value).split(";"))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(each -> listed(each, field))
        .collect(Collectors.joining(";"));
  }

  private static String id(String text) {
    if (SalesforceId.isOne(text)) return text;
    throw new Misfit("wrong-type", Converter.quoted(text) + " is not an id of Salesforce");
  }
}
