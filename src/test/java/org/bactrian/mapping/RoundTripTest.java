package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Translation.Translated;
import org.bactrian.mapping.schema.Kinds;
import org.bactrian.mapping.schema.SalesforceKinds;
import org.bactrian.sync.merge.Sameness;

/** A value that goes to Marketo and comes back is no edit. */
class RoundTripTest {

  /** A field that goes both ways in a shipped mapping. */
  record Field(Mapping mapping, FieldRule rule) {

    Object toMarketo(Object salesforceValue) {
      Map<String, Object> record = new HashMap<>(Map.of("Id", "00Q000000000001AAA"));
      record.put(rule.salesforce(), salesforceValue);
      return SandboxSchemas.translation(mapping).of(record) instanceof Translated translated
          ? translated.values().get(rule.marketo())
          : Refusal.IN_MARKETO;
    }

    Object toSalesforce(Object marketoValue) {
      BackTranslation back = SandboxSchemas.backTranslation(mapping);
      return back.value(rule, marketoValue);
    }

    /** The value as Salesforce would hold it, if it does. */
    Optional<Object> held(Object value) {
      try {
        return Optional.ofNullable(
            SalesforceKinds.fit(
                value, SandboxSchemas.salesforce(mapping).fields().get(rule.salesforce()), false));
      } catch (Kinds.Misfit e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return mapping.name() + " " + rule.salesforce();
    }

    Sameness sameness() {
      return Sameness.of(
          mapping.withDeclared(SandboxSchemas.marketo(mapping)).fields().get(rule.marketo()),
          SandboxSchemas.salesforce(mapping).fields().get(rule.salesforce()));
    }
  }

  private enum Refusal {
    IN_MARKETO
  }

  @Property(tries = 3_000)
  void what_salesforce_holds_is_the_same_in_marketo_after_a_way_back(
      @ForAll("fields") Field field, @ForAll("values") Object value) {
    Object held = field.held(value).orElse(null);
    Object marketo = held == null ? Refusal.IN_MARKETO : field.toMarketo(held);
    if (marketo == Refusal.IN_MARKETO) return;
    Object back = field.toSalesforce(marketo);
    String way =
        "%s: %s, in Marketo %s, back %s".formatted(field.rule().salesforce(), held, marketo, back);
    if (field.rule().converters().isEmpty()) assertThat(back).as(way).isEqualTo(held);
    assertThat(field.sameness().same(marketo, field.toMarketo(back))).as(way).isTrue();
  }

  @Provide
  Arbitrary<Field> fields() {
    List<Field> fields =
        SandboxSchemas.MAPPINGS.stream()
            .flatMap(mapping -> mapping.rules().stream().map(rule -> new Field(mapping, rule)))
            .filter(field -> field.rule().direction() == Direction.BOTH_WAYS)
            .toList();
    assertThat(fields).hasSizeGreaterThan(25);
    return Arbitraries.of(fields);
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "a",
            "É",
            "駱",
            "🐫",
            " ",
            "\n",
            "-",
            ".",
            "@example.com",
            "+886 2 2345-6789",
            "(0)",
            "+1 415 555 2671",
            "ext 3",
            "7");
    return Arbitraries.oneOf(
        List.of(
            parts.list().ofMaxSize(12).map(list -> String.join("", list)),
            Arbitraries.strings().ofMaxLength(60).map(v -> v),
            Combinators.combine(
                    Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20),
                    Arbitraries.of("@example.com", "@x.org ", "@a", ""))
                .as((name, domain) -> name + domain),
            Arbitraries.longs().map(v -> v),
            Arbitraries.longs().between(0, 999_999_999_999L).map(v -> "+" + v),
            Arbitraries.of(true, false),
            Arbitraries.of("2026-02-28", "1700-01-01", "4000-12-31", "1980-02-29", "true", "No")));
  }
}
