package org.bactrian.cli.process;

import java.io.IOException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bactrian.cli.invocation.Lines;
import org.bactrian.cli.process.Frames.Frame;
import org.bactrian.cli.process.Frames.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One caller at the socket: its request, then its command. */
final class Guest {

  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
  private static final int UNFINISHED = 2;

  /** So many run at once: each may need a connection to the database. */
  static final int MOST_COMMANDS = 4;

  private final Frames frames;
  private final Host host;
  private final Duration patience;
  private final Semaphore places;
  private final Lines lines = new Lines();
  private volatile GuestInvocation invocation;

  /**
   * @param patience how long its request may take to arrive
   * @param places for commands that run at once
   */
  Guest(Frames frames, Host host, Duration patience, Semaphore places) {
    this.frames = frames;
    this.host = host;
    this.patience = patience;
    this.places = places;
  }

  /** Runs what it asks for; whatever it sends, and however it leaves, only it is concerned. */
  void serve() {
    try (frames) {
      Request request = request();
      if (!request.version().equals(host.program.version())) {
        frames.send(
            Kind.REFUSED,
            "process %d, which has the database open, is %s and this is %s: restart it, or use its version"
                .formatted(
                    ProcessHandle.current().pid(), host.program.version(), request.version()));
        return;
      }
      if (request.arguments().isEmpty()) {
        frames.send(Kind.ACCEPTED, host.answer().bytes());
      } else if (places.tryAcquire()) {
        run(request);
      } else {
        frames.send(
            Kind.REFUSED,
            "process %d runs %d commands already; end one of them, and try again"
                .formatted(ProcessHandle.current().pid(), MOST_COMMANDS));
      }
    } catch (IOException e) {
      LOG.debug("a command of another process ended early: {}", e.toString());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      LOG.debug("a command of another process has no usable charset: {}", e.getMessage());
    }
  }

  private Request request() throws IOException {
    CompletableFuture<Void> arrival = new CompletableFuture<>();
    arrival
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (done, late) -> {
              if (late != null) frames.close();
            });
    Frame first = frames.read();
    arrival.complete(null);
    if (first.kind() != Kind.REQUEST) throw new IOException("no request but " + first.kind());
    Request request = Request.read(first.content());
    if (request.version() == null || request.charset() == null) {
      throw new IOException("the request lacks its version or its charset");
    }
    return request;
  }

  private void run(Request request) throws IOException {
    try {
      frames.send(Kind.ACCEPTED, host.answer().bytes());
      follow(request);
    } finally {
      places.release();
    }
  }

  private void follow(Request request) throws IOException {
    GuestInvocation called = new GuestInvocation(host, request, frames, lines);
    invocation = called;
    Thread typing = new Thread(this::listen, "caller");
    typing.setDaemon(true);
    typing.start();
    int code = host.program.execute(called, request.arguments().toArray(String[]::new));
    called.out().flush();
    called.err().flush();
    frames.send(Kind.EXIT, String.valueOf(code));
  }

  private void listen() {
    try {
      while (true) {
        Frame frame = frames.read();
        if (frame.kind() == Kind.LINE) lines.add(frame.text());
        if (frame.kind() == Kind.END) lines.end();
      }
    } catch (IOException e) {
      // It left, or its command is done. A command is not interrupted: that would close H2's file.
      invocation.leave();
      lines.end();
    }
  }

  /** Ends it before its command is done. */
  void dismiss() {
    try {
      if (invocation != null) {
        frames.send(
            Kind.ERR,
            "bactrian: process %d, which ran this command, is being stopped; status shows how far it came%n"
                .formatted(ProcessHandle.current().pid()));
        frames.send(Kind.EXIT, String.valueOf(UNFINISHED));
      }
    } catch (IOException e) {
      LOG.debug("a command of another process ended early: {}", e.toString());
    } finally {
      frames.close();
    }
  }
}
