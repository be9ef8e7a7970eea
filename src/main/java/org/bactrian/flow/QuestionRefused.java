package org.bactrian.flow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.salesforce.Question;

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
            + "; check the field's name in config/mappings and that the sync user may see it"
            + " (bactrian validate lists all such fields)");
  }

  private static String words(Object answer) {
    if (!(answer instanceof List<?> errors) || errors.isEmpty()) return "it gave no records";
    return errors.stream()
        .map(
            each ->
                each instanceof Map<?, ?> error
                    ? error.get("errorCode") + ": " + error.get("message")
                    : "it gave no records")
        .collect(Collectors.joining("; "));
  }
}
