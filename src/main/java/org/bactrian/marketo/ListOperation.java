package org.bactrian.marketo;

import java.util.List;
import org.bactrian.marketo.people.StaticLists;
import org.bactrian.marketo.wire.Repeat;

/** What can be done with static lists. */
enum ListOperation implements MarketoOperation {
  get("a list of the values of `filterType`, `id` or `name`; or nothing", "a list of maps") {
    @Override
    public Object apply(MarketoRequest asked) {
      if (asked.isEmpty()) return lists(asked).get(null, List.of());
      String filterType =
          asked.need("filterType, id or name", asked.endpoint().getFilterType(), FILTER_TYPE);
      return lists(asked).get(filterType, asked.texts());
    }
  },
  leads("`listId`; `nextPageToken` from the second page on", "a `Page` of maps") {
    @Override
    public Object apply(MarketoRequest asked) {
      return lists(asked).leads(list(asked), asked.fields(), asked.tokenOrNull(), asked.pages());
    }
  },
  isMember(
      "a list of leads' ids; `listId`", "a `RecordResult` for each: `memberof` or `notmemberof`") {
    @Override
    public Object apply(MarketoRequest asked) {
      return lists(asked).isMember(list(asked), asked.ids());
    }
  },
  add("a list of leads' ids; `listId`", "a `RecordResult` for each") {
    @Override
    public Object apply(MarketoRequest asked) {
      return lists(asked).add(list(asked), asked.ids());
    }
  },
  remove("a list of leads' ids; `listId`", "a `RecordResult` for each") {
    @Override
    public Object apply(MarketoRequest asked) {
      return lists(asked).remove(list(asked), asked.ids());
    }
  };

  private static final String FILTER_TYPE = MarketoConstants.FILTER_TYPE;

  private final String takes;
  private final String answers;

  ListOperation(String takes, String answers) {
    this.takes = takes;
    this.answers = answers;
  }

  private static StaticLists lists(MarketoRequest asked) {
    return new StaticLists(asked.client());
  }

  private static String list(MarketoRequest asked) {
    return asked.need(
        "listId, the id of a static list", asked.endpoint().getListId(), MarketoConstants.LIST_ID);
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
    return this == leads;
  }

  @Override
  public Repeat repeat() {
    return Repeat.SAFE;
  }
}
