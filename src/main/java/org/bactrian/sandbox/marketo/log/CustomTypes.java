package org.bactrian.sandbox.marketo.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.sandbox.marketo.log.CustomType.Attribute;
import org.bactrian.sandbox.marketo.log.CustomType.Version;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The kinds of activity that administrators made. */
public final class CustomTypes {
  private static final int MOST_TYPES = 10;
  private static final int MOST_ATTRIBUTES = 20;

  private final MovableClock clock;
  private final Map<String, CustomType> types = new LinkedHashMap<>();
  private int last = 100_000;

  /** None yet. */
  public CustomTypes(MovableClock clock) {
    this.clock = clock;
  }

  /** All of them, in the order in which they were made. */
  public Collection<CustomType> all() {
    return types.values();
  }

  /** The type of this API name, or a refusal. */
  public CustomType need(String apiName) throws Refusal {
    CustomType type = types.get(apiName);
    if (type == null) {
      throw new Refusal("1013", "Activity type '" + apiName + "' not found");
    }
    return type;
  }

  /** The approved form of the type with this number, or a refusal. */
  public Version approved(int id) throws Refusal {
    return types.values().stream()
        .filter(type -> type.id() == id)
        .findFirst()
        .flatMap(CustomType::approved)
        .orElseThrow(() -> new Refusal("1003", "Invalid activity type id '" + id + "'"));
  }

  /** Drafts a new type. */
  public CustomType create(String apiName, Version version) throws Refusal {
    if (!apiName.matches("[A-Za-z0-9_]{1,255}")) {
      throw new Refusal("1003", "Invalid value '" + apiName + "' for 'apiName'");
    }
    if (types.containsKey(apiName)) {
      throw new Refusal("1017", "Object already exists");
    }
    if (types.size() >= MOST_TYPES) {
      throw new Refusal("1027", "Max Activity Type Limit Reached");
    }
    CustomType type = new CustomType(++last, apiName, clock.seconds(), version);
    types.put(apiName, type);
    return type;
  }

  /** Drafts a change of a type. */
  public void change(CustomType type, Version version) throws Refusal {
    if (version.attributes().size() > MOST_ATTRIBUTES) {
      throw new Refusal("1028", "Max field limit reached");
    }
    type.draft(version, clock.seconds());
  }

  /** Drafts more attributes of a type. */
  public void add(CustomType type, List<Attribute> more) throws Refusal {
    List<Attribute> attributes = new ArrayList<>(type.latest().attributes());
    for (Attribute attribute : more) {
      if (attributes.stream().anyMatch(a -> a.apiName().equals(attribute.apiName()))) {
        throw new Refusal("1017", "Attribute '" + attribute.apiName() + "' already exists");
      }
      attributes.add(attribute);
    }
    change(type, type.latest().with(attributes));
  }

  /** Drafts other forms of attributes that a type has. */
  public void replace(CustomType type, List<Attribute> others) throws Refusal {
    List<Attribute> attributes = new ArrayList<>(type.latest().attributes());
    for (Attribute attribute : others) {
      attributes.set(place(attributes, attribute), attribute);
    }
    change(type, type.latest().with(attributes));
  }

  /** Drafts a type without some of its attributes. */
  public void remove(CustomType type, List<Attribute> gone) throws Refusal {
    List<Attribute> attributes = new ArrayList<>(type.latest().attributes());
    for (Attribute attribute : gone) {
      attributes.remove(place(attributes, attribute));
    }
    change(type, type.latest().with(attributes));
  }

  private static int place(List<Attribute> attributes, Attribute wanted) throws Refusal {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).apiName().equals(wanted.apiName())) {
        return i;
      }
    }
    throw new Refusal("1013", "Attribute '" + wanted.apiName() + "' not found");
  }

  /** Makes a draft what counts. */
  public void approve(CustomType type) throws Refusal {
    if (type.draft().isEmpty()) {
      throw new Refusal("1003", "There is no draft of '" + type.apiName() + "'");
    }
    type.approve(clock.seconds());
  }

  /** Throws a draft away; a type that was never approved goes with it. */
  public void discard(CustomType type) throws Refusal {
    if (type.draft().isEmpty()) {
      throw new Refusal("1003", "There is no draft of '" + type.apiName() + "'");
    }
    if (type.approved().isEmpty()) {
      types.remove(type.apiName());
    } else {
      type.draft(null, clock.seconds());
    }
  }

  /** Removes a type; its activities stay. */
  public void delete(CustomType type) {
    types.remove(type.apiName());
  }
}
