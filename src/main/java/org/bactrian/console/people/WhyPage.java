package org.bactrian.console.people;

import java.time.Instant;
import org.apache.camel.ExchangeProperty;
import org.bactrian.consent.ConsentCsv;
import org.bactrian.console.Visit;
import org.bactrian.state.people.ConsentJournal;
import org.bactrian.why.Stories;
import org.bactrian.why.Story;

/** Where the values of a person come from. */
public final class WhyPage {

  private static final int LONGEST_ID = 40;

  private final Stories stories;
  private final ConsentJournal journal;

  public WhyPage(Stories stories, ConsentJournal journal) {
    this.stories = stories;
    this.journal = journal;
  }

  /**
   * What the page shows.
   *
   * @param asked the id as it was typed; empty if none was
   * @param story null if none was
   */
  public record View(String asked, Story story) {}

  /** The page, with a box for the id. */
  public void show(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    String typed = visit.query("id").strip();
    String asked = typed.substring(0, Math.min(LONGEST_ID, typed.length()));
    Story story = asked.isEmpty() ? null : stories.of(asked);
    visit.page(story != null && story.isUnknown() ? 404 : 200, "why", new View(asked, story));
  }

  /** The journal of consent as CSV. */
  public void consent(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.download("text/csv; charset=utf-8", "consent.csv", ConsentCsv.of(journal, Instant.EPOCH));
  }
}
