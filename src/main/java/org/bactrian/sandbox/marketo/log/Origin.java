package org.bactrian.sandbox.marketo.log;

/**
 * Who made a change, as the activity log words it.
 *
 * @param source the kind of origin
 * @param reason what exactly it was
 * @param method the API's method, or null where it was not the API
 * @param user who was logged in, or null for Marketo itself
 */
public record Origin(String source, String reason, String method, String user) {
  /** A program that calls the REST API. */
  public static final Origin API =
      new Origin("Web service API", "Web service API", "syncLead", "apis@bactrian.example");

  /** A file of people. */
  public static final Origin IMPORT =
      new Origin(
          "List import", "Bulk import through the API", "importLead", "apis@bactrian.example");

  /** A marketer at the screen. */
  public static final Origin USER =
      new Origin(
          "User", "Manual edit by marketer@bactrian.example", null, "marketer@bactrian.example");

  /** A merge, which gave the winner what it had not. */
  public static final Origin MERGE = new Origin("Merge", "Merged leads", null, null);

  /** Marketo, which carries an unsubscription to everybody who has the address. */
  public static final Origin UPDATED_STATUS = status("updateLeadEmailStatus");

  /** Marketo, which gives a person the subscription of the address it has now. */
  public static final Origin RESET_STATUS = status("resetLeadEmailStatus");

  private static Origin status(String action) {
    return new Origin(
        "System Flow Action", "System flow action sysActionChangeDataValue " + action, null, null);
  }
}
