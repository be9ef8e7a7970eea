package org.bactrian.flow;

import java.util.stream.Collectors;
import org.bactrian.salesforce.Question;
import org.bactrian.salesforce.call.BatchParts;
import org.bactrian.salesforce.call.CallAdvice;

/** Salesforce does not answer a mapping's question, for one because it names an unknown field. */
public final class QuestionRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Of what was asked.
   *
   * @param answer Salesforce's errors, as JSON has them
   */
  public QuestionRefused(Question question, Object answer) {
    super(
        "reading "
            + question.object()
            + " from Salesforce: "
            + words(answer)
            + CallAdvice.of(400, BatchParts.errors(answer)));
  }

  private static String words(Object answer) {
    String said =
        BatchParts.errors(answer).stream()
            .map(error -> error.getErrorCode() + ": " + error.getMessage())
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? "it gave no records" : said;
  }
}
