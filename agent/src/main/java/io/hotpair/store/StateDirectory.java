package io.hotpair.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of mode 0700 that one process uses, with files of mode 0600 that change as a whole or
 * not at all.
 */
final class StateDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  // The kernel drops a process's lock when any descriptor of the file is closed: within one
  // process it must not be opened twice.
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
  private static final String LOCK = "lock";
  private static final String TEMPORARY = ".new";

  private final Path path;
  private final FileChannel lockChannel;

  private StateDirectory(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes the directory if there is none, and takes it for this process.
   *
   * @throws IOException if it can't be made or written, or another agent uses it; the message names
   *     the directory
   */
  static StateDirectory open(Path path) throws IOException {
    try {
      Files.createDirectories(path, attributes(path, OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("state directory " + path + " is not a directory", e);
    } catch (IOException e) {
      throw new IOException("state directory " + path + " cannot be made: " + e, e);
    }
    restrict(path);
    Path real = path.toRealPath();
    if (!OPEN.add(real)) {
      throw inUse(path, "this process");
    }
    try {
      return new StateDirectory(real, lock(real));
    } catch (IOException e) {
      OPEN.remove(real);
      throw e;
    }
  }

  private static IOException inUse(Path path, String by) {
    return new IOException("state directory " + path + " is in use by another agent: " + by);
  }

  private static void restrict(Path path) throws IOException {
    if (isPosix(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      LOG.info("State directory {} was open to others; now its mode is 0700.", path);
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    FileChannel channel;
    try {
      create(file);
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("state directory " + path + " cannot be written: " + e, e);
    }
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw inUse(path, "process " + Files.readString(file).strip());
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
    return channel;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Opens a file for appending, making it if there is none. */
  FileOutputStream append(Path file) throws IOException {
    if (create(file)) {
      sync();
    }
    return new FileOutputStream(file.toFile(), true);
  }

  /** Replaces a file's content; durable when this returns, else the old content stands. */
  void replace(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file);
    Files.deleteIfExists(temporary);
    create(temporary);
    try (FileOutputStream stream = new FileOutputStream(temporary.toFile())) {
      stream.write(content);
      stream.getFD().sync();
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync();
  }

  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + TEMPORARY);
  }

  /**
   * Copies a damaged file aside for people to look at, and says so. The original stays until it is
   * replaced.
   */
  void keepAside(Path file, String what) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
    try {
      Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error("{} is damaged: {}. A copy is kept as {}.", file, what, aside);
    } catch (IOException e) {
      LOG.error("{} is damaged: {}. It could not be kept aside: {}", file, what, e.toString());
    }
  }

  // Makes a rename durable. An interrupt would close the channel before it has begun.
  private void sync() throws IOException {
    boolean interrupted = Thread.interrupted();
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean create(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file, OWNER_FILE));
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + " is not a file");
      }
      return false;
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Leaves the directory to others. */
  @Override
  public void close() throws IOException {
    OPEN.remove(path);
    lockChannel.close();
  }
}
