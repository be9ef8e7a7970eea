package org.bactrian.marketo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.marketo.people.LeadMerge;
import org.bactrian.marketo.wire.Repeat;

/** What can be done with leads and other records, the fields of leads, and the calls of today. */
enum RecordOperation implements MarketoOperation {
  sync("a list of maps", "a `RecordResult` for each", Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      MarketoEndpoint endpoint = asked.endpoint();
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("action", asked.option(endpoint.getAction(), MarketoConstants.ACTION));
      parameters.put(
          "lookupField", asked.option(endpoint.getLookupField(), MarketoConstants.LOOKUP_FIELD));
      parameters.put("dedupeBy", asked.option(endpoint.getDedupeBy(), MarketoConstants.DEDUPE_BY));
      parameters.put(
          "partitionName",
          asked.option(endpoint.getPartitionName(), MarketoConstants.PARTITION_NAME));
      return asked.client().sync(endpoint.records(), parameters, asked.records());
    }
  },
  get(
      "a list of the values of `filterType`, or of maps for compound keys",
      "a list of maps",
      Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      MarketoEndpoint endpoint = asked.endpoint();
      List<?> wanted = asked.list();
      if (!wanted.isEmpty() && wanted.stream().allMatch(each -> each instanceof Map))
        return asked.client().getCompound(endpoint.records(), asked.records(), asked.fields());
      return asked
          .client()
          .get(
              endpoint.records(),
              asked.need(
                  "filterType, the field whose values are in the body",
                  endpoint.getFilterType(),
                  MarketoConstants.FILTER_TYPE),
              asked.texts(),
              asked.fields());
    }
  },
  describe("nothing", "a list of maps", Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      return asked.client().describe(asked.endpoint().records());
    }
  },
  delete("a list of maps with their keys", "a `RecordResult` for each", Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      return asked
          .client()
          .delete(
              asked.endpoint().records(),
              asked.option(asked.endpoint().getDeleteBy(), MarketoConstants.DELETE_BY),
              asked.records());
    }
  },
  merge("a list of the losers' ids; `winner`", "a `MergeResult` for each", Repeat.ONCE) {
    @Override
    public Object apply(MarketoRequest asked) {
      String winner =
          asked.need(
              "winner, the id of the lead that stays",
              asked.endpoint().getWinner(),
              MarketoConstants.WINNER);
      return LeadMerge.merge(asked.client(), winner, asked.ids());
    }
  },
  fields("nothing", "a list of maps", Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      return asked.client().fields(asked.endpoint().records());
    }
  },
  createFields("a list of maps", "a `RecordResult` for each", Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      return asked.client().createFields(asked.endpoint().records(), asked.records());
    }
  },
  usage("nothing", "a list of maps", Repeat.SAFE) {
    @Override
    public Object apply(MarketoRequest asked) {
      return asked.client().usage();
    }
  };

  static final List<MarketoOperation> OF_RECORDS = List.of(sync, get, describe, delete);
  static final List<MarketoOperation> OF_LEADS = List.of(sync, get, describe, delete, merge);
  static final List<MarketoOperation> OF_SCHEMA = List.of(fields, createFields);
  static final List<MarketoOperation> OF_STATS = List.of(usage);

  private final String takes;
  private final String answers;
  private final Repeat repeat;

  RecordOperation(String takes, String answers, Repeat repeat) {
    this.takes = takes;
    this.answers = answers;
    this.repeat = repeat;
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
  public Repeat repeat() {
    return repeat;
  }
}
