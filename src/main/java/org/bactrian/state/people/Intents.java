package org.bactrian.state.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.state.Database;
import org.bactrian.state.Json;
import org.bactrian.state.Settlement.Entry;
import org.bactrian.sync.merge.Unremembered;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What is about to be written to pairs: noted before anything is sent, and forgotten with its
 * settlement. What is still there was cut off by a crash, and may have been written.
 */
public final class Intents {

  private static final String TO_MARKETO = "toMarketo";
  private static final String TO_SALESFORCE = "toSalesforce";
  private static final String FOUND_IN_MARKETO = "foundInMarketo";
  private static final String FOUND_IN_SALESFORCE = "foundInSalesforce";

  private final Jdbi jdbi;

  public Intents(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What may have been written to the two records of a pair. */
  public record Intent(Unremembered toMarketo, Unremembered toSalesforce) {

    public static final Intent NONE = new Intent(Unremembered.NONE, Unremembered.NONE);
  }

  /** What may have been written to the pairs of a mapping, by Salesforce id. */
  public Map<String, Intent> of(String mapping) {
    return jdbi.withHandle(h -> read(h, mapping));
  }

  /** Notes what is about to be written, in the place of what was noted of the same pairs. */
  public void note(String mapping, Map<String, Intent> intents) {
    if (intents.isEmpty()) return;
    jdbi.useTransaction(
        h -> {
          Map<String, Intent> all = read(h, mapping);
          all.putAll(intents);
          write(h, mapping, all);
        });
  }

  /** Forgets what was noted of these pairs: it was written, or it was not, and that is settled. */
  public static Entry settled(String mapping, Collection<String> salesforceIds) {
    return (h, now) -> {
      Map<String, Intent> all = read(h, mapping);
      if (all.keySet().removeAll(salesforceIds)) write(h, mapping, all);
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Intent> read(Handle h, String mapping) {
    Map<String, Intent> intents = new HashMap<>();
    h.createQuery("SELECT intents FROM meeting_intent WHERE mapping = ?")
        .bind(0, mapping)
        .mapTo(String.class)
        .findOne()
        .ifPresent(
            text ->
                Json.record(text)
                    .forEach(
                        (id, value) -> {
                          Map<String, Map<String, List<Object>>> sides =
                              (Map<String, Map<String, List<Object>>>) value;
                          intents.put(
                              id,
                              new Intent(
                                  of(sides, TO_MARKETO, FOUND_IN_MARKETO),
                                  of(sides, TO_SALESFORCE, FOUND_IN_SALESFORCE)));
                        }));
    return intents;
  }

  /** What was noted before it was noted what was found says nothing of that. */
  private static Unremembered of(
      Map<String, Map<String, List<Object>>> sides, String written, String found) {
    return new Unremembered(sides.get(written), sides.getOrDefault(found, Map.of()), Map.of());
  }

  private static void write(Handle h, String mapping, Map<String, Intent> intents) {
    h.execute("DELETE FROM meeting_intent WHERE mapping = ?", mapping);
    if (intents.isEmpty()) return;
    Map<String, Object> record = new LinkedHashMap<>();
    intents.forEach(
        (id, intent) ->
            record.put(
                id,
                Map.of(
                    TO_MARKETO, intent.toMarketo().written(),
                    FOUND_IN_MARKETO, intent.toMarketo().found(),
                    TO_SALESFORCE, intent.toSalesforce().written(),
                    FOUND_IN_SALESFORCE, intent.toSalesforce().found())));
    h.execute(
        "INSERT INTO meeting_intent (mapping, intents) VALUES (?, ?)", mapping, Json.text(record));
  }
}
