package org.bactrian.marketo;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.bactrian.marketo.people.LeadExtract;
import org.bactrian.marketo.people.Window;
import org.bactrian.marketo.wire.Repeat;

/** What can be done with all leads at once. */
enum BulkOperation implements MarketoOperation {
  extract {
    @Override
    public Object apply(MarketoRequest asked) {
      MarketoEndpoint endpoint = asked.endpoint();
      List<String> fields = asked.fields();
      if (fields.isEmpty()) throw asked.lacks("fields, the columns of the file");
      Window created =
          asked.header(MarketoConstants.WINDOW) instanceof Window window
              ? window
              : new Window(
                  OffsetDateTime.parse(
                          asked.need(
                              "startAt, the instant from which on leads were created",
                              endpoint.getStartAt(),
                              MarketoConstants.START_AT))
                      .toInstant(),
                  OffsetDateTime.parse(
                          asked.need(
                              "endAt, the instant until which leads were created",
                              endpoint.getEndAt(),
                              MarketoConstants.END_AT))
                      .toInstant());
      return new LeadExtract(
              asked.client(),
              Duration.ofMillis(endpoint.getPollEvery()),
              Duration.ofMillis(endpoint.getJobPatience()))
          .read(created, fields);
    }
  };

  @Override
  public String takes() {
    return "`fields`, `startAt` and `endAt`: up to 31 days";
  }

  @Override
  public String answers() {
    return "`ExtractedLeads`: split it with `streaming`";
  }

  @Override
  public Repeat repeat() {
    return Repeat.SAFE;
  }
}
