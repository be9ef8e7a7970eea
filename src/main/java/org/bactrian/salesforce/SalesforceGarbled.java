package org.bactrian.salesforce;

/** Salesforce's answer is not what its API says: a proxy's page, or half an answer. */
public final class SalesforceGarbled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param asked what was asked for, in a phrase
   */
  public SalesforceGarbled(String asked) {
    super(
        "Salesforce gave an answer that is none when asked for "
            + asked
            + "; a proxy between here and Salesforce may have answered in its place");
  }

  /**
   * @param asked what was asked for, in a phrase
   * @param found what was answered, in a phrase
   */
  public SalesforceGarbled(String asked, String found) {
    super(
        "reading %s in Salesforce: it answered %s; a proxy between here and Salesforce may have answered in its place; the next run goes on where this one stopped"
            .formatted(asked, found));
  }
}
