package org.bactrian.state.lease;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names a process so that another one of the same machine can tell whether it still lives.
 *
 * @param host the machine's name, or the container's
 * @param boot the kernel's boot id and the namespace that the process's number is of; empty where
 *     the system has none, and then no one can tell
 * @param pid its number
 * @param start when it started, by the kernel's count: numbers are given again
 */
record ProcessIdentity(String host, String boot, long pid, String start) {

  private static final Path PROC = Path.of("/proc");
  private static final int LONGEST_HOST = 200;

  /** This process. */
  static final ProcessIdentity OURS = ours();

  private static ProcessIdentity ours() {
    long pid = ProcessHandle.current().pid();
    String start = startOf(pid).orElse("");
    return new ProcessIdentity(hostName(), start.isEmpty() ? "" : bootAndNamespace(), pid, start);
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.substring(0, Math.min(name.length(), LONGEST_HOST));
    } catch (UnknownHostException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown");
    }
  }

  private static String bootAndNamespace() {
    // Where a user can't see the processes of others, each of them would look dead.
    if (startOf(1).isEmpty()) return "";
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** When a living process started; a zombie is not alive. */
  private static Optional<String> startOf(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      // The name in brackets may hold anything; state and start are the 1st and 20th after it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(fields[19]);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the process was of this machine and boot and has ended, as this process can tell. */
  boolean hasEnded() {
    boolean ofThisMachine = !boot.isEmpty() && boot.equals(OURS.boot) && host.equals(OURS.host);
    return ofThisMachine && !startOf(pid).equals(Optional.of(start));
  }

  /** In the form that {@link #of} reads. */
  String text() {
    return boot + "|" + start;
  }

  /** As a row says it. */
  static ProcessIdentity of(String host, long pid, String text) {
    int bar = text.indexOf('|');
    return new ProcessIdentity(host, text.substring(0, bar), pid, text.substring(bar + 1));
  }
}
