package org.bactrian.flow;

import org.bactrian.salesforce.Question;

/** Salesforce does not answer a mapping's question, for one because it names an unknown field. */
public final class QuestionRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Of what was asked, with Salesforce's words. */
  public QuestionRefused(Question question, String answer) {
    super(
        "reading "
            + question.object()
            + " from Salesforce: "
            + answer
            + "; check the field's name in config/mappings and that the sync user may see it"
            + " (bactrian validate lists all such fields)");
  }
}
