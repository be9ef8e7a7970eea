package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bactrian.mapping.Translation.Rejected;
import org.bactrian.mapping.Translation.Translated;
import org.bactrian.mapping.convert.Converter;
import org.bactrian.mapping.convert.ConverterFactory;
import org.bactrian.mapping.convert.Converters;
import org.bactrian.mapping.file.MappingReader;
import org.bactrian.mapping.schema.Kinds;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.yaml.snakeyaml.Yaml;

/** What holds for any value that JSON can carry. */
class TranslationPropertiesTest {

  private static final String LONE = "\\p{Cs}";
  private static final Set<String> CODES =
      Set.of("too-long", "invalid-email", "wrong-type", "wrong-value", "invalid-unicode");

  /** A field of each kind and length, each from a Salesforce field of the same name. */
  private static final Map<String, MarketoSchema.Field> TARGETS = new HashMap<>();

  static {
    for (String type :
        List.of(
            "integer", "score", "percent", "float", "currency", "boolean", "date", "datetime")) {
      put(type, type, 0);
    }
    put("name", "string", 20);
    put("nameCut", "string", 20);
    put("notes", "text", 30);
    put("notesCut", "text", 30);
    put("email", "email", 40);
    put("trimmed", "string", 255);
    put("phone", "phone", 255);
    put("choices", "string", 255);
    put("day", "date", 0);
    put("brief", "string", 10);
  }

  private static final Mapping MAPPING =
      mapping(
          """
          salesforce: Lead
          marketo: lead
          match: [{ Id: name }]
          to-marketo:
            name: name
            integer: integer
            score: { marketo: score, convert: integer }
            percent: percent
            float: float
            currency: { marketo: currency, convert: decimal }
            boolean: { marketo: boolean, convert: boolean }
            date: date
            datetime: { marketo: datetime, convert: datetime }
            nameCut: { marketo: nameCut, truncate: true }
            notes: notes
            notesCut: { marketo: notesCut, truncate: true }
            email: { marketo: email, convert: [trim, lower] }
            trimmed: { marketo: trimmed, convert: trim }
            phone: { marketo: phone, convert: { e164: { country: TW } } }
            choices: { marketo: choices, convert: multi-picklist }
            day: { marketo: day, convert: date }
            brief: { marketo: brief, convert: { truncate: 10 } }
          """);

  private static final Translation TRANSLATION = translation(MAPPING);

  private static Translation translation(Mapping mapping) {
    return new Translation(
        mapping,
        new SalesforceSchema("Lead", true, Map.of()),
        new MarketoSchema("lead", Map.copyOf(TARGETS)));
  }

  @Property
  void a_converter_converts_or_says_why_not(
      @ForAll("converters") ConverterFactory factory, @ForAll("values") Object value) {
    Object options = factory.options().isEmpty() ? null : new Yaml().load(factory.options());
    Converter converter = factory.with(options);
    try {
      Object converted = converter.convert(value, Map.of());
      assertThat(fits(factory.name(), converted))
          .as("%s of %s", factory.name(), converted)
          .isTrue();
    } catch (Converter.Inconvertible e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContainPattern(LONE);
    }
  }

  @Property
  void a_value_fits_its_field_or_it_is_said_why_not(
      @ForAll("fields") String name, @ForAll("values") Object value, @ForAll boolean cut) {
    MarketoSchema.Field field = TARGETS.get(name);
    try {
      Object fitting = Kinds.fit(value, field, cut);
      check(field, fitting);
      assertThat(Kinds.fit(fitting, field, cut)).isEqualTo(fitting);
    } catch (Kinds.Misfit e) {
      assertThat(e.code()).isIn(CODES);
      assertThat(e.getMessage()).isNotBlank().doesNotContainPattern(LONE);
    }
  }

  @Property
  void a_record_is_translated_or_every_problem_is_told(
      @ForAll("records") Map<String, Object> record) {
    Translation.Result result = TRANSLATION.of(record);
    if (result instanceof Translated translated) {
      assertThat(translated.values()).hasSameSizeAs(TARGETS.keySet());
      translated
          .values()
          .forEach(
              (name, value) -> {
                if (value != null) check(TARGETS.get(name), value);
              });
    } else if (result instanceof Rejected rejected) {
      assertThat(rejected.problems()).isNotEmpty();
      for (Translation.Problem problem : rejected.problems()) {
        assertThat(record.get(problem.field())).isNotNull();
        assertThat(problem.code()).isIn(CODES);
        assertThat(problem.message()).doesNotContainPattern(LONE);
        assertThat(problem.suggestion()).isNotBlank();
      }
    }
  }

  @Property
  void translating_twice_is_the_same_as_once(
      @ForAll("fields") String name, @ForAll("values") Object value) {
    if (TRANSLATION.of(one(name, value)) instanceof Translated once) {
      Map<String, Object> again = new HashMap<>(once.values());
      assertThat(TRANSLATION.of(one(name, value))).isEqualTo(once);
      assertThat(TRANSLATION.of(again)).isEqualTo(once);
    }
  }

  @Property
  void a_problem_of_one_field_is_not_one_of_another(
      @ForAll("fields") String name, @ForAll("values") Object value) {
    if (TRANSLATION.of(one(name, value)) instanceof Rejected rejected) {
      assertThat(rejected.problems()).extracting(Translation.Problem::field).containsExactly(name);
    }
  }

  @Property
  void a_text_is_cut_only_where_it_is_asked_for_and_never_in_a_character(
      @ForAll("wholeTexts") String text) {
    cut("name", "nameCut", text, text.length() > 20);
    cut("notes", "notesCut", text, text.getBytes(StandardCharsets.UTF_8).length > 30);
  }

  @Property
  void half_a_character_is_refused_with_words(@ForAll("wholeTexts") String before) {
    for (String lone : List.of("\ud83d", "\udc2b", "\udc2b\ud83d", "\ud83dx")) {
      assertThat(TRANSLATION.of(one("trimmed", before + lone)))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.problems())
                    .extracting(Translation.Problem::code)
                    .containsExactly("invalid-unicode");
                assertThat(rejected.problems().get(0).message()).contains("half of a character");
              });
    }
  }

  @Property(tries = 20)
  void notes_are_cut_to_the_last_character_that_marketo_holds(@ForAll("wholeTexts") String text) {
    String description = (text + "🐫駱駝").repeat(4_000);
    Map<String, Object> lead = Map.of("LastName", "Lin", "Description", description);
    Translation.Result result =
        SandboxSchemas.translation(SandboxSchemas.mapping("lead")).of(one("Id", "x", lead));
    assertThat(result).isInstanceOf(Translated.class);
    String notes = (String) ((Translated) result).values().get("mktoPersonNotes");
    assertThat(description).startsWith(notes);
    assertThat(notes.getBytes(StandardCharsets.UTF_8).length).isBetween(29_996, 30_000);
    assertThat(notes).doesNotContainPattern(LONE);
  }

  @Example
  void a_converter_of_ones_own_that_fails_parks_its_record_only() {
    FieldRule rule = MAPPING.rules().get(0);
    Converter failing =
        (value, record) -> {
          throw new IllegalStateException("no dictionary");
        };
    Mapping mapping = withRule(rule, failing);
    assertThat(translation(mapping).of(one("name", "x")))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.problems().get(0).code()).isEqualTo("converter-failed");
              assertThat(rejected.problems().get(0).message()).contains("no dictionary");
            });
    assertThat(translation(mapping).of(Map.of())).isInstanceOf(Translated.class);
  }

  private static void cut(String whole, String cut, String text, boolean tooLong) {
    Translation.Result refused = TRANSLATION.of(one(whole, text));
    Object shortened = ((Translated) TRANSLATION.of(one(cut, text))).values().get(cut);
    if (tooLong) {
      assertThat(refused)
          .isInstanceOfSatisfying(
              Rejected.class, r -> assertThat(r.problems().get(0).code()).isEqualTo("too-long"));
      assertThat(text).startsWith((String) shortened);
      assertThat((String) shortened).isNotEmpty().doesNotContainPattern(LONE);
    } else {
      Object kept = text.isEmpty() ? null : text;
      assertThat(((Translated) refused).values().get(whole)).isEqualTo(kept);
      assertThat(shortened).isEqualTo(kept);
    }
  }

  private static boolean fits(String converter, Object converted) {
    if (converted == null) return true;
    return switch (converter) {
      case "integer" -> converted instanceof Long;
      case "decimal" -> converted instanceof Number;
      case "boolean" -> converted instanceof Boolean;
      case "date" -> LocalDate.parse((String) converted).toString().length() == 10;
      case "datetime" -> Instant.parse((String) converted).toString().length() == 20;
      case "truncate" -> ((String) converted).length() <= 40;
      case "trim" -> ((String) converted).strip().equals(converted);
      case "bands" -> Set.of("small", "medium", "large").contains(converted);
      case "constant" -> converted.equals("Web");
      case "user-id" -> converted.toString().startsWith("005");
      case "picklist" -> Set.of("A", "B").contains(converted);
      default -> converted instanceof String;
    };
  }

  private static void check(MarketoSchema.Field field, Object value) {
    switch (field.type()) {
      case "integer", "score", "percent" ->
          assertThat((Long) value).isBetween((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
      case "float", "currency" -> assertThat(((Number) value).doubleValue()).isFinite();
      case "boolean" -> assertThat(value).isInstanceOf(Boolean.class);
      case "date" -> assertThat(LocalDate.parse((String) value).toString()).isEqualTo(value);
      case "datetime" -> assertThat(Instant.parse((String) value).toString()).isEqualTo(value);
      case "text" ->
          assertThat(((String) value).getBytes(StandardCharsets.UTF_8).length)
              .isLessThanOrEqualTo(field.length());
      default -> assertThat(((String) value).length()).isLessThanOrEqualTo(field.length());
    }
    if (value instanceof String text) assertThat(text).doesNotContainPattern(LONE);
  }

  @Provide
  Arbitrary<ConverterFactory> converters() {
    return Arbitraries.of(Converters.all());
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(TARGETS.keySet().stream().sorted().toList());
  }

  @Provide
  Arbitrary<String> wholeTexts() {
    return Arbitraries.of("a", "é", "駱", "🐫", " ", "\n", "👩‍👧", "Ż", "-")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts).strip());
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.strings().ofMaxLength(60).map(v -> v),
            wholeTexts().map(v -> v),
            Arbitraries.integers().map(v -> v),
            Arbitraries.longs().map(v -> v),
            Arbitraries.doubles().map(v -> v),
            Arbitraries.bigIntegers().map(v -> v),
            Arbitraries.of(true, false),
            likelyTexts().map(v -> v),
            Arbitraries.integers().list().ofMaxSize(3).map(v -> v),
            Arbitraries.of(
                Map.of("street", "Am Kai 1"),
                Map.of(),
                BigInteger.TWO.pow(5_000),
                0.1,
                -0.0,
                7.0)));
  }

  private static Arbitrary<String> likelyTexts() {
    return Arbitraries.of(
        "",
        " ",
        "yes",
        "No",
        "TRUE",
        "0",
        "1",
        "7.0",
        "1e308",
        "1e309",
        "1e-999999999",
        "1E+999999999",
        "NaN",
        "Infinity",
        "-7",
        "+886 2 2345-6789",
        "02-2345-6789",
        "+1 415 555 2671 ext 3",
        "1-800-FLOWERS",
        "２３４５６７８９",
        "2026-02-28",
        "2026-02-30",
        "0000-01-01",
        "2026-02-28T24:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-03-29T02:30:00.000+0000",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "+99999-01-01T00:00:00Z",
        "2026-03-29T02:30:00",
        "a@b.co",
        "  A@B.CO ",
        "a@b",
        "ü@b.co",
        "a@b.co\ud83d",
        "\ud83d",
        "x\u0000y",
        "a;b; c;",
        ";;",
        "Hot",
        "Warm",
        "005000000000001AAA",
        "00G000000000001AAA");
  }

  @Provide
  Arbitrary<Map<String, Object>> records() {
    return Arbitraries.maps(fields(), values()).ofMaxSize(6);
  }

  private static Map<String, Object> one(String name, Object value) {
    return one(name, value, Map.of());
  }

  private static Map<String, Object> one(String name, Object value, Map<String, Object> others) {
    Map<String, Object> record = new HashMap<>(others);
    record.put(name, value);
    return record;
  }

  private static void put(String name, String type, int length) {
    TARGETS.put(name, new MarketoSchema.Field(name, name, type, length, false));
  }

  private static Mapping withRule(FieldRule like, Converter converter) {
    FieldRule rule =
        new FieldRule(
            like.salesforce(),
            like.marketo(),
            like.direction(),
            converter,
            like.converters(),
            false,
            Blank.CLEAR,
            null,
            false,
            false,
            like.conflict(),
            like.firstMatch(),
            like.line());
    return new Mapping(
        MAPPING.name(),
        MAPPING.file(),
        MAPPING.salesforceObject(),
        MAPPING.marketoObject(),
        MAPPING.match(),
        MAPPING.when(),
        MAPPING.reads(),
        MAPPING.conflict(),
        List.of(rule),
        MAPPING.fields(),
        MAPPING.creation(),
        MAPPING.deletion(),
        1);
  }

  private static Mapping mapping(String text) {
    List<Finding> findings = new ArrayList<>();
    Mapping mapping = MappingReader.read("config/mappings/any.yaml", text, findings).orElse(null);
    assertThat(findings).isEmpty();
    return mapping;
  }
}
