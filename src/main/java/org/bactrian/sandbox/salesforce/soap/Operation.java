package org.bactrian.sandbox.salesforce.soap;

import java.util.List;

/** One of the calls there are. */
interface Operation {
  /** Does it, and writes what is in the answer's {@code Response}. */
  void answer(Dialect dialect, Element call, Xml out);

  /** Refuses a call that holds too much. */
  static void limit(List<?> records, int most) {
    if (records.size() > most) {
      throw Fault.of(
          "EXCEEDED_ID_LIMIT",
          "record limit reached. cannot submit more than %d records into this call"
              .formatted(most));
    }
  }
}
