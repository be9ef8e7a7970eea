package org.bactrian.sandbox.salesforce.service;

import java.util.function.Function;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** What a test has set of how the org serves its callers. */
public final class Service {
  private final Function<String, Refusal> subrequests;
  private AnswerRules answers = AnswerRules.USUAL;
  private int locators;

  /**
   * A service as any org's.
   *
   * @param subrequests the refusal of the part of a composite request with this URL, or null
   */
  public Service(Function<String, Refusal> subrequests) {
    this.subrequests = subrequests;
  }

  /** How queries are answered. */
  public AnswerRules answers() {
    return answers;
  }

  /** Answers queries so from now on. */
  public void answers(AnswerRules rules) {
    answers = rules;
  }

  /** The refusal of the part of a composite request with this URL, or null. */
  public Refusal subrequest(String url) {
    return subrequests.apply(url);
  }

  /** Ends the life of all query locators given so far. */
  public void expireLocators() {
    locators++;
  }

  /** Which query locators are good: those given since this number changed. */
  public int locators() {
    return locators;
  }
}
