package org.bactrian.sandbox.marketo.bulk.selection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.instance.Leads;
import org.bactrian.sandbox.marketo.instance.Lists.StaticList;
import org.bactrian.sandbox.marketo.instance.Records;
import org.bactrian.sandbox.marketo.store.Field;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.bactrian.sandbox.marketo.store.Schema;
import org.bactrian.sandbox.marketo.store.Table;

/** Fields of the people, or of a custom object's records, that fit a filter. */
public final class TableSelection implements Selection {
  private static final int CREATED = 1;
  private static final int UPDATED = 2;

  /** A value as a file shows it. */
  private interface Value {
    Object of(Object[] values, int slot);
  }

  private final Table table;
  private final List<String> fields;
  private final int[] slots;
  private final Predicate<Object[]> wanted;
  private final Value value;

  private TableSelection(Table table, List<String> fields, Predicate<Object[]> wanted, Value value)
      throws Refusal {
    if (fields.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'fields'");
    }
    this.table = table;
    this.fields = fields;
    this.slots = new int[fields.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = table.schema().need(fields.get(i));
    }
    this.wanted = wanted;
    this.value = value;
  }

  /** People by when they were created or changed, or by a static list. */
  public static Selection leads(Instance instance, JsonNode request) throws Refusal {
    Leads leads = instance.leads();
    String name = Selection.filter(request);
    JsonNode filter = request.path("filter").get(name);
    Predicate<Object[]> wanted =
        switch (name) {
          case "createdAt" -> within(Period.of(filter, name), CREATED);
          case "updatedAt" -> {
            Period period = Period.of(filter, name);
            yield values -> period.holds(leads.changedAt(values));
          }
          case "staticListId", "staticListName" -> {
            StaticList list = list(instance, filter);
            yield values -> list.members().containsKey(((Long) values[0]).intValue());
          }
          default -> throw Selection.unsupported(name);
        };
    return new TableSelection(
        leads.table(), Selection.texts(request, "fields"), wanted, leads::value);
  }

  /** A custom object's records by when they were changed, or by the static list of their person. */
  public static Selection records(Instance instance, String object, JsonNode request)
      throws Refusal {
    Records records = instance.customObjects().approved().get(object);
    if (records == null) {
      throw new Refusal("1013", "Object '" + object + "' not found");
    }
    Map.Entry<String, List<String>> link =
        records.type().links().entrySet().stream()
            .filter(to -> to.getValue().get(0).equalsIgnoreCase("lead"))
            .findFirst()
            .orElseThrow(
                () -> new Refusal("1003", "Object '" + object + "' is not linked to leads"));
    String name = Selection.filter(request);
    JsonNode filter = request.path("filter").get(name);
    Schema schema = records.type().schema();
    Predicate<Object[]> wanted =
        switch (name) {
          case "updatedAt" -> within(Period.of(filter, name), UPDATED);
          case "staticListId", "staticListName" ->
              ofMembers(
                  instance,
                  list(instance, filter),
                  schema.slot(link.getKey()),
                  link.getValue().get(1));
          default -> throw Selection.unsupported(name);
        };
    return new TableSelection(
        records.table(),
        Selection.texts(request, "fields"),
        wanted,
        (values, slot) -> schema.field(slot).type().print(values[slot]));
  }

  private static Predicate<Object[]> within(Period period, int slot) {
    return values -> period.holds((Long) values[slot]);
  }

  private static Predicate<Object[]> ofMembers(
      Instance instance, StaticList list, int link, String leadField) {
    Table leads = instance.leads().table();
    Schema schema = leads.schema();
    Field key =
        schema.fields().stream()
            .filter(field -> field.name().equalsIgnoreCase(leadField))
            .findFirst()
            .orElse(schema.field(0));
    int[] slot = {schema.slot(key.name())};
    return values -> {
      if (values[link] == null) {
        return false;
      }
      for (int lead : leads.find(slot, values[link])) {
        if (list.members().containsKey(lead)) {
          return true;
        }
      }
      return false;
    };
  }

  private static StaticList list(Instance instance, JsonNode filter) throws Refusal {
    for (StaticList list : instance.lists().all().values()) {
      if (filter.isNumber() ? list.id() == filter.asLong() : list.name().equals(filter.asText())) {
        return list;
      }
    }
    throw new Refusal("1013", "List not found");
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public void each(Sink sink) {
    for (int id = 1; id <= table.last(); id++) {
      if (!table.has(id)) {
        continue;
      }
      Object[] values = table.get(id);
      if (wanted.test(values)) {
        Object[] row = new Object[slots.length];
        for (int i = 0; i < slots.length; i++) {
          row[i] = value.of(values, slots[i]);
        }
        sink.row(row);
      }
    }
  }
}
