package org.bactrian.cli.process;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** The user at the other end of a Unix domain socket, as the kernel knows it. */
final class Peer {

  /** Its name, or its number where it has none. */
  private static final Set<String> ROOT = Set.of("root", "0");

  private Peer() {}

  /** Whether it is this user or root; true where the kernel does not say. */
  static boolean isTrusted(SocketChannel channel, UserPrincipal user) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) return true;
    String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return peer.equals(user.getName()) || ROOT.contains(peer);
  }

  /** Who it is, as the kernel says; where it does not, the user of this process. */
  static String name(SocketChannel channel) {
    try {
      if (channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      }
    } catch (IOException e) {
      // It has gone meanwhile; only this user and root are let in.
    }
    return System.getProperty("user.name", "");
  }
}
