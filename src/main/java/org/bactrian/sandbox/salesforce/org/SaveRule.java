package org.bactrian.sandbox.salesforce.org;

import java.util.Map;
import org.bactrian.sandbox.salesforce.schema.Field;

/** What an org does with a record that a client saves, before it checks it as a whole. */
@FunctionalInterface
public interface SaveRule {

  /**
   * Completes or refuses a record.
   *
   * @param given what the client has set
   */
  void apply(Table table, int row, Map<Field, Object> given);
}
