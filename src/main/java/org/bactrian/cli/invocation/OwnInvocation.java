package org.bactrian.cli.invocation;

import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bactrian.Bactrian;
import org.bactrian.settings.Settings;
import org.bactrian.state.Database;

/** A command in a process of its own. */
public final class OwnInvocation implements Invocation {

  private final OwnKeyboard keyboard = new OwnKeyboard();

  @Override
  public void define(Map<String, String> definitions) {
    definitions.forEach(System::setProperty);
  }

  @Override
  public Settings settings() {
    return Settings.read(home(), System.getProperties(), System.getenv());
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
  public Keyboard keyboard() {
    return keyboard;
  }

  @Override
  public int columns() {
    return System.console() == null ? 0 : 80;
  }

  @Override
  public int onDatabase(Work<Database> work) throws Exception {
    try (Database database = Bactrian.database(settings())) {
      return work.on(database);
    }
  }

  @Override
  public int onBactrian(Work<Bactrian> work) throws Exception {
    try (Bactrian bactrian = Bactrian.start(settings())) {
      return work.on(bactrian);
    }
  }

  @Override
  public int onBactrianAnew(Work<Bactrian> work) throws Exception {
    return onBactrian(work);
  }

  @Override
  public int onServing(Work<Bactrian> work) throws Exception {
    try (Bactrian bactrian = Bactrian.serve(settings())) {
      return work.on(bactrian);
    }
  }

  @Override
  public void check() {}
}
