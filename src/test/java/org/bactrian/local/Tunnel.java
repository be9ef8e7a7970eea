package org.bactrian.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that can be cut, and can swallow what is sent on it. */
public final class Tunnel implements AutoCloseable {

  private final int target;
  private final int port = Ports.free();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket entrance;
  private volatile boolean silent;

  /** Opens one to a port. */
  public Tunnel(int target) {
    this.target = target;
    open();
  }

  /** A JDBC URL of PostgreSQL, through a tunnel of its own to the server that it names. */
  public static Tunnel to(String jdbcUrl) {
    return new Tunnel(Integer.parseInt(jdbcUrl.replaceFirst(".*:(\\d+)/.*", "$1")));
  }

  /** The same URL, by way of this tunnel. */
  public String through(String jdbcUrl) {
    return jdbcUrl.replaceFirst(":\\d+/", ":" + port + "/");
  }

  /** Takes connections, and passes on what is sent on them. */
  public void open() {
    silent = false;
    if (entrance != null) return;
    try {
      entrance = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ServerSocket listening = entrance;
    start(
        () -> {
          while (true) connect(listening, listening.accept());
        });
  }

  /** Breaks all connections, and takes no others. */
  public void cut() {
    try {
      if (entrance != null) entrance.close();
      entrance = null;
      for (Socket each : open) each.close();
      open.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes nothing on any more, and says so to nobody; what is sent meanwhile is lost. */
  public void fallSilent() {
    silent = true;
  }

  /** Is cut and opened so many times, and stays open; as a server that is restarted. */
  public void shake(int times, long openMillis) {
    try {
      for (int i = 0; i < times; i++) {
        open();
        Thread.sleep(openMillis);
        cut();
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open();
  }

  private void connect(ServerSocket taker, Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
    open.add(client);
    open.add(server);
    if (taker.isClosed()) {
      client.close();
      server.close();
      return;
    }
    start(() -> pass(client, server));
    start(() -> pass(server, client));
  }

  private void pass(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (!silent) out.write(bytes, 0, read);
      }
    }
  }

  private interface Passing {
    void run() throws IOException;
  }

  private static void start(Passing passing) {
    Thread thread =
        new Thread(
            () -> {
              try {
                passing.run();
              } catch (IOException e) {
                // It was cut, at one end or the other.
              }
            },
            "tunnel");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    cut();
  }
}
