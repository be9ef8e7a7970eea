package org.bactrian.mapping.file;

import java.util.List;
import java.util.regex.Pattern;
import org.bactrian.mapping.Conflict;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.FieldRule.Direction;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.schema.MarketoSchema;

/**
 * Checks what a mapping says of booleans whose records match for the first time. A boolean has no
 * blank: Marketo's {@code false} may mean that it was never set, and a first sync decides it for
 * everybody at once.
 */
final class FirstMatchLint {

  /** The names that fields of consent have. */
  private static final Pattern CONSENT =
      Pattern.compile(
          "opt(ed)?_?(in|out)|subscri|consent|permission|do_?not_?|gdpr|privacy|marketable",
          Pattern.CASE_INSENSITIVE);

  private final Mapping mapping;
  private final MarketoSchema marketo;
  private final List<Finding> findings;

  FirstMatchLint(Mapping mapping, MarketoSchema marketo, List<Finding> findings) {
    this.mapping = mapping;
    this.marketo = mapping.withDeclared(marketo);
    this.findings = findings;
  }

  void check() {
    for (FieldRule rule : mapping.rules()) {
      MarketoSchema.Field field = marketo.fields().get(rule.marketo());
      if (field == null) continue;
      boolean decides = rule.direction() == Direction.BOTH_WAYS && field.type().equals("boolean");
      if (rule.firstMatch().isPresent() && !decides) {
        findings.add(
            Finding.error(
                mapping.file(),
                rule.line(),
                "'first-match' is for booleans in both-ways; remove it from '%s'"
                    .formatted(rule.marketo())));
      }
      if (decides && isUndecided(rule) && isConsent(rule)) {
        findings.add(new Finding(mapping.file(), rule.line(), false, advice(rule)));
      }
    }
  }

  private boolean isUndecided(FieldRule rule) {
    return rule.firstMatch().isEmpty() && mapping.conflict(rule) != Conflict.TRUE_WINS;
  }

  private static boolean isConsent(FieldRule rule) {
    return CONSENT.matcher(rule.salesforce()).find() || CONSENT.matcher(rule.marketo()).find();
  }

  private static String advice(FieldRule rule) {
    return ("'%s' seems to be about consent: say what happens where two records match for the first"
            + " time and one says yes and the other no, with 'first-match: true-wins',"
            + " 'salesforce-wins', 'marketo-wins' or 'park'; without it a no that Marketo never"
            + " recorded is no value, and 'conflict' decides the rest")
        .formatted(rule.marketo());
  }
}
