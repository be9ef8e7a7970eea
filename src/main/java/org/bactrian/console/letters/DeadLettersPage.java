package org.bactrian.console.letters;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.ExchangeProperty;
import org.bactrian.console.Refused;
import org.bactrian.console.Visit;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;

/** All dead letters: by cause, filtered, page by page; and what is done with many at once. */
public final class DeadLettersPage {

  private static final int PAGE = 50;

  private final DeadLetters letters;
  private final Mappings mappings;
  private final Replays replays;

  public DeadLettersPage(DeadLetters letters, Mappings mappings, Replays replays) {
    this.letters = letters;
    this.mappings = mappings;
    this.replays = replays;
  }

  /**
   * What is asked before many are given up.
   *
   * @param selection bounded by the latest, so that none is given up that nobody saw
   */
  public record Confirmation(DeadLetters.Selection selection, long selected) {}

  /** The list. */
  public void list(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    DeadLetters.Selection selection = selection(visit::query);
    List<DeadLetter> page;
    boolean before;
    boolean after;
    if (visit.query("after").isEmpty()) {
      long from = number(visit.query("before"), Long.MAX_VALUE);
      page = letters.before(selection, from, PAGE + 1);
      after = page.size() > PAGE;
      before = from != Long.MAX_VALUE;
      page = page.subList(0, Math.min(PAGE, page.size()));
    } else {
      page = letters.after(selection, number(visit.query("after"), 0), PAGE + 1);
      before = page.size() > PAGE;
      after = true;
      page = page.subList(0, Math.min(PAGE, page.size()));
      Collections.reverse(page);
    }
    visit.page(
        "deadLetters",
        new ListView(
            selection,
            letters.count(selection),
            letters.causes(
                new DeadLetters.Selection(
                    null, selection.mapping(), selection.text(), selection.upTo())),
            mappings.inOrder().stream().map(Mapping::name).sorted().toList(),
            page,
            before && !page.isEmpty() ? page.get(0).id() : null,
            after && !page.isEmpty() ? page.get(page.size() - 1).id() : null,
            replays.state().orElse(null)));
  }

  /** The same as CSV. */
  public void export(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    visit.download(
        "text/csv; charset=utf-8", "dead-letters.csv", Export.of(letters, selection(visit::query)));
  }

  /** Replays one, or all that are selected. */
  public void replay(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    boolean begun =
        visit.form().get("id").isEmpty()
            ? replays.all(bounded(selection(visit.form()::get)), visit.actor())
            : replays.one(one(letters, visit.form().get("id")), visit.actor());
    visit.redirect("/dead-letters?done=" + (begun ? "replay-begun" : "replay-busy"));
  }

  /** How far the replay is; the page is loaded again when it is done. */
  public void replaying(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    replays
        .state()
        .filter(state -> state.isRunning())
        .ifPresentOrElse(
            state -> visit.page("replaying", state),
            () -> {
              visit.header("HX-Refresh", "true");
              visit.nothing();
            });
  }

  /** Asks whether those that are selected are to be given up. */
  public void confirm(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    DeadLetters.Selection selection = bounded(selection(visit::query));
    visit.page("discard", new Confirmation(selection, letters.count(selection)));
  }

  /** Gives one up, or all that are selected. */
  public void discard(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    if (!visit.form().get("id").isEmpty()) {
      letters.discard(one(letters, visit.form().get("id")).id(), visit.actor());
    } else {
      DeadLetters.Selection selection = selection(visit.form()::get);
      if (selection.upTo() == Long.MAX_VALUE) throw new Refused(400, "no-form");
      letters.discard(selection, visit.actor());
    }
    visit.redirect("/dead-letters?done=discarded");
  }

  private DeadLetters.Selection bounded(DeadLetters.Selection selection) {
    return new DeadLetters.Selection(
        selection.code(),
        selection.mapping(),
        selection.text(),
        Math.min(selection.upTo(), letters.latestId()));
  }

  private static DeadLetters.Selection selection(UnaryOperator<String> given) {
    return new DeadLetters.Selection(
        orNull(given.apply("cause")),
        orNull(given.apply("mapping")),
        orNull(given.apply("text").strip()),
        number(given.apply("upto"), Long.MAX_VALUE));
  }

  private static String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  private static long number(String text, long otherwise) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  /** The dead letter with this id. */
  static DeadLetter one(DeadLetters letters, String id) {
    return letters.find(number(id, -1)).orElseThrow(Refused::notFound);
  }
}
