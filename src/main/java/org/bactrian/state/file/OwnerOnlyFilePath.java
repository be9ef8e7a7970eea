package org.bactrian.state.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bactrian.settings.FileModes;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system {@code owner:} of H2: that of the disk, where every file that H2 makes, now or
 * while it compacts or sorts, is its owner's alone.
 */
public final class OwnerOnlyFilePath extends FilePathWrapper {

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
    if (!mode.equals("r")) make();
    return super.open(mode);
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
