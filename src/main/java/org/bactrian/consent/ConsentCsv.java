package org.bactrian.consent;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.bactrian.csv.PagedCsv;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.ConsentJournal.Noted;

/** The journal of consent as CSV, read from the database page by page as it is sent. */
public final class ConsentCsv implements Supplier<List<List<String>>> {

  private static final int PAGE = 1_000;
  private static final List<String> COLUMNS =
      List.of(
          "at",
          "saidAt",
          "salesforceId",
          "marketoId",
          "field",
          "from",
          "before",
          "after",
          "rule",
          "meaning");

  private final ConsentJournal journal;
  private final Instant since;
  private long after;

  private ConsentCsv(ConsentJournal journal, Instant since) {
    this.journal = journal;
    this.since = since;
  }

  /** The events since an instant, oldest first, in UTF-8; no e-mail address is among them. */
  public static InputStream of(ConsentJournal journal, Instant since) {
    return PagedCsv.of("", COLUMNS, new ConsentCsv(journal, since));
  }

  /** The next rows. */
  @Override
  public List<List<String>> get() {
    List<Noted> page = journal.after(after, since, PAGE);
    if (!page.isEmpty()) after = page.get(page.size() - 1).id();
    return page.stream().map(each -> row(each.event())).toList();
  }

  private static List<String> row(Event event) {
    return List.of(
        event.at().toString(),
        text(event.saidAt()),
        text(event.salesforceId()),
        text(event.marketoId()),
        event.field(),
        event.from().name(),
        text(event.before()),
        String.valueOf(event.after()),
        event.why().name(),
        event.why().words());
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
