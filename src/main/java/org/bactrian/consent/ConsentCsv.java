package org.bactrian.consent;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.ConsentJournal.Noted;

/** The journal of consent as CSV, read from the database page by page as it is sent. */
public final class ConsentCsv implements Enumeration<InputStream> {

  private static final int PAGE = 1_000;

  private final ConsentJournal journal;
  private final Instant since;
  private List<Noted> page;
  private boolean begun;

  private ConsentCsv(ConsentJournal journal, Instant since) {
    this.journal = journal;
    this.since = since;
    this.page = journal.after(0, since, PAGE);
  }

  /** The events since an instant, oldest first, in UTF-8; no e-mail address is among them. */
  public static InputStream of(ConsentJournal journal, Instant since) {
    return new SequenceInputStream(new ConsentCsv(journal, since));
  }

  @Override
  public boolean hasMoreElements() {
    return !begun || !page.isEmpty();
  }

  @Override
  public InputStream nextElement() {
    if (!hasMoreElements()) throw new NoSuchElementException();
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      if (!begun) {
        csv.writeRecord(
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
      }
      for (Noted each : page) csv.writeRecord(row(each.event()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begun = true;
    if (!page.isEmpty()) page = journal.after(page.get(page.size() - 1).id(), since, PAGE);
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
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
