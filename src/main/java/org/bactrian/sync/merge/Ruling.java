package org.bactrian.sync.merge;

import org.bactrian.mapping.FieldRule;

/**
 * What was decided of one field.
 *
 * @param before what the side that is written to had, in Marketo's form; null where nothing is
 *     written
 */
public record Ruling(FieldRule rule, Object before, Decision decision) {

  /** Whether one side's value goes to the other. */
  public boolean isCarried() {
    return decision instanceof Decision.Carried;
  }
}
