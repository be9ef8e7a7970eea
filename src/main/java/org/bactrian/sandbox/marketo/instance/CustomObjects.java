package org.bactrian.sandbox.marketo.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;

/** Custom objects: drafts that get fields and are approved, and then hold records. */
public final class CustomObjects {
  /** A draft: nothing can be stored in it until it is approved. */
  public record Draft(
      String name,
      String display,
      String plural,
      String description,
      List<Field> fields,
      Map<String, List<String>> links) {}

  private final Instance instance;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, Records> approved = new LinkedHashMap<>();

  CustomObjects(Instance instance) {
    this.instance = instance;
  }

  /** The approved objects by API name. */
  public Map<String, Records> approved() {
    return approved;
  }

  /** The drafts by API name. */
  public Map<String, Draft> drafts() {
    return drafts;
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
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || !request.hasNonNull("displayName")) {
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
    if (!known && drafts.size() + approved.size() >= 10) {
      throw new Refusal("1003", "No more than 10 custom object types");
    }
    if (!known) {
      String display = request.get("displayName").asText();
      drafts.put(
          name,
          new Draft(
              name,
              display,
              request.path("pluralName").asText(display + "s"),
              request.path("description").asText(null),
              new ArrayList<>(),
              new LinkedHashMap<>()));
    }
  }

  /** Adds fields to a draft or, up to 20, to an approved object. */
  public void addFields(String name, JsonNode input) throws Refusal {
    Draft draft = drafts.get(name);
    if (draft == null) {
      named(name);
      draft = new Draft(name, name, name, null, new ArrayList<>(), new LinkedHashMap<>());
      drafts.put(name, draft);
    }
    for (JsonNode wanted : input) {
      String field = wanted.path("name").asText("");
      DataType type = DataType.named(wanted.path("dataType").asText("string"));
      if (!field.matches("[A-Za-z][A-Za-z0-9_]*")
          || draft.fields().stream().anyMatch(f -> f.name().equals(field))) {
        throw new Refusal("1003", "Invalid value '" + field + "' for 'name'");
      }
      if (type == DataType.LINK) {
        JsonNode to = wanted.path("relatedTo");
        draft.links().put(field, List.of(to.path("name").asText(), to.path("field").asText()));
      }
      Set<String> flags = new HashSet<>(Set.of("custom"));
      if (wanted.path("isDedupeField").asBoolean()) {
        flags.add("key");
      }
      draft
          .fields()
          .add(
              new Field(
                  draft.fields().size() + 1,
                  field,
                  wanted.path("displayName").asText(field),
                  wanted.path("description").asText(null),
                  held(type, draft, field),
                  type.length(),
                  Set.copyOf(flags)));
    }
  }

  /** A link to a number is kept as a number, so that it compares with the number it names. */
  private static DataType held(DataType type, Draft draft, String field) {
    return type == DataType.LINK && draft.links().get(field).get(1).equalsIgnoreCase("id")
        ? DataType.INTEGER
        : type;
  }

  /** Makes a draft's fields real. */
  public void approve(String name) throws Refusal {
    Draft draft = drafts.remove(name);
    if (draft == null) {
      throw new Refusal("1013", "Draft of '" + name + "' not found");
    }
    Records known = approved.get(name);
    if (known != null) {
      draft.fields().forEach(known.type().schema()::add);
      known.type().links().putAll(draft.links());
      return;
    }
    List<Field> fields = new ArrayList<>();
    fields.add(system(1, "marketoGUID", "Marketo GUID", DataType.STRING));
    fields.add(system(2, "createdAt", "Created At", DataType.DATETIME));
    fields.add(system(3, "updatedAt", "Updated At", DataType.DATETIME));
    fields.addAll(draft.fields());
    List<List<String>> searchable = new ArrayList<>();
    List<String> keys =
        fields.stream().filter(f -> f.flags().contains("key")).map(Field::name).toList();
    if (keys.isEmpty() || keys.size() > 3) {
      drafts.put(name, draft);
      throw new Refusal("1003", "An object needs one to three dedupe fields");
    }
    searchable.add(keys);
    searchable.add(List.of("marketoGUID"));
    draft.links().keySet().stream()
        .map(List::of)
        .filter(link -> !searchable.contains(link))
        .forEach(searchable::add);
    ObjectType type =
        new ObjectType(
            name,
            draft.display(),
            draft.plural(),
            draft.description(),
            new Schema(fields),
            searchable,
            draft.links());
    approved.put(name, new Records(instance, type, instance.random().nextLong()));
  }

  private static Field system(int id, String name, String display, DataType type) {
    return new Field(id, name, display, null, type, type.length(), Set.of("readOnly"));
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
