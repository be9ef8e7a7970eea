package org.bactrian.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports for servers that must know theirs before they start. A port that was free a moment ago may
 * be taken by then, so each JVM claims a block of its own, below the ports that systems hand out by
 * themselves.
 */
public final class Ports {

  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 32_000;
  private static final int BLOCK = 100;

  /** Held open as long as the JVM lives: whoever has the first port of a block has the block. */
  private static final ServerSocket CLAIM = claim();

  private static int last;

  private Ports() {}

  /** A free port on this machine; the same one is handed out again after 98 others only. */
  public static synchronized int free() {
    for (int tries = 1; tries < BLOCK; tries++) {
      last = last % (BLOCK - 1) + 1;
      int port = CLAIM.getLocalPort() + last;
      try (ServerSocket socket = open(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Something else has it: the next one, then.
      }
    }
    throw new IllegalStateException("no port above " + CLAIM.getLocalPort() + " is free");
  }

  private static ServerSocket claim() {
    for (int port = LOWEST; port < HIGHEST; port += BLOCK) {
      try {
        return open(port);
      } catch (IOException e) {
        // Another JVM's block: the next one, then.
      }
    }
    throw new IllegalStateException("every block of ports is taken");
  }

  private static ServerSocket open(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
