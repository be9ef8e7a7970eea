package org.bactrian.sandbox.marketo.program;

import java.util.HashMap;
import java.util.Map;

/**
 * That a person is in a program; instants are seconds since 1970.
 *
 * @param reachedSuccess when it reached the success, or null
 * @param values what was written into its fields, by name
 */
public record Member(
    String status, long since, long updatedAt, Long reachedSuccess, Map<String, Object> values) {

  /** The same membership with another status. */
  Member at(String other, boolean success, long now) {
    return new Member(other, since, now, success ? Long.valueOf(now) : reachedSuccess, values);
  }

  /** The same membership with another value in a field. */
  Member with(String field, Object value, long now) {
    Map<String, Object> changed = new HashMap<>(values);
    changed.put(field, value);
    return new Member(status, since, now, reachedSuccess, changed);
  }
}
