package org.bactrian.state.connection;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bactrian.audit.AuditEvent;
import org.bactrian.state.Database;
import org.bactrian.state.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** What is known of the connection, by name; an entry is sealed or plain. */
public final class Entries {

  private static final String SEALED =
      "SELECT name, entry FROM connection_entry WHERE sealed = TRUE";

  private final Jdbi jdbi;

  public Entries(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * A text to keep.
   *
   * @param sealed whether the text is a secret's ciphertext
   */
  public record Entry(String text, boolean sealed) {}

  /** The text of an entry. */
  public Optional<String> find(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT entry FROM connection_entry WHERE name = ?")
                .bind(0, name)
                .mapTo(String.class)
                .findOne());
  }

  /** The texts of all entries, by name. */
  public Map<String, String> all() {
    return jdbi.withHandle(h -> texts(h, "SELECT name, entry FROM connection_entry"));
  }

  /** The ciphertexts of all sealed entries, by name. */
  public Map<String, String> sealed() {
    return jdbi.withHandle(h -> texts(h, SEALED));
  }

  /** As {@link #change(Map, Collection, List)}, without a line in the audit trail. */
  public void change(Map<String, Entry> kept, Collection<String> forgotten) {
    change(kept, forgotten, List.of());
  }

  /**
   * Keeps entries in place of what was there, forgets others, and writes who wanted it so into the
   * audit trail, in one transaction.
   */
  public void change(
      Map<String, Entry> kept, Collection<String> forgotten, List<AuditEvent> audited) {
    Database.replace(
        jdbi,
        h -> {
          for (String name : forgotten) forget(h, name);
          kept.forEach(
              (name, entry) -> {
                forget(h, name);
                insert(h, name, entry);
              });
          AuditLog.writeAll(h, audited);
        });
  }

  /** Keeps an entry unless there is one of its name, and gives the text that is kept. */
  public String keepIfAbsent(String name, Entry entry) {
    try {
      jdbi.useTransaction(h -> insert(h, name, entry));
      return entry.text();
    } catch (UnableToExecuteStatementException e) {
      return find(name).orElseThrow(() -> e);
    }
  }

  private static void insert(Handle h, String name, Entry entry) {
    h.execute(
        "INSERT INTO connection_entry (name, entry, sealed) VALUES (?, ?, ?)",
        name,
        entry.text(),
        entry.sealed());
  }

  /** Seals every sealed entry anew, in one transaction with its lines in the audit trail. */
  public void reseal(BiFunction<String, String, String> anew, List<AuditEvent> audited) {
    jdbi.useTransaction(
        h -> {
          texts(h, SEALED + " FOR UPDATE")
              .forEach(
                  (name, text) ->
                      h.execute(
                          "UPDATE connection_entry SET entry = ? WHERE name = ?",
                          anew.apply(name, text),
                          name));
          AuditLog.writeAll(h, audited);
        });
  }

  private static void forget(Handle h, String name) {
    h.execute("DELETE FROM connection_entry WHERE name = ?", name);
  }

  private static Map<String, String> texts(Handle h, String sql) {
    return h.createQuery(sql)
        .reduceResultSet(
            new LinkedHashMap<>(),
            (texts, row, context) -> {
              texts.put(row.getString(1), row.getString(2));
              return texts;
            });
  }
}
