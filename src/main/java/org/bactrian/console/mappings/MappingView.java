package org.bactrian.console.mappings;

import java.util.List;
import java.util.Locale;
import org.bactrian.mapping.FieldRule;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;

/**
 * What one mapping's page shows.
 *
 * @param compared whether both systems' fields are known, to compare with
 */
public record MappingView(
    Mapping mapping, List<Row> rows, List<Finding> findings, boolean compared) {

  /**
   * One field.
   *
   * @param salesforceLabel what people call it in Salesforce; its name where that is unknown
   * @param marketoLabel likewise in Marketo
   * @param conflict which side wins, as the file writes it; empty where only one side writes
   */
  public record Row(FieldRule rule, String salesforceLabel, String marketoLabel, String conflict) {

    /** Its sign. */
    public String arrow() {
      return switch (rule.direction()) {
        case BOTH_WAYS -> "\u2194";
        case TO_MARKETO -> "\u2192";
        case TO_SALESFORCE -> "\u2190";
      };
    }

    /** How the messages name its direction. */
    public String direction() {
      return rule.direction().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How many of its findings keep it from working. */
  public long errors() {
    return findings.stream().filter(Finding::isError).count();
  }
}
