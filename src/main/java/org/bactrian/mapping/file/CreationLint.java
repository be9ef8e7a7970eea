package org.bactrian.mapping.file;

import java.util.List;
import java.util.TreeSet;
import org.bactrian.mapping.CreationRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.schema.MarketoSchema;
import org.bactrian.mapping.schema.SalesforceSchema;
import org.bactrian.mapping.schema.SalesforceSchema.Field;

/** Checks which people become Salesforce records, and whether the records can be created. */
final class CreationLint {

  private final Mapping mapping;
  private final CreationRule rule;
  private final SalesforceSchema salesforce;
  private final MarketoSchema marketo;
  private final List<Finding> findings;

  CreationLint(
      Mapping mapping,
      CreationRule rule,
      SalesforceSchema salesforce,
      MarketoSchema marketo,
      List<Finding> findings) {
    this.mapping = mapping;
    this.rule = rule;
    this.salesforce = salesforce;
    this.marketo = mapping.withDeclared(marketo);
    this.findings = findings;
  }

  void check() {
    if (!mapping.marketoObject().isPerson()) {
      error(
          "only people become Salesforce records, and this mapping is to "
              + mapping.marketoObject().word());
      return;
    }
    rule.flag().ifPresent(this::flag);
    rule.defaults().forEach(this::fits);
    for (String name : new TreeSet<>(salesforce.fields().keySet()))
      given(salesforce.fields().get(name));
    boolean lead = mapping.salesforceObject().equals("Lead");
    if (!lead && rule.owner().filter(o -> o.startsWith(CreationRule.QUEUE)).isPresent()) {
      error("a queue can't own a " + mapping.salesforceObject() + "; give a user's id as 'owner:'");
    }
    if (!lead && rule.assignmentRule().isPresent()) {
      error("Salesforce has no assignment rules for a " + mapping.salesforceObject());
    }
  }

  private void flag(String name) {
    MarketoSchema.Field field = marketo.fields().get(name);
    if (field == null) {
      error(
          "unknown Marketo field '%s'%s"
              .formatted(name, Spelling.suggestion(name, marketo.fields().keySet())));
    } else if (!field.type().equals("boolean")) {
      error("Marketo's '%s' is a %s; a flag is a boolean".formatted(name, field.type()));
    }
  }

  private void fits(String name, Object value) {
    Field field = salesforce.fields().get(name);
    if (field == null) {
      error(Lint.unknownSalesforce(salesforce, name));
    } else if (!field.writing().createable()) {
      error("Salesforce's '%s' can't be written on a new record".formatted(name));
    } else {
      Lint.misfit(value, field)
          .ifPresent(
              why ->
                  error("the default of Salesforce's '%s' does not fit: %s".formatted(name, why)));
    }
  }

  private void given(Field field) {
    if (!field.isNeeded() || rule.defaults().containsKey(field.name())) return;
    if (mapping.toSalesforce().stream().anyMatch(r -> field.name().equals(r.salesforce()))) return;
    error(
        "a new %s needs %s; map it, or give it under 'defaults:'"
            .formatted(salesforce.object(), field.name()));
  }

  private void error(String message) {
    findings.add(Finding.error(mapping.file(), rule.line(), "create-in-salesforce: " + message));
  }
}
