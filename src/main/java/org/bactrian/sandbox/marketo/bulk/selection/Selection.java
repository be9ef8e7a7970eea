package org.bactrian.sandbox.marketo.bulk.selection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.marketo.store.Refusal;

/** What an extract puts into its file. */
public interface Selection {

  /** Takes the values of one row; null is an empty value. */
  interface Sink {
    void row(Object[] values);
  }

  /** The names of the columns, in order. */
  List<String> fields();

  /** Gives every row, as the records are now. */
  void each(Sink sink);

  /** The first and last second of a range of time, both within. */
  record Period(long from, long to) {
    private static final long LONGEST_SECONDS = 31 * 86_400L;

    /** A range of at most 31 days. */
    static Period of(JsonNode range, String name) throws Refusal {
      Period period = new Period(second(range, name, "startAt"), second(range, name, "endAt"));
      if (period.to < period.from) {
        throw new Refusal("1003", "Invalid value for '" + name + "': endAt is before startAt");
      }
      if (period.to - period.from > LONGEST_SECONDS) {
        throw new Refusal("1003", "Invalid value for '" + name + "': the range exceeds 31 days");
      }
      return period;
    }

    private static long second(JsonNode range, String name, String end) throws Refusal {
      String text = range.path(end).asText("");
      if (text.isEmpty()) {
        throw new Refusal("1002", "Missing value for '" + name + "." + end + "'");
      }
      try {
        if (text.indexOf('.') < 0) {
          return OffsetDateTime.parse(text).toEpochSecond();
        }
      } catch (DateTimeException e) {
        throw wrong(name, end, text);
      }
      throw wrong(name, end, text);
    }

    private static Refusal wrong(String name, String end, String text) {
      return new Refusal(
          "1001",
          "Invalid value '%s' for '%s.%s'. Required of type 'datetime' without milliseconds"
              .formatted(text, name, end));
    }

    boolean holds(long second) {
      return from <= second && second <= to;
    }
  }

  /** The texts of an array, which may be absent. */
  static List<String> texts(JsonNode request, String name) throws Refusal {
    JsonNode array = request.path(name);
    if (!array.isArray() && !array.isMissingNode() && !array.isNull()) {
      throw new Refusal("1001", "Invalid value for '" + name + "'. Required of type 'array'");
    }
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  /** The name of the only filter of a request. */
  static String filter(JsonNode request) throws Refusal {
    JsonNode filter = request.path("filter");
    if (!filter.isObject() || filter.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'filter'");
    }
    if (filter.size() > 1) {
      throw new Refusal("1003", "Only one filter may be specified per export job");
    }
    return filter.fieldNames().next();
  }

  /** The refusal of a filter that the subscription does not have. */
  static Refusal unsupported(String filter) {
    return new Refusal("1035", "Unsupported filter type for target subscription: " + filter);
  }
}
