package org.bactrian.connection.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.bactrian.connection.FieldComparison;
import org.bactrian.connection.FieldComparison.Gap;
import org.bactrian.connection.SetupTrouble;
import org.bactrian.connection.Words;
import org.bactrian.flow.Failure;
import org.bactrian.flow.MarketoFields;
import org.bactrian.flow.Schemas;
import org.bactrian.mapping.DeclaredField;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.mapping.file.Lint;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;

/** The fields of both systems beside what the mappings name; makes those that are missing. */
public final class FieldSync {

  private static final String SALESFORCE = "Salesforce";
  private static final String MARKETO = "Marketo";

  private final Mappings mappings;
  private final Schemas schemas;
  private final MarketoFields marketoFields;
  private final ProducerTemplate routes;

  public FieldSync(
      Mappings mappings, Schemas schemas, MarketoFields marketoFields, ProducerTemplate routes) {
    this.mappings = mappings;
    this.schemas = schemas;
    this.marketoFields = marketoFields;
    this.routes = routes;
  }

  /**
   * Reads both describes anew and compares.
   *
   * @throws SetupTrouble if a system does not answer as it should
   */
  public FieldComparison compare() {
    try {
      return compare(Map.of());
    } catch (RuntimeException e) {
      throw Trouble.explaining(e);
    }
  }

  private FieldComparison compare(Map<CustomField, String> refusals) {
    schemas.forget();
    List<Gap> gaps = new ArrayList<>();
    for (CustomField field : missingInSalesforce()) gaps.add(gap(field, refusals.get(field)));
    for (DeclaredField field : marketoFields.missing().values()) gaps.add(gap(field));
    for (Mapping mapping : mappings.asWritten()) compare(mapping, gaps);
    return new FieldComparison(gaps);
  }

  /**
   * Makes what is missing and can be made, and compares again.
   *
   * @throws SetupTrouble if a system does not answer as it should
   */
  public FieldComparison create() {
    try {
      return compare(made());
    } catch (RuntimeException e) {
      throw Trouble.explaining(e);
    }
  }

  private Map<CustomField, String> made() {
    schemas.forget();
    Map<String, DeclaredField> inMarketo = marketoFields.missing();
    if (!inMarketo.isEmpty()) marketoFields.create(inMarketo);
    Map<CustomField, String> refusals = new LinkedHashMap<>();
    for (CustomField field : missingInSalesforce()) {
      try {
        routes.requestBody("direct:create-salesforce-field", field.tooling(), Map.class);
        refusals.put(field, "");
      } catch (RuntimeException e) {
        refusals.put(field, Failure.explain(Failure.cause(e)));
      }
    }
    return refusals;
  }

  private void compare(Mapping mapping, List<Gap> gaps) {
    SalesforceSchema seen = schemas.salesforceIfSeen(mapping.salesforceObject()).orElse(null);
    if (seen == null) {
      gaps.add(
          new Gap(
              SALESFORCE,
              mapping.salesforceObject(),
              "",
              false,
              Words.of("lack.object-read", mapping.salesforceObject(), ""),
              Words.of("lack.object-read.advice", mapping.salesforceObject(), "")));
      return;
    }
    SalesforceSchema complete = seen;
    for (CustomField field : CustomField.missing(mapping, seen, marketo(mapping))) {
      complete = complete.with(field.asDescribed());
    }
    for (Finding finding : new Lint(complete, marketo(mapping), schemas::parent).check(mapping)) {
      if (!finding.isError()) continue;
      gaps.add(
          new Gap(
              "",
              mapping.salesforceObject(),
              "",
              false,
              Words.of("gap.finding", finding.message()),
              Words.of("gap.finding.advice", finding.file(), finding.line())));
    }
  }

  private List<CustomField> missingInSalesforce() {
    Set<CustomField> missing = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    for (Mapping mapping : mappings.asWritten()) {
      schemas
          .salesforceIfSeen(mapping.salesforceObject())
          .ifPresent(
              schema ->
                  CustomField.missing(mapping, schema, marketo(mapping)).stream()
                      .filter(field -> names.add(field.fullName()))
                      .forEach(missing::add));
    }
    return List.copyOf(missing);
  }

  private MarketoSchema marketo(Mapping mapping) {
    return schemas.marketo(mapping.marketoObject());
  }

  private static Gap gap(CustomField field, String refusal) {
    String key =
        refusal == null
            ? "gap.salesforce-field"
            : refusal.isEmpty() ? "gap.salesforce-field-unseen" : "gap.salesforce-field-refused";
    return new Gap(
        SALESFORCE,
        field.object(),
        field.name(),
        refusal == null,
        Words.of(key, field.object(), field.name(), refusal),
        Words.of(key + ".advice", field.object(), field.name(), field.words()));
  }

  private static Gap gap(DeclaredField field) {
    return new Gap(
        MARKETO,
        MarketoObject.PERSON,
        field.name(),
        true,
        Words.of("gap.marketo-field", field.name()),
        Words.of("gap.marketo-field.advice", field.name(), field.label(), field.type()));
  }
}
