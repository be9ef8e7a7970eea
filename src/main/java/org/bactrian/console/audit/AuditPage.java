package org.bactrian.console.audit;

import java.time.Instant;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.bactrian.audit.AuditCsv;
import org.bactrian.audit.AuditEntry;
import org.bactrian.audit.AuditTrail;
import org.bactrian.console.Visit;

/** Who changed what, page by page. */
public final class AuditPage {

  private static final int PAGE = 50;

  private final AuditTrail trail;

  public AuditPage(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * What the page shows.
   *
   * @param entries newest first
   * @param older the id below which the next page begins, or null on the last one
   * @param newest whether it is the first page
   */
  public record View(List<AuditEntry> entries, Long older, boolean newest) {}

  /** The page. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    String before = visit.query("before");
    boolean newest = !before.matches("\\d{1,18}");
    long below = newest ? Long.MAX_VALUE : Long.parseLong(before);
    List<AuditEntry> found = trail.before(below, PAGE + 1);
    List<AuditEntry> page = found.subList(0, Math.min(PAGE, found.size()));
    Long older = found.size() > PAGE ? page.get(PAGE - 1).id() : null;
    visit.page("audit", new View(page, older, newest));
  }

  /** All of it as CSV. */
  public void export(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.download("text/csv; charset=utf-8", "audit.csv", AuditCsv.of(trail, Instant.EPOCH));
  }
}
