package org.bactrian.cli.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bactrian.Bactrian;
import org.bactrian.audit.Actor;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.cli.invocation.Keyboard;
import org.bactrian.cli.invocation.Lines;
import org.bactrian.cli.process.Frames.Kind;
import org.bactrian.settings.Setting;
import org.bactrian.settings.Settings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;

/** A command of another process, run in this one on the Bactrian that it has. */
final class GuestInvocation implements Invocation {

  private final Host host;
  private final Request request;
  private final Frames frames;
  private final Keyboard keyboard;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> given;
  private volatile boolean gone;

  GuestInvocation(Host host, Request request, Frames frames, Lines lines) {
    this.host = host;
    this.request = request;
    this.frames = frames;
    this.keyboard = new GuestKeyboard(frames, lines);
    this.given = new HashMap<>();
    define(request.settings());
    Charset charset = Charset.forName(request.charset());
    this.out = new PrintStream(new BufferedOutputStream(stream(frames, Kind.OUT)), true, charset);
    this.err = new PrintStream(stream(frames, Kind.ERR), true, charset);
  }

  private OutputStream stream(Frames frames, Kind kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (kind == Kind.ERR) out.flush();
        frames.send(kind, bytes, from, length);
      }
    };
  }

  /** The caller went away. */
  void leave() {
    gone = true;
  }

  @Override
  public void define(Map<String, String> definitions) {
    given.putAll(definitions);
    // It is where this process was found, by whatever path.
    given.remove(Setting.DATA_DIRECTORY.key());
  }

  @Override
  public Settings settings() {
    return differing().isEmpty() ? host.settings : host.read(given);
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public Actor actor() {
    return Actor.commandLine(frames.peer());
  }

  @Override
  public Keyboard keyboard() {
    return keyboard;
  }

  @Override
  public int columns() {
    return request.columns();
  }

  @Override
  public int onDatabase(Work<Database> work) throws Exception {
    refuseOthers();
    return work.on(host.bactrian.database());
  }

  @Override
  public int onBactrian(Work<Bactrian> work) throws Exception {
    refuseOthers();
    return work.on(host.bactrian);
  }

  @Override
  public int onBactrianAnew(Work<Bactrian> work) throws Exception {
    Settings now = host.read(given);
    if (host.isStartedWith(now)) return work.on(host.bactrian);
    refuseOtherDatabase(now);
    try (Bactrian anew = Bactrian.start(now)) {
      return work.on(anew);
    }
  }

  @Override
  public int onServing(Work<Bactrian> work) {
    throw new SettingsException("run: a running process serves itself, and no other one");
  }

  @Override
  public void check() {
    if (gone) throw new IllegalStateException("the caller of the command is gone");
  }

  /** What a running process can't change for one command must be as it has it. */
  private void refuseOthers() {
    differing()
        .ifPresent(
            key -> {
              throw differs(key);
            });
  }

  private Optional<String> differing() {
    return given.keySet().stream()
        .filter(key -> Setting.named(key).isPresent())
        .filter(key -> !host.settings.get(Setting.named(key).orElseThrow()).equals(given.get(key)))
        .sorted()
        .findFirst();
  }

  private void refuseOtherDatabase(Settings now) {
    for (Setting setting :
        new Setting[] {
          Setting.DATABASE_URL,
          Setting.DATABASE_USERNAME,
          Setting.SALESFORCE_LOGIN_URL,
          Setting.MARKETO_URL,
          Setting.SANDBOX_ENABLED
        }) {
      if (!host.settings.get(setting).equals(now.get(setting))) throw differs(setting.key());
    }
  }

  private static SettingsException differs(String key) {
    return new SettingsException(
        "process %d has the database open and runs this command, but it was started with another %s; leave that out, or stop the process first"
            .formatted(ProcessHandle.current().pid(), key));
  }
}
