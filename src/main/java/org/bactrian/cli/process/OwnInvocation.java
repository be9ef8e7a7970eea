package org.bactrian.cli.process;

import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.bactrian.Bactrian;
import org.bactrian.audit.Actor;
import org.bactrian.cli.invocation.Columns;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.cli.invocation.Keyboard;
import org.bactrian.cli.invocation.OwnKeyboard;
import org.bactrian.cli.invocation.Program;
import org.bactrian.settings.DatabaseUrl;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;

/**
 * A command in a process of its own: it asks the process that has the database open to run it, and
 * opens the database itself if there is none.
 */
public final class OwnInvocation implements Invocation {

  /** So long may the request of another process take to arrive. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OwnKeyboard keyboard = new OwnKeyboard();
  private final Program program;
  private final String[] arguments;

  /**
   * @param arguments as they were typed
   */
  public OwnInvocation(Program program, String... arguments) {
    this.program = program;
    this.arguments = arguments;
  }

  @Override
  public void define(Map<String, String> definitions) {
    definitions.forEach(System::setProperty);
  }

  @Override
  public Settings settings() {
    return settings(Map.of());
  }

  private Settings settings(Map<String, String> first) {
    Properties all = new Properties();
    all.putAll(System.getProperties());
    all.putAll(first);
    return Settings.read(home(), all, System.getenv());
  }

  /** The folder that has a {@code config}: this one, or the one above the jar's. */
  private static Path home() {
    Path here = Path.of("").toAbsolutePath();
    if (Files.isDirectory(here.resolve("config"))) return here;
    try {
      Path jar =
          Path.of(OwnInvocation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path beside = jar.getParent().getParent();
      return beside != null && Files.isDirectory(beside.resolve("config")) ? beside : here;
    } catch (URISyntaxException e) {
      return here;
    }
  }

  @Override
  public PrintStream out() {
    return System.out;
  }

  @Override
  public PrintStream err() {
    return System.err;
  }

  @Override
  public Actor actor() {
    return Actor.commandLine();
  }

  @Override
  public Keyboard keyboard() {
    return keyboard;
  }

  @Override
  public int columns() {
    return Columns.ofTerminal();
  }

  @Override
  public int onDatabase(Work<Database> work) throws Exception {
    Neighbour neighbour = neighbour();
    return neighbour.runs(
        () -> {
          try (Database database = Bactrian.database(settings())) {
            return work.on(database);
          }
        });
  }

  @Override
  public int onBactrian(Work<Bactrian> work) throws Exception {
    Neighbour neighbour = neighbour();
    return neighbour.runs(
        () -> {
          try (Bactrian bactrian = Bactrian.start(settings())) {
            return listening(bactrian, work);
          }
        });
  }

  @Override
  public int onBactrianAnew(Work<Bactrian> work) throws Exception {
    return onBactrian(work);
  }

  @Override
  public int onServing(Work<Bactrian> work) throws Exception {
    return neighbour()
        .leaves(
            () -> {
              try (Bactrian bactrian = Bactrian.serve(settings())) {
                return listening(bactrian, work);
              }
            });
  }

  private Neighbour neighbour() {
    return new Neighbour(settings(), program.version(), arguments, this);
  }

  private int listening(Bactrian bactrian, Work<Bactrian> work) throws Exception {
    Settings settings = settings();
    Host host =
        new Host(program, bactrian, settings, DatabaseUrl.withoutOptions(settings), this::settings);
    Thread stop = new Thread(bactrian::close, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    Optional<CommandServer> server = CommandServer.open(Neighbour.place(settings), host, PATIENCE);
    try {
      return work.on(bactrian);
    } catch (Exception e) {
      // Whatever was under way when the process was told to stop fails, which is nobody's trouble.
      if (bactrian.isStopping()) new CountDownLatch(1).await();
      throw e;
    } finally {
      if (server.isPresent()) server.get().close();
      forget(stop);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }

  @Override
  public void check() {}
}
