package org.bactrian.state.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.bactrian.settings.FileModes;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system {@code owner:} of H2: that of the disk, where every file that H2 makes, now or
 * while it compacts or sorts, is its owner's alone.
 */
public final class OwnerOnlyFilePath extends FilePathWrapper {

  /** The channels that may write, and of which file. */
  private static final Map<FileChannel, Path> WRITTEN = new WeakHashMap<>();

  /** What stands before a path in a JDBC URL. */
  public static final String SCHEME = "owner";

  /** Makes H2 know it. */
  public static void register() {
    FilePath.register(new OwnerOnlyFilePath());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public boolean createFile() {
    try {
      return make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    if (mode.equals("r")) return super.open(mode);
    make();
    FileChannel channel = super.open(mode);
    synchronized (WRITTEN) {
      WRITTEN.keySet().removeIf(known -> !known.isOpen());
      WRITTEN.put(channel, onDisk());
    }
    return channel;
  }

  /**
   * Closes what H2 left open of a database that it could not close, for one on a full disk: its
   * lock would keep the file shut for as long as this process lives.
   *
   * @param url the JDBC URL of a database that H2 has not open
   */
  public static void release(String url) {
    String prefix = "jdbc:h2:" + SCHEME + ":";
    if (!url.startsWith(prefix)) return;
    Path file = Path.of(url.substring(prefix.length()).replaceFirst(";.*", "") + ".mv.db");
    List<FileChannel> left = new ArrayList<>();
    synchronized (WRITTEN) {
      WRITTEN.forEach(
          (channel, path) -> {
            if (path.equals(file)) left.add(channel);
          });
    }
    for (FileChannel channel : left) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }
  }

  @Override
  public OutputStream newOutputStream(boolean append) throws IOException {
    make();
    return super.newOutputStream(append);
  }

  @Override
  public FilePath createTempFile(String suffix, boolean inTempDir) throws IOException {
    Path folder = inTempDir ? Path.of(System.getProperty("java.io.tmpdir")) : onDisk().getParent();
    Path made =
        Files.createTempFile(folder, onDisk().getFileName() + ".", suffix, FileModes.ofFile());
    return FilePath.get(SCHEME + ":" + made);
  }

  private boolean make() throws IOException {
    try {
      Files.createFile(onDisk(), FileModes.ofFile());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Path onDisk() {
    return Path.of(getBase().toString());
  }
}
