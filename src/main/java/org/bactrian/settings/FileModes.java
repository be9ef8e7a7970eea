package org.bactrian.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may read our files: their owner alone, whatever the process's umask says. */
public final class FileModes {

  private static final Logger LOG = LoggerFactory.getLogger(FileModes.class);
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final int STICKY = 0x200;
  private static final int ROOT = 0;

  /** A folder of the machine's, or right below one of these two. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "/(bin|boot|dev|etc|home|lib\\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp)?"
              + "|/(usr|var)(/[^/]+)?");

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private FileModes() {}

  /** What a new file is made with: 0600, where the file system has modes. */
  public static FileAttribute<?>[] ofFile() {
    return attributes(FILE);
  }

  /** Why a file can't be used, without the path that such an exception's message begins with. */
  public static String why(Exception failure) {
    if (failure instanceof UncheckedIOException lines) return why(lines.getCause());
    if (failure instanceof NoSuchFileException) return "there is no such file";
    if (failure instanceof AccessDeniedException) return "this user may not use it";
    if (failure instanceof CharacterCodingException) return "it is no UTF-8 text";
    String reason =
        failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
    return reason == null ? "it can't be used" : reason;
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> mode) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }

  /**
   * A folder of ours: made with 0700, or given that mode, and 0600 the files in it, if it was open
   * to others.
   *
   * @throws SettingsException if it can't be made, or is not ours to close
   */
  public static Path folder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.createDirectory(folder, attributes(FOLDER));
      }
      if (hasModes(folder)) close(folder);
      return folder;
    } catch (IOException | UnsupportedOperationException e) {
      throw new SettingsException(
          "making the folder %s: %s; make it writable for this user, or set %s"
              .formatted(folder, why(e), Setting.DATA_DIRECTORY.key()));
    }
  }

  private static void close(Path folder) throws IOException {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(folder);
    if (!others(before).isEmpty()) {
      if (uid(folder) != ownUid() || (mode(folder) & STICKY) != 0 || isOfOthers(folder)) {
        throw new SettingsException(
            "opening the folder %s: others can read it (%s), and it is no folder of Bactrian's own; give one below it, as %s=%s, which is made for its owner alone"
                .formatted(
                    folder,
                    PosixFilePermissions.toString(before),
                    Setting.DATA_DIRECTORY.key(),
                    folder.resolve("bactrian")));
      }
      Files.setPosixFilePermissions(folder, FOLDER);
      LOG.warn(
          "{} could be read by others ({}): it and its database files are their owner's alone now",
          folder,
          PosixFilePermissions.toString(before));
      if (!others(Files.getPosixFilePermissions(folder)).isEmpty()) sayOnce(folder);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{db,instance,token}")) {
      for (Path file : files) {
        boolean ours = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (ours && uid(file) == ownUid() && !others(Files.getPosixFilePermissions(file)).isEmpty())
          Files.setPosixFilePermissions(file, FILE);
      }
    }
  }

  /**
   * Refuses a secret's file that others can read. One of root's that our group may read is taken:
   * so Kubernetes mounts secrets for a user that is not root (fsGroup, 0440), and that user can't
   * own them.
   *
   * @param what names the file's setting
   * @throws SettingsException with the command that closes it
   */
  public static void requireSecret(Path file, String what) {
    try {
      if (!Files.exists(file) || !hasModes(file)) return;
      Set<PosixFilePermission> open = others(Files.getPosixFilePermissions(file));
      if (open.isEmpty() || isMounted(file, open)) return;
      throw new SettingsException(
          "reading %s: %s can be read by others (%s): chmod 600 %s (a container's secret: defaultMode 0400, or 0440 with fsGroup)"
              .formatted(
                  what,
                  file,
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                  file));
    } catch (IOException e) {
      throw new SettingsException("reading %s: %s: %s".formatted(what, file, why(e)));
    }
  }

  private static boolean isMounted(Path file, Set<PosixFilePermission> open) throws IOException {
    return open.equals(Set.of(PosixFilePermission.GROUP_READ))
        && uid(file) == ROOT
        && ownUid() != ROOT;
  }

  private static Set<PosixFilePermission> others(Set<PosixFilePermission> mode) {
    Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(mode);
    others.removeAll(FOLDER);
    return others;
  }

  private static boolean hasModes(Path path) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) return true;
    sayOnce(path);
    return false;
  }

  private static void sayOnce(Path path) {
    if (SAID.getAndSet(true)) return;
    LOG.warn(
        "the file system of {} has no modes: keep others from its files by its own means", path);
  }

  private static boolean isOfOthers(Path folder) throws IOException {
    Path real = folder.toRealPath();
    Path home = Path.of(System.getProperty("user.home", "/"));
    return MACHINE.matcher(real.toString()).matches()
        || Files.exists(home) && real.equals(home.toRealPath());
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode");
  }

  private static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  /** Java does not tell it; a file that we make has it. */
  private static int ownUid() throws IOException {
    Path self = Path.of("/proc/self");
    if (Files.exists(self)) return uid(self);
    Path file = Files.createTempFile("bactrian", null);
    try {
      return uid(file);
    } finally {
      Files.delete(file);
    }
  }
}
