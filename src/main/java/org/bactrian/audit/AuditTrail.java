package org.bactrian.audit;

import java.time.Instant;
import java.util.List;

/** The trail of all events, in the order in which they happened. */
public interface AuditTrail {

  /** Writes an event that belongs to no other transaction. */
  void record(AuditEvent event);

  /** At most so many entries since an instant, with an id above this, oldest first. */
  List<AuditEntry> after(long id, Instant since, int limit);

  /** At most so many entries with an id below this, newest first. */
  List<AuditEntry> before(long id, int limit);
}
