package org.bactrian.connection.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bactrian.connection.Confirmation.Lack;
import org.bactrian.connection.Words;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.schema.SalesforceSchema;

/**
 * What the sync user may not read or write of what the mappings name: a describe shows each user
 * only what that user may see.
 */
public final class Permissions {

  private final Mappings mappings;
  private final Schemas schemas;

  public Permissions(Mappings mappings, Schemas schemas) {
    this.mappings = mappings;
    this.schemas = schemas;
  }

  /** All that is lacking, by the describes of now. */
  List<Lack> lacking() {
    schemas.forget();
    List<Lack> lacks = new ArrayList<>();
    for (String object : mappings.salesforceObjects()) lacking(object, lacks);
    return lacks;
  }

  private void lacking(String object, List<Lack> lacks) {
    SalesforceSchema schema = schemas.salesforceIfSeen(object).orElse(null);
    if (schema == null) {
      lacks.add(lack("object-read", object, ""));
      return;
    }
    Set<String> read = new LinkedHashSet<>();
    Set<String> written = new TreeSet<>();
    for (Mapping mapping : mappings.asWritten()) {
      if (!mapping.salesforceObject().equals(object)) continue;
      read.addAll(mapping.salesforceFields());
      for (FieldRule rule : mapping.rules()) {
        if (rule.direction() != Direction.TO_MARKETO) written.add(rule.salesforce());
      }
    }
    if (!written.isEmpty() && !schema.updateable()) lacks.add(lack("object-write", object, ""));
    Set<String> unseen = new LinkedHashSet<>(read);
    unseen.addAll(written);
    unseen.removeIf(field -> isNew(field) || schema.has(field));
    unseen.forEach(field -> lacks.add(lack("field-read", object, field)));
    for (String field : written) {
      SalesforceSchema.Field described = schema.fields().get(field);
      if (described != null && !described.updateable()) {
        lacks.add(lack("field-write", object, field));
      }
    }
  }

  /** A custom field that is not there may have to be made yet, which is the next step's work. */
  private static boolean isNew(String field) {
    return field.endsWith("__c") && !field.contains(".");
  }

  private static Lack lack(String what, String object, String field) {
    return new Lack(
        object,
        field,
        Words.of("lack." + what, object, field),
        Words.of("lack." + what + ".advice", object, field));
  }
}
