package org.bactrian.sandbox.salesforce.shape;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.org.SaveRule;
import org.bactrian.sandbox.salesforce.org.Table;
import org.bactrian.sandbox.salesforce.schema.Field;
import org.bactrian.sandbox.salesforce.schema.FieldType;
import org.bactrian.sandbox.salesforce.schema.ObjectType;
import org.bactrian.sandbox.salesforce.schema.Picklist;

/**
 * State and country picklists: each address gets a country code and a state code, which its names
 * follow and which follow its names; a name that is none is refused.
 */
public final class AddressPicklists implements SaveRule {
  private static final String COMPOUND = "Address";

  private final Org org;
  private final Countries countries;

  private AddressPicklists(Org org, Countries countries) {
    this.org = org;
    this.countries = countries;
  }

  /** Switches them on for every address of an org; what is no country stays until it is saved. */
  public static void enable(Org org, Countries countries) {
    AddressPicklists picklists = new AddressPicklists(org, countries);
    org.atomically(
        () -> {
          org.tables().forEach(t -> addresses(t.type()).forEach(a -> picklists.add(t, a)));
          return null;
        });
    org.onSave(picklists);
  }

  private static List<String> addresses(ObjectType type) {
    return type.fields().stream()
        .filter(field -> field.type() == FieldType.ADDRESS)
        .map(field -> field.name().substring(0, field.name().length() - COMPOUND.length()))
        .toList();
  }

  private void add(Table table, String prefix) {
    ObjectType type = table.type();
    if (type.find(prefix + "CountryCode") != null) {
      return;
    }
    Picklist of = Picklist.of(List.copyOf(countries.names().keySet()), null);
    code(type, prefix + "Country", of);
    Map<String, List<String>> offered =
        countries.stateCodes().stream().collect(Collectors.toMap(code -> code, countries::with));
    code(
        type,
        prefix + "State",
        new Picklist(countries.stateCodes(), null, prefix + "CountryCode", offered));
    for (int row = 0; row < table.size(); row++) {
      String country = Countries.code(countries.names(), text(table, row, prefix + "Country"));
      if (country != null) {
        org.set(table, row, prefix + "CountryCode", country);
        String state =
            Countries.code(countries.statesOf(country), text(table, row, prefix + "State"));
        org.set(table, row, prefix + "StateCode", state);
      }
    }
  }

  private void code(ObjectType type, String name, Picklist values) {
    String label = type.known(name).label() + " Code";
    Field field = org.schema().addField(type, name + "Code", label, "picklist 10", "restricted");
    org.schema().replaceField(type, field, field.listing(values));
  }

  @Override
  public void apply(Table table, int row, Map<Field, Object> values) {
    Set<Field> given = values.keySet();
    for (String prefix : addresses(table.type())) {
      if (given.stream().anyMatch(field -> isPart(field.name(), prefix))) {
        country(table, row, prefix, given);
        state(table, row, prefix, given);
      }
    }
  }

  private static boolean isPart(String field, String prefix) {
    return Set.of("Country", "CountryCode", "State", "StateCode").stream()
        .anyMatch(part -> field.equals(prefix + part));
  }

  private void country(Table table, int row, String prefix, Set<Field> given) {
    String code = settle(table, row, prefix + "Country", countries.names(), given, "country");
    String state = text(table, row, prefix + "StateCode");
    if (state != null && !countries.statesOf(code).containsKey(state) && !has(given, prefix)) {
      org.set(table, row, prefix + "StateCode", null);
      org.set(table, row, prefix + "State", null);
    }
  }

  private static boolean has(Set<Field> given, String prefix) {
    return given.stream()
        .anyMatch(f -> f.name().equals(prefix + "State") || f.name().equals(prefix + "StateCode"));
  }

  private void state(Table table, int row, String prefix, Set<Field> given) {
    String country = text(table, row, prefix + "CountryCode");
    if (country == null && has(given, prefix) && text(table, row, prefix + "State") != null) {
      Field field = table.type().known(prefix + "State");
      throw Refusal.of(
          "FIELD_INTEGRITY_EXCEPTION",
          "A country/territory must be specified before specifying a state value for field: "
              + field.label(),
          field.name());
    }
    settle(table, row, prefix + "State", countries.statesOf(country), given, "state");
  }

  /** Lets a name and its code follow each other; the code decides. */
  private String settle(
      Table table, int row, String name, Map<String, String> names, Set<Field> given, String what) {
    Field named = table.type().known(name);
    Field coded = table.type().known(name + "Code");
    String code = (String) table.get(row, coded);
    if (given.contains(coded) && (code != null || !given.contains(named))) {
      if (code != null && !names.containsKey(code)) {
        throw problem(coded, what);
      }
      org.put(table, row, named, code == null ? null : names.get(code));
      return code;
    }
    if (given.contains(named)) {
      String text = (String) table.get(row, named);
      code = text == null ? null : Countries.code(names, text);
      if (text != null && code == null) {
        throw problem(named, what);
      }
      org.put(table, row, coded, code);
    }
    return code;
  }

  private static Refusal problem(Field field, String what) {
    String all = what.equals("country") ? "countries" : "states";
    return Refusal.of(
        "FIELD_INTEGRITY_EXCEPTION",
        "There's a problem with this %s, even though it may appear correct. Please select a %s from the list of valid %s.: %s"
            .formatted(what, what, all, field.label()),
        field.name());
  }

  private static String text(Table table, int row, String field) {
    return (String) table.get(row, field);
  }
}
