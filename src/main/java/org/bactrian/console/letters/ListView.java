package org.bactrian.console.letters;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bactrian.console.Errand;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;

/**
 * What the list of dead letters shows.
 *
 * @param causes of all that the filter but for its cause selects
 * @param mappings that there are to choose from
 * @param newer the id after which the page before this begins, or null on the first
 * @param older the id before which the page after this begins, or null on the last
 * @param replay how far the last replay is, or null
 */
public record ListView(
    DeadLetters.Selection selection,
    long selected,
    List<DeadLetters.Cause> causes,
    List<String> mappings,
    List<DeadLetter> letters,
    Long newer,
    Long older,
    Errand.State<Replays.Result> replay) {

  /** The filter as a query, to which more can be appended. */
  public String query() {
    return query(selection.code());
  }

  /** The filter with another cause, as a query. */
  public String query(String code) {
    StringBuilder query = new StringBuilder("?");
    append(query, "cause", code);
    append(query, "mapping", selection.mapping());
    append(query, "text", selection.text());
    return query.toString();
  }

  private static void append(StringBuilder query, String name, String value) {
    if (value == null) return;
    if (query.length() > 1) query.append('&');
    query.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  /** A query with one thing more. */
  public String queryAnd(String name, Object value) {
    String query = query();
    return query + (query.length() > 1 ? "&" : "") + name + "=" + value;
  }

  public Optional<Errand.State<Replays.Result>> replayed() {
    return Optional.ofNullable(replay);
  }

  public boolean isFiltered() {
    return selection.code() != null || selection.mapping() != null || selection.text() != null;
  }
}
