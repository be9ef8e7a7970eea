package org.bactrian.cli.process;

import java.io.IOException;
import java.util.Optional;
import org.bactrian.cli.invocation.Keyboard;
import org.bactrian.cli.invocation.Lines;
import org.bactrian.cli.process.Frames.Kind;

/** The keyboard of a caller in another process, who is asked for each line. */
final class GuestKeyboard implements Keyboard {

  private final Frames frames;
  private final Lines lines;
  private boolean listening;

  /**
   * @param lines where its answers arrive
   */
  GuestKeyboard(Frames frames, Lines lines) {
    this.frames = frames;
    this.lines = lines;
  }

  @Override
  public Optional<String> line() throws InterruptedException {
    return ask(Kind.ASK);
  }

  @Override
  public Optional<String> hidden() throws InterruptedException {
    return ask(Kind.ASK_HIDDEN);
  }

  private Optional<String> ask(Kind kind) throws InterruptedException {
    if (!listening) send(kind);
    return lines.take();
  }

  @Override
  public Optional<String> typed() {
    if (!listening) send(Kind.LISTEN);
    listening = true;
    return lines.poll();
  }

  private void send(Kind kind) {
    try {
      frames.send(kind, "");
    } catch (IOException e) {
      lines.end();
    }
  }
}
