package org.bactrian.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.convert.Characters;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;

/**
 * One file in {@code config/mappings}: a Salesforce object, a Marketo object, their fields.
 *
 * @param name the file's name without its ending
 * @param file as a person knows it
 * @param match the pairs of fields that find a record, best first; the first one's left is Id
 * @param when which records sync
 * @param reads further Salesforce fields that {@code when} looks at in ways of its own
 * @param fields the custom fields that must be in Marketo
 * @param creation which people become Salesforce records; none if absent
 */
public record Mapping(
    String name,
    String file,
    String salesforceObject,
    MarketoObject marketoObject,
    List<MatchPair> match,
    Optional<Condition> when,
    List<String> reads,
    Conflict conflict,
    List<FieldRule> rules,
    List<DeclaredField> fields,
    Optional<CreationRule> creation,
    Deletion deletion,
    int line) {

  /** The unique Salesforce field that carries the id of the Marketo person. */
  public static final String MARKETO_ID = "Marketo_Id__c";

  private static final Set<String> PEOPLE = Set.of("Lead", "Contact");

  /**
   * Which records sync.
   *
   * @param expression in Camel's simple language, of the record as the body
   * @param line where it stands in its file
   */
  public record Condition(String expression, int line) {

    private static final Pattern BODY =
        Pattern.compile("\\bbody((?:\\??\\.?\\[[^\\]]*\\]|\\??\\.get\\([^)]*\\))+)");

    private static final Pattern NAME =
        Pattern.compile("[\\[(]\\s*['\"]?([\\w.]+)['\"]?\\s*[\\])]");

    /**
     * The Salesforce fields that it names, parents' fields with dots: {@code Account.Industry} of
     * {@code ${body?[Account]?[Industry]}}.
     */
    public List<String> fields() {
      Set<String> fields = new LinkedHashSet<>();
      for (Matcher body = BODY.matcher(expression); body.find(); ) {
        String path =
            NAME.matcher(body.group(1))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.joining("."));
        if (!path.isEmpty()) fields.add(path);
      }
      return List.copyOf(fields);
    }
  }

  /** Fields that carry the same key on both sides. */
  public record MatchPair(String salesforce, String marketo) {}

  /**
   * What happens to the counterpart of a deleted record.
   *
   * @param inSalesforce when it was deleted in Salesforce; flagged by the rule of IsDeleted
   * @param inMarketo when it was deleted in Marketo
   * @param flag the boolean Salesforce field that says it was deleted in Marketo
   * @param line where the flag stands in its file
   */
  public record Deletion(
      OnDeletion inSalesforce, OnDeletion inMarketo, Optional<String> flag, int line) {}

  /**
   * All Salesforce fields that it reads, {@code Id} and {@code SystemModstamp} first, with those
   * that it writes as far as Salesforce has them.
   */
  public List<String> salesforceFields(SalesforceSchema schema) {
    Set<String> fields = new LinkedHashSet<>(salesforceFields());
    List<String> more = new ArrayList<>();
    if (PEOPLE.contains(salesforceObject))
      more.addAll(List.of("MasterRecordId", "CreatedDate", MARKETO_ID));
    for (FieldRule rule : toSalesforce()) more.add(rule.salesforce());
    deletion.flag().ifPresent(more::add);
    more.stream().filter(schema::has).forEach(fields::add);
    return List.copyOf(fields);
  }

  /**
   * The Salesforce fields that it can't do without, {@code Id} and {@code SystemModstamp} first.
   */
  public List<String> salesforceFields() {
    Set<String> fields = new LinkedHashSet<>(List.of("Id", "SystemModstamp"));
    if (!salesforceObject.equals("User")) fields.add("IsDeleted");
    if (salesforceObject.equals("Lead"))
      fields.addAll(List.of("IsConverted", "ConvertedContactId"));
    for (MatchPair pair : match) fields.add(pair.salesforce());
    for (FieldRule rule : toMarketo()) {
      if (rule.salesforce() != null) fields.add(rule.salesforce());
    }
    fields.addAll(read());
    return List.copyOf(fields);
  }

  /** The Salesforce fields that {@code when} looks at. */
  public List<String> read() {
    Set<String> fields = new LinkedHashSet<>(reads);
    when.map(Condition::fields).ifPresent(fields::addAll);
    return List.copyOf(fields);
  }

  /** The Marketo field that carries the Salesforce id. */
  public String keyField() {
    return match.get(0).marketo();
  }

  /** The Marketo field of the second match pair. */
  public Optional<String> matchField() {
    return match.size() > 1 ? Optional.of(match.get(1).marketo()) : Optional.empty();
  }

  /**
   * A match value, such as an address, as it is compared: without blanks around it and control
   * characters, in lower case.
   */
  public static String folded(Object value) {
    return Characters.cleaned(value.toString()).strip().toLowerCase(Locale.ROOT);
  }

  /** The mapped Marketo fields that hold another object's key, and that object's word. */
  public Map<String, String> references() {
    Map<String, String> references = new LinkedHashMap<>();
    marketoObject
        .references()
        .forEach(
            (field, object) -> {
              if (toMarketo().stream().anyMatch(rule -> rule.marketo().equals(field))) {
                references.put(field, object);
              }
            });
    return references;
  }

  /** Whether Salesforce is written to as well: of people alone Marketo tells what changed. */
  public boolean bothWays() {
    return !marketoObject.keyed()
        && rules.stream().anyMatch(rule -> rule.direction() != FieldRule.Direction.TO_MARKETO);
  }

  /** The same without some of its rules. */
  public Mapping without(Collection<FieldRule> left) {
    List<FieldRule> rest = new ArrayList<>(rules);
    rest.removeAll(left);
    return new Mapping(
        name,
        file,
        salesforceObject,
        marketoObject,
        match,
        when,
        reads,
        conflict,
        List.copyOf(rest),
        fields,
        creation,
        deletion,
        line);
  }

  /** The rules that write to Marketo. */
  public List<FieldRule> toMarketo() {
    List<FieldRule> rules = new ArrayList<>(this.rules);
    rules.removeIf(rule -> rule.direction() == Direction.TO_SALESFORCE);
    return rules;
  }

  /** The rules that write to Salesforce. */
  public List<FieldRule> toSalesforce() {
    List<FieldRule> rules = new ArrayList<>(this.rules);
    rules.removeIf(rule -> rule.direction() == Direction.TO_MARKETO);
    return rules;
  }

  /** Which side wins when both changed a rule's field: the side that owns it, if only one does. */
  public Conflict conflict(FieldRule rule) {
    return switch (rule.direction()) {
      case BOTH_WAYS -> rule.conflict().orElse(conflict);
      case TO_MARKETO -> Conflict.SALESFORCE_WINS;
      case TO_SALESFORCE -> Conflict.MARKETO_WINS;
    };
  }

  /** An object that has no field of a name in one of its rules. */
  IllegalArgumentException lacking(FieldRule rule, String object, String field) {
    String message = object + " has no field '" + field + "'";
    return new IllegalArgumentException(Finding.error(file, rule.line(), message).toString());
  }

  /** Marketo's fields with those that the mapping declares. */
  public MarketoSchema withDeclared(MarketoSchema marketo) {
    Map<String, MarketoSchema.Field> all = new HashMap<>();
    for (DeclaredField field : fields) all.put(field.name(), field.made());
    all.putAll(marketo.fields());
    return new MarketoSchema(marketo.object(), Map.copyOf(all), marketo.keys());
  }
}
