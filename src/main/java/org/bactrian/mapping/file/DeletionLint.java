package org.bactrian.mapping.file;

import java.util.List;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.OnDeletion;
import org.bactrian.mapping.schema.SalesforceSchema;

/** Checks what happens to the counterpart of a deleted record. */
final class DeletionLint {

  private final Mapping mapping;
  private final SalesforceSchema salesforce;
  private final List<Finding> findings;

  DeletionLint(Mapping mapping, SalesforceSchema salesforce, List<Finding> findings) {
    this.mapping = mapping;
    this.salesforce = salesforce;
    this.findings = findings;
  }

  void check() {
    boolean people = mapping.marketoObject().isPerson();
    if (!people && mapping.deletion().inMarketo() != OnDeletion.IGNORE) {
      error(
          mapping.line(), "Marketo tells of deleted people only; leave 'deleted-in-marketo:' out");
    }
    mapping.deletion().flag().ifPresent(this::flag);
  }

  private void flag(String name) {
    int line = mapping.deletion().line();
    SalesforceSchema.Field flag = salesforce.fields().get(name);
    if (flag == null) {
      error(line, Lint.unknownSalesforce(salesforce, name));
    } else if (!flag.type().equals("boolean")) {
      error(line, "Salesforce's '%s' is a %s; a flag is a boolean".formatted(name, flag.type()));
    } else if (!flag.updateable()) {
      error(line, "Salesforce's '%s' can't be written".formatted(name));
    }
  }

  private void error(int line, String message) {
    findings.add(Finding.error(mapping.file(), line, message));
  }
}
