package org.bactrian.marketo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.marketo.wire.Repeat;

/**
 * What can be done with a resource, from the body of one message to the body of the next.
 *
 * <p>Each says what it takes and answers, and whether it is sent again when its answer was lost;
 * the table in the manual is made from that.
 */
public sealed interface MarketoOperation
    permits RecordOperation, ActivityOperation, ListOperation, BulkOperation {

  /** The resource whose operations are about the fields of leads. */
  String SCHEMA = "schema";

  /** The resource whose operations are about what happened to leads. */
  String ACTIVITIES = "activities";

  /** The resource whose operations are about static lists. */
  String LISTS = "lists";

  /** The resource whose operations are about all leads at once. */
  String BULK_LEADS = "bulkleads";

  /** The resource whose operations are about the calls that Marketo counted. */
  String STATS = "stats";

  /** Its name in a URI. */
  String name();

  /** What it takes: the body, and the options without which it can't be. */
  String takes();

  /** What it puts in the body's place. */
  String answers();

  /** Whether it is sent again when its answer was lost. */
  Repeat repeat();

  /** Whether it answers a {@code Page}, so that a route can start at it. */
  default boolean isPaged() {
    return false;
  }

  /** Does it. */
  Object apply(MarketoRequest request);

  /** The operations of every kind of resource, by its name. */
  static Map<String, List<MarketoOperation>> all() {
    Map<String, List<MarketoOperation>> all = new LinkedHashMap<>();
    all.put("leads", RecordOperation.OF_LEADS);
    all.put("companies", RecordOperation.OF_RECORDS);
    all.put(SCHEMA, RecordOperation.OF_SCHEMA);
    all.put(ACTIVITIES, List.of(ActivityOperation.values()));
    all.put(LISTS, List.of(ListOperation.values()));
    all.put(BULK_LEADS, List.of(BulkOperation.values()));
    all.put(STATS, RecordOperation.OF_STATS);
    return all;
  }

  /** The operation of a resource; an unknown one is an IllegalArgumentException. */
  static MarketoOperation of(String resource, String name) {
    List<MarketoOperation> known = all().getOrDefault(resource, RecordOperation.OF_RECORDS);
    return known.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown operation '%s' of marketo:%s; there are %s"
                        .formatted(
                            name,
                            resource,
                            String.join(
                                ", ", known.stream().map(MarketoOperation::name).toList()))));
  }
}
