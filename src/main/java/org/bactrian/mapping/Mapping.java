package org.bactrian.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One file in {@code config/mappings}: a Salesforce object, a Marketo object, their fields.
 *
 * @param name the file's name without its ending
 * @param file as a person knows it
 * @param match the pairs of fields that find a record, best first; the first one's left is Id
 * @param when which records sync, in Camel's simple language
 * @param reads further Salesforce fields that {@code when} looks at
 * @param fields the custom fields that must be in Marketo
 */
public record Mapping(
    String name,
    String file,
    String salesforceObject,
    MarketoObject marketoObject,
    List<MatchPair> match,
    Optional<String> when,
    List<String> reads,
    Conflict conflict,
    List<FieldRule> rules,
    List<DeclaredField> fields,
    int line) {

  /** The Salesforce field that carries the Marketo id; an external id, unique. */
  public static final String MARKETO_ID = "Marketo_Id__c";

  /** Fields that carry the same key on both sides. */
  public record MatchPair(String salesforce, String marketo) {}

  /** All Salesforce fields that it reads, {@code Id} and {@code SystemModstamp} first. */
  public List<String> salesforceFields() {
    Set<String> fields = new LinkedHashSet<>(List.of("Id", "SystemModstamp"));
    if (!salesforceObject.equals("User")) fields.add("IsDeleted");
    if (salesforceObject.equals("Lead"))
      fields.addAll(List.of("IsConverted", "ConvertedContactId"));
    for (MatchPair pair : match) fields.add(pair.salesforce());
    for (FieldRule rule : rules) {
      if (rule.salesforce() != null && rule.direction() != FieldRule.Direction.TO_SALESFORCE) {
        fields.add(rule.salesforce());
      }
    }
    fields.addAll(reads);
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

  /** The rules that write to Marketo. */
  public List<FieldRule> toMarketo() {
    List<FieldRule> rules = new ArrayList<>(this.rules);
    rules.removeIf(rule -> rule.direction() == FieldRule.Direction.TO_SALESFORCE);
    return rules;
  }
}
