package org.bactrian.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.Bactrian;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.DeadLetters;
import org.bactrian.state.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters}: what could not be delivered, why, and what to do with it. */
@Command(
    name = "dead-letters",
    description = "Lists, shows, edits, replays or discards what could not be delivered.")
final class DeadLettersCommand {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Invocation invocation;

  DeadLettersCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Which dead letters are meant. */
  static final class Choice {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "The ids of dead letters.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--cause", paramLabel = "CODE", description = "All with this code.")
    private String cause;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    List<DeadLetter> from(DeadLetters letters) {
      if (ids.isEmpty() && cause == null && !all) {
        throw new SettingsException(
            "dead-letters: say which: ids, --cause CODE or --all (dead-letters list shows them)");
      }
      if (ids.isEmpty()) return letters.list(Optional.ofNullable(cause));
      List<DeadLetter> chosen = new ArrayList<>();
      for (long id : ids) chosen.add(one(letters, id));
      return chosen;
    }
  }

  @Command(name = "list", description = "Lists them, oldest first.")
  int list(
      @Option(names = "--cause", paramLabel = "CODE") String cause,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws Exception {
    return invocation.onDatabase(
        database -> {
          List<DeadLetter> letters = new DeadLetters(database).list(Optional.ofNullable(cause));
          if (json) tellAsJson(letters);
          else tell(letters);
          return Commands.DONE;
        });
  }

  private void tellAsJson(List<DeadLetter> letters) throws JsonProcessingException {
    invocation.out().println(JSON.writeValueAsString(letters.stream().map(this::fields).toList()));
  }

  private void tell(List<DeadLetter> letters) {
    if (letters.isEmpty()) invocation.out().println("There are no dead letters.");
    for (DeadLetter letter : letters) {
      invocation
          .out()
          .printf(
              "%d  %s  %s  %s%n    %s%n    -> %s%n",
              letter.id(),
              letter.mapping(),
              letter.subject(),
              letter.code(),
              letter.message(),
              letter.suggestion());
    }
  }

  @Command(name = "show", description = "Shows one with its record.")
  int show(@Parameters(paramLabel = "ID") long id) throws Exception {
    return invocation.onDatabase(
        database -> {
          DeadLetter letter = one(new DeadLetters(database), id);
          invocation
              .out()
              .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields(letter)));
          return Commands.DONE;
        });
  }

  @Command(
      name = "edit",
      description = "Puts values in place of those that were read, for the next replay of one.")
  int edit(
      @Parameters(paramLabel = "ID") long id,
      @Parameters(arity = "1..*", paramLabel = "Field=value", index = "1..*")
          Map<String, String> values)
      throws Exception {
    return invocation.onDatabase(
        database -> {
          DeadLetters letters = new DeadLetters(database);
          letters.edit(id, edits(one(letters, id), values), invocation.actor());
          invocation.out().printf("Kept for the next replay: dead-letters replay %d%n", id);
          return Commands.DONE;
        });
  }

  private static Map<String, Object> edits(DeadLetter letter, Map<String, String> values) {
    Map<String, Object> edits = new LinkedHashMap<>(letter.edits());
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!letter.record().containsKey(value.getKey())) {
        throw new SettingsException(
            "dead letter %d: its record has no field '%s'; it has %s"
                .formatted(letter.id(), value.getKey(), letter.record().keySet()));
      }
      edits.put(value.getKey(), value.getValue().isEmpty() ? null : value.getValue());
    }
    return edits;
  }

  @Command(name = "replay", description = "Reads them again and tries to deliver them.")
  int replay(@Mixin Choice choice) throws Exception {
    return invocation.onBactrian(bactrian -> replay(choice.from(bactrian.deadLetters()), bactrian));
  }

  private int replay(List<DeadLetter> letters, Bactrian bactrian) throws InterruptedException {
    bactrian.syncFields();
    bactrian.auditTrail().record(DeadLetters.replayed(letters, invocation.actor()));
    Run run =
        bactrian
            .flows()
            .patiently(
                () -> {
                  invocation.check();
                  return bactrian.flows().replay(letters);
                },
                Duration.ofMinutes(2));
    if (run.failure() != null) {
      invocation.err().println("bactrian: the replay stopped: " + run.failure());
      return Commands.UNFINISHED;
    }
    long left =
        letters.stream().filter(l -> bactrian.deadLetters().find(l.id()).isPresent()).count();
    invocation
        .out()
        .printf(
            "%,d replayed: %,d delivered or no longer needed, %,d parked again.%n",
            letters.size(), letters.size() - left, left);
    return Commands.DONE;
  }

  @Command(name = "discard", description = "Gives them up.")
  int discard(@Mixin Choice choice) throws Exception {
    return invocation.onDatabase(
        database -> {
          DeadLetters letters = new DeadLetters(database);
          List<DeadLetter> chosen = choice.from(letters);
          chosen.forEach(letter -> letters.discard(letter.id(), invocation.actor()));
          invocation.out().printf("%,d discarded.%n", chosen.size());
          return Commands.DONE;
        });
  }

  private static DeadLetter one(DeadLetters letters, long id) {
    return letters
        .find(id)
        .orElseThrow(
            () ->
                new SettingsException(
                    "there is no dead letter %d; dead-letters list shows those there are"
                        .formatted(id)));
  }

  private Map<String, Object> fields(DeadLetter letter) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", letter.id());
    fields.put("mapping", letter.mapping());
    fields.put("salesforceId", letter.salesforceId());
    fields.put("marketoId", letter.marketoId());
    fields.put("version", letter.version().toString());
    fields.put("direction", letter.direction().name());
    fields.put("code", letter.code());
    fields.put("fields", letter.fields());
    fields.put("message", letter.message());
    fields.put("suggestion", letter.suggestion());
    fields.put("attempts", letter.attempts());
    fields.put("firstSeen", letter.firstSeen().toString());
    fields.put("lastSeen", letter.lastSeen().toString());
    fields.put("record", letter.record());
    fields.put("edits", letter.edits());
    return fields;
  }
}
