package org.bactrian.mapping.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The fields of a Salesforce object.
 *
 * @param updateable whether the user may change its records
 * @param fields by API name
 */
public record SalesforceSchema(String object, boolean updateable, Map<String, Field> fields) {

  /**
   * One field.
   *
   * @param type as Salesforce names it: string, picklist, email, double, reference ...
   * @param reading what must be known to ask for it
   * @param writing what must be known to write it
   */
  public record Field(
      String name,
      String label,
      String type,
      int length,
      boolean updateable,
      Reading reading,
      Writing writing) {

    /** Whether a new record must be given a value. */
    public boolean isNeeded() {
      return writing.createable() && !writing.nillable() && !writing.defaulted() && !isYesOrNo();
    }

    /** Whether it holds the id of a record. */
    public boolean isId() {
      return type.equals("id") || type.equals("reference");
    }

    /** Whether it shows several fields as one that no text is: an address, a location. */
    public boolean isCompound() {
      return type.equals("address") || type.equals("location");
    }

    /** How many decimals it keeps; empty where its type or describe names no limit. */
    public OptionalInt decimals() {
      return type.equals("int") ? OptionalInt.of(0) : writing.decimals();
    }

    private boolean isYesOrNo() {
      return type.equals("boolean");
    }
  }

  /**
   * What must be known of a field to ask for it.
   *
   * @param filterable whether records can be found by it
   * @param reference where it leads, or null
   * @param compound the field that is made of it and others, or null
   * @param calculation how Salesforce computes it, or null
   */
  public record Reading(
      boolean filterable, Reference reference, String compound, Calculation calculation) {

    /** Of a field that refers to nothing. */
    public static final Reading PLAIN = new Reading(true, null, null, null);

    private static Reading of(Map<String, Object> field) {
      return new Reading(
          !Boolean.FALSE.equals(field.get("filterable")),
          Reference.of(field),
          (String) field.get("compoundFieldName"),
          Boolean.TRUE.equals(field.get("calculated"))
              ? new Calculation((String) field.get("calculatedFormula"))
              : null);
    }
  }

  /**
   * A field that holds the id of a record.
   *
   * @param relationship the name by which fields of that record are read
   * @param objects which it may be of
   * @param polymorphic whether only the fields of Salesforce's object Name are read through it
   */
  public record Reference(String relationship, List<String> objects, boolean polymorphic) {

    private static Reference of(Map<String, Object> field) {
      if (!(field.get("relationshipName") instanceof String relationship)) return null;
      List<String> objects = new ArrayList<>();
      if (field.get("referenceTo") instanceof List<?> told) {
        told.forEach(each -> objects.add(String.valueOf(each)));
      }
      return new Reference(
          relationship, List.copyOf(objects), Boolean.TRUE.equals(field.get("namePointing")));
    }
  }

  /**
   * How Salesforce computes a field.
   *
   * @param formula null of a roll-up, and where Salesforce does not tell
   */
  public record Calculation(String formula) {}

  /**
   * What must be known of a field to write it.
   *
   * @param createable whether a new record can have it
   * @param defaulted whether Salesforce gives a new record a value of its own
   * @param wholeDigits how many digits a number has before the point; 0 where that is unknown
   * @param decimals how many it keeps of a number; empty where it is none
   * @param allowed the only values it takes, in their order; empty where it takes any
   */
  public record Writing(
      boolean createable,
      boolean nillable,
      boolean defaulted,
      int wholeDigits,
      OptionalInt decimals,
      List<String> allowed) {

    private static final Set<String> DECIMALS = Set.of("double", "currency", "percent");

    /** Of a field that takes any value, and none. */
    public static final Writing ANY =
        new Writing(true, true, false, 0, OptionalInt.empty(), List.of());

    private static Writing of(Map<String, Object> field) {
      return new Writing(
          Boolean.TRUE.equals(field.get("createable")),
          !Boolean.FALSE.equals(field.get("nillable")),
          Boolean.TRUE.equals(field.get("defaultedOnCreate")),
          Math.max(number(field, "digits"), number(field, "precision") - number(field, "scale")),
          DECIMALS.contains(field.get("type")) && field.get("scale") instanceof Number scale
              ? OptionalInt.of(scale.intValue())
              : OptionalInt.empty(),
          Boolean.TRUE.equals(field.get("restrictedPicklist")) ? active(field) : List.of());
    }

    private static List<String> active(Map<String, Object> field) {
      List<String> values = new ArrayList<>();
      for (Object each : (List<?>) field.getOrDefault("picklistValues", List.of())) {
        Map<?, ?> value = (Map<?, ?>) each;
        if (Boolean.TRUE.equals(value.get("active")))
          values.add(String.valueOf(value.get("value")));
      }
      return List.copyOf(values);
    }
  }

  /** Reads {@code /sobjects/X/describe}. */
  @SuppressWarnings("unchecked")
  public static SalesforceSchema of(Map<String, Object> describe) {
    if (!(describe.get("fields") instanceof List<?> described)) {
      throw new IllegalArgumentException("Salesforce's describe has no fields");
    }
    Map<String, Field> fields = new HashMap<>();
    for (Map<String, Object> field : (List<Map<String, Object>>) described) {
      String name = (String) field.get("name");
      fields.put(
          name,
          new Field(
              name,
              String.valueOf(field.getOrDefault("label", name)),
              String.valueOf(field.get("type")),
              number(field, "length"),
              Boolean.TRUE.equals(field.get("updateable")),
              Reading.of(field),
              Writing.of(field)));
    }
    return new SalesforceSchema(
        String.valueOf(describe.get("name")),
        Boolean.TRUE.equals(describe.get("updateable")),
        Map.copyOf(fields));
  }

  private static int number(Map<String, Object> field, String key) {
    return field.get(key) instanceof Number n ? n.intValue() : 0;
  }

  /** The same with one field more. */
  public SalesforceSchema with(Field field) {
    Map<String, Field> more = new HashMap<>(fields);
    more.put(field.name(), field);
    return new SalesforceSchema(object, updateable, Map.copyOf(more));
  }

  /** Whether a field can be read; of a path through a relationship only its first step is known. */
  public boolean has(String path) {
    return FieldPath.of(path, this, object -> Optional.empty()).isKnown();
  }

  /** The field through which the fields of another record are read by this name. */
  Optional<Field> through(String relationship) {
    return fields.values().stream()
        .filter(field -> field.reading().reference() != null)
        .filter(field -> field.reading().reference().relationship().equals(relationship))
        .findFirst();
  }

  /** The fields of which a compound field is made, in the order of their names. */
  public List<String> partsOf(String compound) {
    return fields.values().stream()
        .filter(field -> compound.equals(field.reading().compound()))
        .map(Field::name)
        .sorted()
        .toList();
  }

  /** What a person calls a field. */
  public String label(String path) {
    Field field = fields.get(path);
    return field == null ? path : field.label();
  }
}
