package org.bactrian.console.letters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Refused;
import org.bactrian.console.Visit;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Links;
import org.bactrian.sync.Link;

/**
 * One dead letter: why, what to do, its record, and what is put in place of Salesforce's values.
 */
public final class LetterPage {

  /** What says which record it is and how it stands; an edit of it would mean something else. */
  private static final Set<String> FIXED =
      Set.of(
          "Id",
          "id",
          "updatedAt",
          "SystemModstamp",
          "IsDeleted",
          "IsConverted",
          "ConvertedContactId");

  private final DeadLetters letters;
  private final Links links;
  private final Mappings mappings;
  private final Schemas schemas;
  private final RecordLinks records;

  public LetterPage(
      DeadLetters letters, Links links, Mappings mappings, Schemas schemas, RecordLinks records) {
    this.letters = letters;
    this.links = links;
    this.mappings = mappings;
    this.schemas = schemas;
    this.records = records;
  }

  /** The page. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    DeadLetter letter = DeadLettersPage.one(letters, visit.segment(1));
    Optional<Mapping> mapping = mapping(letter);
    String object = mapping.map(m -> m.marketoObject().word()).orElse("");
    String marketoId =
        Optional.ofNullable(letter.salesforceId())
            .map(id -> links.of(object, List.of(id)).get(id))
            .map(Link::marketoId)
            .orElse(letter.marketoId());
    visit.page(
        "deadLetter",
        new LetterView(
            letter,
            mapping.map(Mapping::salesforceObject).orElse(""),
            object,
            marketoId,
            Optional.ofNullable(letter.salesforceId()).flatMap(records::salesforce),
            records.marketo(object, marketoId),
            fields(letter, mapping)));
  }

  /** Puts one value in place of Salesforce's, or takes it away again. */
  public void edit(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    DeadLetter letter = DeadLettersPage.one(letters, visit.segment(1));
    String field = visit.form().get("field");
    Object read = letter.record().get(field);
    if (FIXED.contains(field) || !letter.record().containsKey(field) || read instanceof Map) {
      throw new Refused(400, "no-form");
    }
    Map<String, Object> edits = new LinkedHashMap<>(letter.edits());
    String value = visit.form().get("value").replace("\r\n", "\n");
    if (value.equals(text(read)) || visit.form().find("undo").isPresent()) edits.remove(field);
    else edits.put(field, typed(value, read));
    letters.edit(letter.id(), edits, visit.actor());
    visit.redirect("/dead-letters/" + letter.id() + "?done=edited");
  }

  private Optional<Mapping> mapping(DeadLetter letter) {
    return mappings.named(letter.mapping());
  }

  private List<LetterView.Field> fields(DeadLetter letter, Optional<Mapping> mapping) {
    UnaryOperator<String> labels = labels(letter, mapping);
    List<LetterView.Field> fields = new ArrayList<>();
    for (String name : shown(letter, mapping)) {
      String label = labels.apply(name);
      Object read = value(letter.record(), name);
      boolean editable = letter.record().containsKey(name) && !FIXED.contains(name);
      String edit = letter.edits().containsKey(name) ? text(letter.edits().get(name)) : null;
      boolean suspect =
          letter.message().startsWith(label + ": ")
              || letter.message().contains("; " + label + ": ");
      fields.add(
          new LetterView.Field(
              name, label, text(read), edit, editable, read instanceof Boolean, suspect));
    }
    fields.sort(
        Comparator.comparing((LetterView.Field field) -> !field.suspect())
            .thenComparing(field -> field.edit() == null)
            .thenComparing(field -> !field.editable()));
    return fields;
  }

  private static List<String> shown(DeadLetter letter, Optional<Mapping> mapping) {
    if (mapping.isEmpty()) return names(letter);
    if (!letter.isOnlyInMarketo()) return mapping.get().salesforceFields();
    return mapping.get().toSalesforce().stream().map(FieldRule::marketo).distinct().toList();
  }

  private UnaryOperator<String> labels(DeadLetter letter, Optional<Mapping> mapping) {
    if (letter.isOnlyInMarketo()) {
      Map<String, MarketoSchema.Field> described =
          mapping
              .flatMap(m -> schemas.keptMarketo(m.marketoObject()))
              .map(MarketoSchema::fields)
              .orElse(Map.of());
      return name -> described.containsKey(name) ? described.get(name).label() : name;
    }
    Optional<SalesforceSchema> schema =
        mapping.flatMap(m -> schemas.keptSalesforce(m.salesforceObject()));
    return name -> schema.map(s -> s.label(name)).orElse(name);
  }

  private static List<String> names(DeadLetter letter) {
    return letter.record().keySet().stream().filter(name -> !name.equals("attributes")).toList();
  }

  /** A value, also through a relationship as in {@code Owner.Email}. */
  private static Object value(Map<?, ?> record, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) return record.get(path);
    return record.get(path.substring(0, dot)) instanceof Map<?, ?> related
        ? value(related, path.substring(dot + 1))
        : null;
  }

  private static Object typed(String value, Object read) {
    if (value.isEmpty()) return null;
    return read instanceof Boolean && value.matches("true|false") ? Boolean.valueOf(value) : value;
  }

  /** As a form carries it: without halves of characters, and lines ending alike. */
  private static String text(Object value) {
    if (value == null) return "";
    byte[] encoded = value.toString().getBytes(StandardCharsets.UTF_8);
    return new String(encoded, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
