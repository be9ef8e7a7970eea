package org.bactrian.salesforce.soap;

/**
 * Salesforce may have done what it was asked for, all or some or none: its answer was lost. Look
 * there before asking again.
 */
public final class AnswerLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AnswerLost(Operation operation, String why, Throwable cause) {
    super(
        "%s in Salesforce: the answer was lost (%s); some may be done, so look at %s before %s again"
            .formatted(operation.deed(), why, operation.trace(), operation.deed()),
        cause);
  }
}
