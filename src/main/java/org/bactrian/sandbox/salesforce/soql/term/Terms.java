package org.bactrian.sandbox.salesforce.soql.term;

import org.bactrian.sandbox.salesforce.soql.syntax.Expression;

/** Rows that have values. */
@FunctionalInterface
public interface Terms {
  /**
   * What an expression comes to in them.
   *
   * @throws org.bactrian.sandbox.salesforce.org.Refusal if it has no meaning here
   */
  Term term(Expression expression);
}
