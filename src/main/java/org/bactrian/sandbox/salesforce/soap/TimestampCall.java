package org.bactrian.sandbox.salesforce.soap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bactrian.sandbox.salesforce.org.Org;

/** What time it is. */
final class TimestampCall implements Operation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Org org;

  TimestampCall(Org org) {
    this.org = org;
  }

  @Override
  public void answer(Dialect dialect, Element call, Xml out) {
    out.open("result");
    out.text("timestamp", TIME.format(Instant.ofEpochMilli(org.stamps().now())));
    out.close();
  }
}
