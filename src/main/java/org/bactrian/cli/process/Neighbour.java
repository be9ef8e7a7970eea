package org.bactrian.cli.process;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.settings.DatabaseUrl;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.DatabaseUnavailable;

/** Another process of this data directory, which may have the database open, or be going away. */
final class Neighbour {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long BETWEEN_TRIES = 100;

  private final Settings settings;
  private final String version;
  private final String[] arguments;
  private final Map<String, String> given = new HashMap<>();
  private final Invocation caller;
  private final CommandClient client;

  Neighbour(Settings settings, String version, String[] arguments, Invocation caller) {
    this.settings = settings;
    this.version = version;
    this.arguments = arguments;
    this.caller = caller;
    this.client = new CommandClient(place(settings), caller);
    Properties all = System.getProperties();
    for (String key : all.stringPropertyNames()) {
      if (Setting.named(key).isPresent()) given.put(key, all.getProperty(key));
    }
  }

  static SocketPlace place(Settings settings) {
    return new SocketPlace(settings.path(Setting.DATA_DIRECTORY));
  }

  /** Lets it run the command, or does so alone where none answers. */
  int runs(Callable<Integer> alone) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<Integer> code = client.run(request(List.of(arguments)));
      if (code.isPresent()) return code.get();
      try {
        return alone.call();
      } catch (DatabaseUnavailable e) {
        // A process that starts holds the file and answers in a moment; one that ends lets go.
        if (!e.isHeldByAnother() || Instant.now().isAfter(deadline)) throw e;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  /**
   * Waits for it to go away, where only one process can have the database open, and begins.
   *
   * @throws SettingsException if it stays, saying which it is
   */
  int leaves(Callable<Integer> alone) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<Request.Answer> other =
          client
              .who(request(List.of()))
              .filter(answer -> !answer.isShared())
              .filter(answer -> answer.database().equals(DatabaseUrl.withoutOptions(settings)));
      boolean late = Instant.now().isAfter(deadline);
      if (other.isEmpty()) {
        try {
          return alone.call();
        } catch (DatabaseUnavailable e) {
          if (!e.isHeldByAnother() || late) throw e;
        }
      } else if (late) {
        throw new SettingsException(
            "run: process %d runs on the database of %s already; stop it first, or use PostgreSQL for several processes (bactrian.database.url=jdbc:postgresql://...)"
                .formatted(other.get().pid(), settings.path(Setting.DATA_DIRECTORY)));
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private Request request(List<String> words) {
    return new Request(version, words, given, words.isEmpty() ? 0 : caller.columns(), charset());
  }

  /** That of the standard output, which a terminal may have another of. */
  private static String charset() {
    return System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name());
  }
}
