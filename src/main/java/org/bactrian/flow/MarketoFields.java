package org.bactrian.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.bactrian.mapping.DeclaredField;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.marketo.client.RecordResult;
import org.bactrian.state.connection.Facts;

/** The custom fields that mappings declare: found in Marketo, or made there. */
public final class MarketoFields {

  private static final String CREATED = "created-marketo-field-";

  private final Mappings mappings;
  private final Schemas schemas;
  private final Facts facts;
  private final ProducerTemplate routes;

  public MarketoFields(Mappings mappings, Schemas schemas, Facts facts, ProducerTemplate routes) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.facts = facts;
    this.routes = routes;
  }

  /** The declared fields that Marketo doesn't have, by REST name. */
  public Map<String, DeclaredField> missing() {
    Map<String, DeclaredField> missing = new LinkedHashMap<>();
    for (Mapping mapping : mappings.asWritten()) {
      if (mapping.fields().isEmpty()) continue;
      MarketoSchema schema = schemas.marketo(mapping.marketoObject());
      for (DeclaredField field : mapping.fields()) {
        if (!schema.fields().containsKey(field.name())) missing.put(field.name(), field);
      }
    }
    return missing;
  }

  /**
   * Makes fields in Marketo, unless another process is faster.
   *
   * @throws IllegalStateException if Marketo refuses one
   */
  public void create(Map<String, DeclaredField> missing) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (DeclaredField field : missing.values()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", field.name());
      row.put("displayName", field.label());
      row.put("dataType", field.type());
      fields.add(row);
    }
    Optional<RuntimeException> refused = made(fields);
    schemas.forget();
    // Processes that start at the same time all find them missing, and one of them makes them.
    if (refused.isPresent() && !Collections.disjoint(missing().keySet(), missing.keySet())) {
      throw refused.get();
    }
  }

  private Optional<RuntimeException> made(List<Map<String, Object>> fields) {
    Optional<RuntimeException> refused = Optional.empty();
    try {
      for (Object each : routes.requestBody("direct:create-marketo-fields", fields, List.class)) {
        RecordResult result = (RecordResult) each;
        Object name = fields.get(result.index()).get("name");
        if ("created".equals(result.status())) {
          facts.keep(CREATED + name, Instant.now().toString());
        } else if (refused.isEmpty()) {
          refused =
              Optional.of(
                  new IllegalStateException(
                      "creating the Marketo field %s: %s".formatted(name, result.reasons())));
        }
      }
      return refused;
    } catch (CamelExecutionException e) {
      return Optional.of(e);
    }
  }

  /**
   * Whether no one else has filled the field that carries a mapping's key: we made it, or it is of
   * records that only we know by such an id.
   */
  boolean areOurs(Mapping mapping) {
    MarketoObject object = mapping.marketoObject();
    if (object.keyed()) {
      return !object.isKnownBy(mapping.salesforceObject())
          || !schemas.marketo(object).isKeyedBy(mapping.keyField());
    }
    return facts.find(CREATED + mapping.keyField()).isPresent();
  }

  /** Whether Marketo has a field on a mapping's object. */
  public boolean has(Mapping mapping, String field) {
    return schemas.marketo(mapping.marketoObject()).fields().containsKey(field);
  }

  /** When we made a field; empty if others did. */
  public Optional<Instant> madeAt(String field) {
    return facts.find(CREATED + field).map(Instant::parse);
  }
}
