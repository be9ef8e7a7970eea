package org.bactrian.cli.process;

import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.cli.process.Frames.Frame;
import org.bactrian.cli.process.Frames.Kind;
import org.bactrian.settings.SettingsException;

/** Asks the process that has the database open to run a command. */
final class CommandClient {

  private static final int UNFINISHED = 2;
  private static final long PATIENCE_SECONDS = 10;

  private final SocketPlace place;
  private final Invocation caller;

  CommandClient(SocketPlace place, Invocation caller) {
    this.place = place;
    this.caller = caller;
  }

  /** Who answers, if any process does. */
  Optional<Request.Answer> who(Request request) {
    try (Frames frames = open()) {
      return frames == null ? Optional.empty() : accepted(frames, request);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Has the command run there; its exit code, or empty if no process answers.
   *
   * @throws SettingsException if it can't be run there, saying why
   */
  Optional<Integer> run(Request request) {
    Optional<Request.Answer> answer = Optional.empty();
    try (Frames frames = open()) {
      if (frames == null) return Optional.empty();
      answer = accepted(frames, request);
      return answer.isEmpty() ? Optional.empty() : Optional.of(follow(frames));
    } catch (IOException e) {
      if (answer.isEmpty()) return Optional.empty();
      caller
          .err()
          .println(
              "bactrian: process %d went away while it ran this command; status shows how far it came"
                  .formatted(answer.get().pid()));
      return Optional.of(UNFINISHED);
    }
  }

  private Frames open() throws IOException {
    Path socket = place.find();
    if (!Files.exists(socket)) return null;
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    if (!Peer.isTrusted(channel, Files.getOwner(socket))) {
      channel.close();
      throw new SettingsException(
          "asking the running process: another user listens on %s; remove it".formatted(socket));
    }
    return new Frames(channel);
  }

  /** Empty if it went away before it took the request. */
  private Optional<Request.Answer> accepted(Frames frames, Request request) throws IOException {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    answer
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .whenComplete(
            (done, late) -> {
              if (late != null) frames.close();
            });
    Frame first;
    try {
      frames.send(Kind.REQUEST, request.bytes());
      first = frames.read();
    } catch (IOException e) {
      if (!answer.isCompletedExceptionally()) return Optional.empty();
      throw new SettingsException(
          "asking the running process: it does not answer on %s within %d s; it is overloaded or halted: wait, or stop it"
              .formatted(place.find(), PATIENCE_SECONDS));
    } finally {
      answer.complete(null);
    }
    if (first.kind() == Kind.REFUSED) throw new SettingsException(first.text());
    return first.kind() == Kind.ACCEPTED
        ? Optional.of(Request.Answer.read(first.content()))
        : Optional.empty();
  }

  private int follow(Frames frames) throws IOException {
    while (true) {
      Frame frame = frames.read();
      switch (frame.kind()) {
        case OUT -> print(frame, caller.out());
        case ERR -> print(frame, caller.err());
        case ASK -> type(frames, () -> send(frames, caller.keyboard().line()));
        case ASK_HIDDEN -> type(frames, () -> send(frames, caller.keyboard().hidden()));
        case LISTEN ->
            type(
                frames,
                () -> {
                  // Asked once for the terminal's lines to come by themselves from now on.
                  caller.keyboard().typed().ifPresent(line -> send(frames, Optional.of(line)));
                  while (send(frames, caller.keyboard().line())) {}
                });
        case EXIT -> {
          return Integer.parseInt(frame.text());
        }
        default -> throw new IOException("unexpected " + frame.kind());
      }
    }
  }

  private static void print(Frame frame, PrintStream where) {
    where.write(frame.content(), 0, frame.content().length);
    where.flush();
  }

  private interface Typing {
    void go() throws InterruptedException;
  }

  /** Beside the output, which goes on meanwhile. */
  private static void type(Frames frames, Typing typing) {
    Thread thread =
        new Thread(
            () -> {
              try {
                typing.go();
              } catch (InterruptedException e) {
                frames.close();
              }
            },
            "typing");
    thread.setDaemon(true);
    thread.start();
  }

  /** Sends a typed line, or that there is none; whether there may be more. */
  private static boolean send(Frames frames, Optional<String> line) {
    try {
      if (line.isPresent()) frames.send(Kind.LINE, line.get());
      else frames.send(Kind.END, "");
      return line.isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
