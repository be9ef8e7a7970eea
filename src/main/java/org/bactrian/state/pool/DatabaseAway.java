package org.bactrian.state.pool;

import java.sql.SQLTransientConnectionException;
import java.time.Instant;

/** A glance that found the database away; the message says why, as far as that is known. */
final class DatabaseAway extends SQLTransientConnectionException {

  private static final long serialVersionUID = 1L;

  private final transient Instant since;

  DatabaseAway(String why, Instant since) {
    super(why);
    this.since = since;
  }

  /** Since when it has been away. */
  Instant since() {
    return since;
  }
}
