package org.bactrian.audit;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.bactrian.csv.PagedCsv;

/** The audit trail as CSV, read page by page as it is sent. */
public final class AuditCsv implements Supplier<List<List<String>>> {

  private static final int PAGE = 1_000;
  private static final List<String> COLUMNS =
      List.of("at", "from", "who", "action", "subject", "before", "after", "times", "meaning");

  private final AuditTrail trail;
  private final Instant since;
  private long after;

  private AuditCsv(AuditTrail trail, Instant since) {
    this.trail = trail;
    this.since = since;
  }

  /** The entries since an instant, oldest first, in UTF-8. */
  public static InputStream of(AuditTrail trail, Instant since) {
    return PagedCsv.of("", COLUMNS, new AuditCsv(trail, since));
  }

  /** The next rows. */
  @Override
  public List<List<String>> get() {
    List<AuditEntry> page = trail.after(after, since, PAGE);
    if (!page.isEmpty()) after = page.get(page.size() - 1).id();
    return page.stream().map(AuditCsv::row).toList();
  }

  private static List<String> row(AuditEntry entry) {
    AuditEvent event = entry.event();
    return List.of(
        entry.at().toString(),
        event.actor().origin().word(),
        event.actor().name(),
        event.action().word(),
        event.subject(),
        event.before(),
        event.after(),
        String.valueOf(entry.times()),
        event.action().words());
  }
}
