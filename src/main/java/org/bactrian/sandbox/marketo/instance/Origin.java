package org.bactrian.sandbox.marketo.instance;

/** Who made a change, as the activity log words it in Source and Reason. */
public record Origin(String source, String reason) {
  /** A program that calls the REST API. */
  public static final Origin API = new Origin("Web service API", "Web service API");

  /** A marketer at the screen. */
  public static final Origin USER = new Origin("User", "Manual edit by marketer@bactrian.example");
}
