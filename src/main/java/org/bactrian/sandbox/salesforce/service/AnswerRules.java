package org.bactrian.sandbox.salesforce.service;

/**
 * How this org answers queries; orgs differ, and none says so beforehand.
 *
 * @param pageWidth how many characters a page of a query holds, counted by the length of the fields
 *     that are selected; 0 is any number of them
 * @param locatorSeconds how long a query locator is good
 */
public record AnswerRules(int pageWidth, long locatorSeconds) {

  /** What an org does unless it is told otherwise. */
  public static final AnswerRules USUAL = new AnswerRules(0, 2 * 86_400);

  /** The rules. */
  public AnswerRules {
    if (pageWidth < 0 || locatorSeconds < 0) {
      throw new IllegalArgumentException("pageWidth and locatorSeconds are 0 or more");
    }
  }

  /** How many rows of so many characters a page holds, of the rows that were asked for. */
  public int pageSize(int asked, int rowWidth) {
    return pageWidth == 0 ? asked : Math.max(1, Math.min(asked, pageWidth / Math.max(1, rowWidth)));
  }
}
