package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** Custom objects: drafts that get fields and are approved, and then hold records. */
public final class CustomObjects {
  private static final int MOST_TYPES = 10;
  private static final int MOST_FIELDS = 50;
  private static final int MOST_KEYS = 3;
  private static final int SYSTEM = 3;

  private final Instance instance;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Records> approved = new LinkedHashMap<>();

  CustomObjects(Instance instance) {
    this.instance = instance;
  }

  /** What shall become of an object when it is approved; {@code fields} are all it will have. */
  private static final class Draft {
    final String name;
    String display;
    String plural;
    String description;
    final List<Field> fields = new ArrayList<>();
    final Map<String, List<String>> links = new LinkedHashMap<>();

    Draft(String name) {
      this.name = name;
    }

    Field need(String field) throws Refusal {
      return fields.stream()
          .filter(f -> f.name().equals(field))
          .findFirst()
          .orElseThrow(() -> new Refusal("1006", "Field '" + field + "' not found"));
    }
  }

  /** The approved objects by API name. */
  public Map<String, Records> approved() {
    return approved;
  }

  /** The API names of all objects, drafts too. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(approved.keySet());
    names.addAll(drafts.keySet());
    return names;
  }

  /** In Marketo's words. */
  public String state(String name) {
    if (!approved.containsKey(name)) {
      return "draft";
    }
    return drafts.containsKey(name) ? "approvedWithDraft" : "approved";
  }

  /**
   * What is approved of an object, or what is drafted where nothing is or it is asked for.
   *
   * @param state the state that is asked for, or null for any
   */
  public Optional<ObjectType> version(String name, String state) {
    Records records = approved.get(name);
    Draft draft = drafts.get(name);
    boolean drafted = "draft".equals(state) || records == null;
    if (state != null && !drafted && !state.equals("approved") && !state.equals(state(name))) {
      return Optional.empty();
    }
    if (drafted) {
      return "approved".equals(state)
          ? Optional.empty()
          : Optional.ofNullable(draft).map(this::type);
    }
    return Optional.of(records.type());
  }

  /** The records of an approved object, or a standard one by its Describe name, or a refusal. */
  public Records named(String name) throws Refusal {
    Records records = approved.get(name);
    for (Records other : instance.standard().values()) {
      records = records == null && other.type().name().equalsIgnoreCase(name) ? other : records;
    }
    if (records == null) {
      throw new Refusal("1013", "Object '" + name + "' not found");
    }
    return records;
  }

  /** Creates a draft, or changes the words of one. */
  public void define(JsonNode request) throws Refusal {
    String name = request.path("apiName").asText("");
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new Refusal("1003", "Invalid value '" + name + "' for 'apiName'");
    }
    boolean known = drafts.containsKey(name) || approved.containsKey(name);
    String action = request.path("action").asText("createOrUpdate");
    if (known && action.equals("createOnly")) {
      throw new Refusal("1017", "Object already exists");
    }
    if (!known && action.equals("updateOnly")) {
      throw new Refusal("1013", "Object not found");
    }
    if (!known && !request.hasNonNull("displayName")) {
      throw new Refusal("1002", "Missing value for required parameter 'displayName'");
    }
    if (!known && names().size() >= MOST_TYPES) {
      throw new Refusal("1003", "No more than 10 custom object types");
    }
    if (approved.containsKey(name) && request.hasNonNull("displayName")) {
      throw new Refusal("1003", "'displayName' can not be changed after approval");
    }
    Draft draft = draft(name);
    draft.display = request.path("displayName").asText(draft.display);
    draft.plural =
        request
            .path("pluralName")
            .asText(draft.plural == null ? draft.display + "s" : draft.plural);
    draft.description = request.path("description").asText(draft.description);
  }

  /** The draft of an object; one that begins with what is approved where there is none. */
  private Draft draft(String name) {
    return drafts.computeIfAbsent(
        name,
        n -> {
          Draft draft = new Draft(n);
          Records records = approved.get(n);
          if (records != null) {
            ObjectType type = records.type();
            draft.display = type.displayName();
            draft.plural = type.pluralName();
            draft.description = type.description();
            List<Field> fields = type.schema().fields();
            fields.subList(SYSTEM, fields.size()).stream()
                .filter(Field::usable)
                .forEach(draft.fields::add);
            draft.links.putAll(type.links());
          }
          return draft;
        });
  }

  private Draft need(String name) throws Refusal {
    if (!drafts.containsKey(name) && !approved.containsKey(name)) {
      throw new Refusal("1013", "Object '" + name + "' not found");
    }
    return draft(name);
  }

  /** Adds fields to a draft, all or none; keys and links only before the first approval. */
  public void addFields(String name, JsonNode input) throws Refusal {
    Draft draft = need(name);
    List<Field> added = new ArrayList<>(draft.fields);
    Map<String, List<String>> links = new LinkedHashMap<>();
    for (JsonNode wanted : input) {
      String field = wanted.path("name").asText("");
      DataType type = DataType.named(wanted.path("dataType").asText("string"));
      if (!field.matches("[A-Za-z][A-Za-z0-9_]*")
          || added.stream().anyMatch(f -> f.name().equals(field))) {
        throw new Refusal("1003", "Invalid value '" + field + "' for 'name'");
      }
      if (added.size() >= MOST_FIELDS) {
        throw new Refusal("1003", "No more than 50 fields");
      }
      boolean key = wanted.path("isDedupeField").asBoolean();
      if (approved.containsKey(name) && (key || type == DataType.LINK)) {
        throw new Refusal("1003", "Dedupe and link fields can not be added after approval");
      }
      if (type == DataType.LINK) {
        links.put(field, link(wanted.path("relatedTo")));
      }
      added.add(
          new Field(
              added.size() + SYSTEM + 1,
              field,
              wanted.path("displayName").asText(field),
              wanted.path("description").asText(null),
              held(type, links.get(field)),
              type.length(),
              key ? Set.of("custom", "key") : Set.of("custom")));
    }
    draft.fields.addAll(added.subList(draft.fields.size(), added.size()));
    draft.links.putAll(links);
  }

  /** The object and the field that a link names, which are there. */
  private List<String> link(JsonNode to) throws Refusal {
    String object = to.path("name").asText();
    String field = to.path("field").asText();
    boolean lead = object.equalsIgnoreCase("lead");
    (lead ? instance.leads().schema() : named(object).type().schema()).need(field);
    return List.of(object, field);
  }

  /** A link to a number is kept as a number, so that it compares with the number it names. */
  private static DataType held(DataType type, List<String> link) {
    return type == DataType.LINK && link.get(1).equalsIgnoreCase("id") ? DataType.INTEGER : type;
  }

  /** Takes fields out of a draft, all or none, or hides them when the draft is approved. */
  public void deleteFields(String name, JsonNode input) throws Refusal {
    Draft draft = need(name);
    List<Field> gone = new ArrayList<>();
    for (JsonNode named : input) {
      Field field = draft.need(named.path("name").asText(""));
      refuseFrozen(name, field, draft);
      gone.add(field);
    }
    for (Field field : gone) {
      draft.fields.remove(field);
      draft.links.remove(field.name());
    }
  }

  /** Changes the words of a field of a draft, or whether it is a key. */
  public void updateField(String name, String called, JsonNode wanted) throws Refusal {
    Draft draft = need(name);
    Field field = draft.need(called);
    Set<String> flags = new HashSet<>(field.flags());
    if (wanted.has("isDedupeField")) {
      refuseFrozen(name, field, draft);
      flags.remove("key");
      if (wanted.get("isDedupeField").asBoolean()) {
        flags.add("key");
      }
    }
    draft.fields.set(
        draft.fields.indexOf(field),
        new Field(
            field.id(),
            field.name(),
            wanted.path("displayName").asText(field.displayName()),
            wanted.path("description").asText(field.description()),
            field.type(),
            field.length(),
            Set.copyOf(flags)));
  }

  private void refuseFrozen(String name, Field field, Draft draft) throws Refusal {
    boolean key = field.flags().contains("key") || draft.links.containsKey(field.name());
    if (approved.containsKey(name) && key) {
      throw new Refusal("1003", "Field '" + field.name() + "' can not be changed after approval");
    }
  }

  /** Makes a draft's fields real. */
  public void approve(String name) throws Refusal {
    Draft draft = drafts.get(name);
    if (draft == null) {
      throw new Refusal("1013", "Draft of '" + name + "' not found");
    }
    long keys = draft.fields.stream().filter(f -> f.flags().contains("key")).count();
    if (keys < 1 || keys > MOST_KEYS) {
      throw new Refusal("1003", "An object needs one to three dedupe fields");
    }
    Records known = approved.get(name);
    if (known == null) {
      approved.put(name, new Records(instance, type(draft), instance.random().nextLong()));
    } else {
      Schema schema = known.type().schema();
      change(schema, draft);
      known.describe(
          new ObjectType(
              name,
              draft.display,
              draft.plural,
              draft.description,
              schema,
              known.type().searchable(),
              known.type().links()));
    }
    drafts.remove(name);
  }

  /** A field that goes is hidden: its slot in the records stays. */
  private static void change(Schema schema, Draft draft) {
    for (Field field : List.copyOf(schema.fields()).subList(SYSTEM, schema.size())) {
      if (draft.fields.stream().noneMatch(f -> f.name().equals(field.name()))) {
        Set<String> flags = new HashSet<>(field.flags());
        flags.add("hidden");
        schema.replace(field.with(flags));
      }
    }
    for (Field field : draft.fields) {
      if (schema.slot(field.name()) < 0) {
        schema.add(field);
      } else {
        schema.replace(field);
      }
    }
  }

  private ObjectType type(Draft draft) {
    List<Field> fields = new ArrayList<>();
    fields.add(system(1, "marketoGUID", "Marketo GUID", DataType.STRING, 36));
    fields.add(system(2, "createdAt", "Created At", DataType.DATETIME, 0));
    fields.add(system(3, "updatedAt", "Updated At", DataType.DATETIME, 0));
    fields.addAll(draft.fields);
    List<List<String>> searchable = new ArrayList<>();
    searchable.add(
        fields.stream().filter(f -> f.flags().contains("key")).map(Field::name).toList());
    searchable.add(List.of("marketoGUID"));
    draft.links.keySet().stream()
        .map(List::of)
        .filter(link -> !searchable.contains(link))
        .forEach(searchable::add);
    return new ObjectType(
        draft.name,
        draft.display,
        draft.plural,
        draft.description,
        new Schema(fields),
        searchable,
        new LinkedHashMap<>(draft.links));
  }

  private static Field system(int id, String name, String display, DataType type, int length) {
    return new Field(id, name, display, null, type, length, Set.of("readOnly"));
  }

  /** Throws a draft away. */
  public void discard(String name) throws Refusal {
    if (drafts.remove(name) == null) {
      throw new Refusal("1048", "Discard draft failed: there is none");
    }
  }

  /** Removes an object with its records. */
  public void delete(String name) throws Refusal {
    boolean draft = drafts.remove(name) != null;
    if (approved.remove(name) == null && !draft) {
      throw new Refusal("1013", "Object '" + name + "' not found");
    }
  }
}
