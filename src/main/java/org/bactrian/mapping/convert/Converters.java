package org.bactrian.mapping.convert;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** All converters, by name. */
public final class Converters {

  private static final Map<String, ConverterFactory> ALL = new TreeMap<>();

  private record Declared(
      String name,
      String description,
      String options,
      String optionsSchema,
      boolean invertible,
      Function<Object, Converter> make)
      implements ConverterFactory {
    @Override
    public Converter with(Object given) {
      return make.apply(given);
    }
  }

  static {
    plain("trim", "Removes blanks at both ends.", true, (v, r) -> v.toString().strip());
    plain("lower", "In lower case.", true, (v, r) -> v.toString().toLowerCase(Locale.ROOT));
    plain("integer", "A whole number; 7.0 becomes 7.", true, (v, r) -> Numbers.integer(v));
    plain("decimal", "A number with decimals.", true, (v, r) -> Numbers.decimal(v));
    plain("boolean", "true or false, also from yes, no, 1 and 0.", true, (v, r) -> Texts.bool(v));
    plain("date", "A date; of a date with a time, the day in UTC.", false, (v, r) -> Times.date(v));
    plain("datetime", "An instant, in UTC, to the second.", true, (v, r) -> Times.datetime(v));
    plain(
        "user-id",
        "The id of a user; blank for a queue, which is no sales person.",
        true,
        (v, r) -> v.toString().startsWith("005") ? v : null);
    plain(
        "record-id",
        "The id of the record itself, where the field is not blank.",
        false,
        (v, r) -> r.get("Id"));
    plain(
        "multi-picklist",
        "Salesforce's a;b;c without blanks around the values.",
        true,
        (v, r) -> Texts.multiPicklist(v));
    declare(
        "e164",
        "A phone number as +886223456789; one that can't be read stays as it is.",
        "{ country: TW }",
        """
        {"type": ["object", "null"], "additionalProperties": false, "properties": {"country": {
          "type": "string", "pattern": "^[A-Za-z]{2}$",
          "description": "The country of numbers that don't name one, e.g. TW."}}}
        """,
        true,
        Phones::e164);
    declare(
        "truncate",
        "At most so many characters.",
        "40",
        "{\"type\": \"integer\", \"minimum\": 1}",
        false,
        Texts::truncate);
    declare(
        "constant",
        "Always this value.",
        "Web",
        "{\"type\": [\"string\", \"number\", \"boolean\"]}",
        false,
        c -> (v, r) -> c);
    declare(
        "picklist",
        "Other words for the values of a picklist; reject: true parks a value without one.",
        "{ map: { Hot: A, Warm: B }, reject: true }",
        """
        {"type": "object", "additionalProperties": false, "required": ["map"], "properties": {
          "map": {
            "type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
            "description": "Salesforce's value on the left, Marketo's on the right."},
          "reject": {
            "type": "boolean",
            "description": "true: a value that is not in the map is parked; else it stays as it is."}}}
        """,
        false,
        Texts::picklist);
    declare(
        "bands",
        "A word for the range that a number falls in: from this number on.",
        "{ 0: small, 50: medium, 1000: large }",
        """
        {"type": "object", "minProperties": 1, "additionalProperties": false, "patternProperties": {
          "^[+-]?[0-9]+([.][0-9]+)?$": {"type": ["string", "number", "boolean"]}}}
        """,
        false,
        Numbers::bands);
    ServiceLoader.load(ConverterFactory.class).forEach(f -> ALL.put(f.name(), f));
  }

  private Converters() {}

  /** The converters of this name. */
  public static Optional<ConverterFactory> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** All of them, by name. */
  public static List<ConverterFactory> all() {
    return List.copyOf(ALL.values());
  }

  private static void plain(String name, String says, boolean invertible, Converter converter) {
    declare(
        name,
        says,
        "",
        "{\"type\": \"null\"}",
        invertible,
        options -> {
          if (options != null) throw new IllegalArgumentException("it takes no options");
          return converter;
        });
  }

  private static void declare(
      String name,
      String says,
      String options,
      String optionsSchema,
      boolean invertible,
      Function<Object, Converter> make) {
    ALL.put(name, new Declared(name, says, options, optionsSchema, invertible, make));
  }
}
