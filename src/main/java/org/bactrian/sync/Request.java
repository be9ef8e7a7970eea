package org.bactrian.sync;

import java.util.List;
import java.util.Map;

/** What a delivery asks of Marketo next. */
public sealed interface Request {

  /** The changes it is about, in the order of its rows. */
  List<Prepared> about();

  /**
   * A sync call.
   *
   * @param action {@code createOrUpdate}, {@code createOnly} or {@code updateOnly}
   * @param lookupField the field that finds the record; {@code dedupeFields} where the key is
   *     Marketo's own
   */
  record Write(
      String action, String lookupField, List<Map<String, Object>> rows, List<Prepared> about)
      implements Request {}

  /** A query by values of one field, answered with the fields named. */
  record LookUp(String filterType, List<String> values, List<String> fields, List<Prepared> about)
      implements Request {}
}
