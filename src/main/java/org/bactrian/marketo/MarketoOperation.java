package org.bactrian.marketo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.Resource;

/** What can be done with a resource, from the body of one message to the body of the next. */
enum MarketoOperation {
  sync {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("action", option(endpoint.getAction(), in, MarketoConstants.ACTION));
      parameters.put(
          "lookupField", option(endpoint.getLookupField(), in, MarketoConstants.LOOKUP_FIELD));
      parameters.put("dedupeBy", option(endpoint.getDedupeBy(), in, MarketoConstants.DEDUPE_BY));
      parameters.put(
          "partitionName",
          option(endpoint.getPartitionName(), in, MarketoConstants.PARTITION_NAME));
      return client.sync(resource, parameters, records(in));
    }
  },
  get {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      List<String> fields = fields(endpoint.getFields(), in);
      List<?> wanted = list(in);
      if (!wanted.isEmpty() && wanted.stream().allMatch(each -> each instanceof Map))
        return client.getCompound(resource, records(in), fields);
      String filterType = option(endpoint.getFilterType(), in, MarketoConstants.FILTER_TYPE);
      if (filterType == null)
        throw new IllegalArgumentException(
            endpoint.getEndpointUri()
                + " needs filterType, the field whose values are in the body");
      return client.get(
          resource,
          filterType,
          wanted.stream().map(each -> each == null ? null : each.toString()).toList(),
          fields);
    }
  },
  describe {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      return client.describe(resource);
    }
  },
  delete {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      return client.delete(
          resource, option(endpoint.getDeleteBy(), in, MarketoConstants.DELETE_BY), records(in));
    }
  },
  fields {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      return client.fields(resource);
    }
  },
  createFields {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      return client.createFields(resource, records(in));
    }
  },
  usage {
    @Override
    Object apply(MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in) {
      return client.usage();
    }
  };

  /** The resource whose operations are about the fields of leads. */
  static final String SCHEMA = "schema";

  /** The resource whose operations are about the calls made. */
  static final String STATS = "stats";

  abstract Object apply(
      MarketoClient client, Resource resource, MarketoEndpoint endpoint, Message in);

  /** The operation of a resource; an unknown one is an IllegalArgumentException. */
  static MarketoOperation of(String resource, String name) {
    List<MarketoOperation> known =
        switch (resource) {
          case SCHEMA -> List.of(fields, createFields);
          case STATS -> List.of(usage);
          default -> List.of(sync, get, describe, delete);
        };
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
                            String.join(", ", known.stream().map(Enum::name).toList()))));
  }

  private static String option(String configured, Message in, String header) {
    return configured != null ? configured : in.getHeader(header, String.class);
  }

  private static List<String> fields(String configured, Message in) {
    Object header = in.getHeader(MarketoConstants.FIELDS);
    Stream<?> names =
        configured == null && header instanceof Collection<?> collection
            ? collection.stream()
            : Arrays.stream(
                String.valueOf(configured != null ? configured : header == null ? "" : header)
                    .split(","));
    return names.map(each -> each.toString().strip()).filter(each -> !each.isEmpty()).toList();
  }

  private static List<?> list(Message in) {
    if (in.getBody() instanceof Collection<?> collection) return new ArrayList<>(collection);
    if (in.getBody() instanceof Map<?, ?> record) return List.of(record);
    throw new IllegalArgumentException(
        "the body must be a list, and is "
            + (in.getBody() == null ? "null" : in.getBody().getClass().getName()));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> records(Message in) {
    List<?> records = list(in);
    for (Object each : records) {
      if (!(each instanceof Map))
        throw new IllegalArgumentException(
            "the body must be a list of maps, and has a "
                + (each == null ? "null" : each.getClass().getName()));
    }
    return (List<Map<String, Object>>) records;
  }
}
