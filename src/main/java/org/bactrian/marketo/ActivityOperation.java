package org.bactrian.marketo;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.bactrian.marketo.people.Activities;
import org.bactrian.marketo.wire.Repeat;

/** What can be read of what happened to leads. */
enum ActivityOperation implements MarketoOperation {
  pagingToken("`since`", "the token, a text") {
    @Override
    public Object apply(MarketoRequest asked) {
      if (asked.header(MarketoConstants.SINCE) instanceof Instant since)
        return log(asked).pagingToken(since);
      String since =
          asked.need(
              "since, the instant from which on activities are wanted",
              asked.endpoint().getSince(),
              MarketoConstants.SINCE);
      return log(asked).pagingToken(OffsetDateTime.parse(since).toInstant());
    }
  },
  leadChanges("`nextPageToken`, `fields`", "a `Page` of `Activity`") {
    @Override
    public Object apply(MarketoRequest asked) {
      List<String> fields = asked.fields();
      if (fields.isEmpty()) throw asked.lacks("fields, whose changes are wanted");
      return log(asked).leadChanges(asked.token(), fields, asked.pages());
    }
  },
  deletedLeads("`nextPageToken`", "a `Page` of `Activity`") {
    @Override
    public Object apply(MarketoRequest asked) {
      return log(asked).deletedLeads(asked.token(), asked.pages());
    }
  },
  get("`nextPageToken`, `activityTypeIds`", "a `Page` of `Activity`") {
    @Override
    public Object apply(MarketoRequest asked) {
      List<String> types =
          asked.names(asked.endpoint().getActivityTypeIds(), MarketoConstants.ACTIVITY_TYPE_IDS);
      if (types.isEmpty()) throw asked.lacks("activityTypeIds, up to ten of them");
      return log(asked).get(asked.token(), types, asked.pages());
    }
  },
  types("nothing", "a list of maps") {
    @Override
    public Object apply(MarketoRequest asked) {
      return log(asked).types();
    }
  };

  private final String takes;
  private final String answers;

  ActivityOperation(String takes, String answers) {
    this.takes = takes;
    this.answers = answers;
  }

  private static Activities log(MarketoRequest asked) {
    return new Activities(asked.client());
  }

  @Override
  public String takes() {
    return takes;
  }

  @Override
  public String answers() {
    return answers;
  }

  @Override
  public boolean isPaged() {
    return this == leadChanges || this == deletedLeads || this == get;
  }

  @Override
  public Repeat repeat() {
    return Repeat.SAFE;
  }
}
