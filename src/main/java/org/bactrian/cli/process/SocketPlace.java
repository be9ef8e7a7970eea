package org.bactrian.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the socket of a data directory lies: in it, or, where that path is too long for a socket,
 * in a private folder that a file in it names.
 */
final class SocketPlace {

  static final String NAME = "bactrian.sock";
  static final String POINTER = "bactrian.sock.path";

  /** Linux takes 107 bytes, macOS 103. */
  private static final int LONGEST = 100;

  private final Path data;

  SocketPlace(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  /** Where to ask; there may be nothing. */
  Path find() throws IOException {
    if (isShort(data.resolve(NAME))) return data.resolve(NAME);
    Path pointer = data.resolve(POINTER);
    return Files.exists(pointer) ? Path.of(Files.readString(pointer)) : data.resolve(NAME);
  }

  /** Where to listen; makes the folder, which only this user may enter. */
  Path make() throws IOException {
    if (!Files.isDirectory(data)) Files.createDirectories(data, only("rwx------"));
    if (isShort(data.resolve(NAME))) return data.resolve(NAME);
    Path known = find();
    boolean usable =
        isShort(known)
            && Files.isDirectory(known.getParent(), LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(known.getParent()).equals(Files.getOwner(data));
    if (usable) return known;
    Path socket = folder().resolve(NAME);
    Path written = Files.createTempFile(data, POINTER, ".new", only("rw-------"));
    Files.writeString(written, socket.toString());
    Files.move(
        written,
        data.resolve(POINTER),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return socket;
  }

  private static Path folder() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    if (!isShort(temporary.resolve("bactrian-0123456789012345678901").resolve(NAME))) {
      temporary = Path.of("/tmp");
    }
    return Files.createTempDirectory(temporary, "bactrian-", only("rwx------"));
  }

  /** Lets only this user speak to a socket. */
  static void guard(Path socket) throws IOException {
    if (isPosix()) {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Removes a socket that this process made, and what led there. */
  void remove(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    if (socket.getParent().equals(data)) return;
    Files.deleteIfExists(data.resolve(POINTER));
    Files.deleteIfExists(socket.getParent());
  }

  private static boolean isShort(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  private static FileAttribute<?>[] only(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
