package org.bactrian.cli.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.bactrian.settings.FileModes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the commands of other processes in the one that has the database open. */
final class CommandServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandServer.class);
  private static final int MOST_CALLERS = 32;

  /** So long is a command waited for when the process that runs it has done its own. */
  private static final long PATIENCE_MILLIS = 60_000;

  private final ServerSocketChannel channel;
  private final SocketPlace place;
  private final Path socket;
  private final UserPrincipal owner;
  private final Host host;
  private final Duration patience;
  private final Semaphore commands = new Semaphore(Guest.MOST_COMMANDS);
  private final Map<Guest, Thread> guests = new ConcurrentHashMap<>();
  private final Thread hook = new Thread(this::dismiss, "dismiss");

  private CommandServer(
      ServerSocketChannel channel, SocketPlace place, Path socket, Host host, Duration patience)
      throws IOException {
    this.channel = channel;
    this.place = place;
    this.socket = socket;
    this.host = host;
    this.patience = patience;
    this.owner = Files.getOwner(socket);
  }

  /**
   * Listens, unless another process of this data directory does or the folder can't be used.
   *
   * @param patience how long a request may take to arrive
   */
  static Optional<CommandServer> open(SocketPlace place, Host host, Duration patience) {
    try {
      Path socket = place.make();
      if (Files.exists(socket) && isAnswered(socket)) return Optional.empty();
      // What a killed process left.
      Files.deleteIfExists(socket);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(socket));
      SocketPlace.guard(socket);
      CommandServer server = new CommandServer(channel, place, socket, host, patience);
      Runtime.getRuntime().addShutdownHook(server.hook);
      daemon(server::accept, "commands").start();
      return Optional.of(server);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn(
          "commands beside this process can't ask it: no socket in the data directory: {}",
          FileModes.why(e));
      return Optional.empty();
    }
  }

  private static boolean isAnswered(Path socket) {
    try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return other.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        welcome(channel.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("a command beside this process could not be taken: {}", e.toString());
      }
    }
  }

  private void welcome(SocketChannel caller) throws IOException {
    Frames frames = new Frames(caller);
    if (!Peer.isTrusted(caller, owner)) {
      LOG.warn("another user tried to run a command in this process; refused");
      frames.close();
    } else if (guests.size() >= MOST_CALLERS) {
      frames.close();
    } else {
      Guest guest = new Guest(frames, host, patience, commands);
      Thread thread = daemon(() -> serve(guest), "command");
      guests.put(guest, thread);
      thread.start();
    }
  }

  private void serve(Guest guest) {
    try {
      guest.serve();
    } finally {
      guests.remove(guest);
    }
  }

  /** Tells the callers that the process is being stopped, and leaves them. */
  void dismiss() {
    stopListening();
    guests.keySet().forEach(Guest::dismiss);
  }

  private void stopListening() {
    try {
      channel.close();
      place.remove(socket);
    } catch (IOException e) {
      LOG.debug("removing {}: {}", socket, e.toString());
    }
  }

  /** Waits for the commands that are being run, for a minute at most, and takes no others. */
  @Override
  public void close() {
    stopListening();
    await();
    dismiss();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running already.
    }
  }

  private void await() {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    try {
      for (Thread thread : guests.values()) {
        thread.join(Math.max(1, deadline - System.currentTimeMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
