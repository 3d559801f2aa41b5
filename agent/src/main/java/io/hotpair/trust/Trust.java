package io.hotpair.trust;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whose programs may run here. Root runs only what nobody else can write or replace: neither the
 * file, nor a directory above it, nor a symbolic link on the way. Anybody else runs what they can.
 */
public final class Trust {
  private static final String UNIX = "unix";
  private static final int ROOT = 0;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int PERMISSIONS = 07777;
  private static final int MOST_LINKS = 40;

  private final boolean root;

  /**
   * The rule for a user.
   *
   * @param root whether that is root
   */
  public Trust(boolean root) {
    this.root = root;
  }

  /** The rule for the user of this process. */
  public static Trust ofThisUser() {
    Path self = Path.of("/proc/self");
    try {
      return new Trust(isUnix(self) && Files.getAttribute(self, "unix:uid").equals(ROOT));
    } catch (IOException e) {
      return new Trust(true); // the stricter rule where it can't be told
    }
  }

  /** Whether a text names an executable file. */
  public static boolean isProgram(String text) {
    try {
      Path path = Path.of(text);
      return Files.isRegularFile(path) && Files.isExecutable(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Why a program may not run, or can't be found; empty if nothing speaks against it. */
  public Optional<String> obstacle(Path program) {
    if (!Files.isRegularFile(program)) {
      return Optional.of(program + (Files.exists(program) ? " is not a file" : " does not exist"));
    }
    if (!Files.isExecutable(program)) {
      return Optional.of(program + " is not executable");
    }
    if (!root || !isUnix(program)) {
      return Optional.empty();
    }
    try {
      return flaw(program).map(flaw -> "root does not run " + program + ": " + flaw.text(program));
    } catch (IOException e) {
      return Optional.of(program + " cannot be examined: " + e.getMessage());
    }
  }

  /**
   * What keeps root from relying on a file, whether it exists or not: of one that is not there, the
   * nearest folder that is, for who can write to that decides what will be there.
   *
   * @return empty if nothing does, for any user but root, and where files have no owners
   * @throws IOException if a step on the way can't be looked at, or links lead on without end
   */
  public Optional<Flaw> flaw(Path file) throws IOException {
    return root && isUnix(file) ? walk(file) : Optional.empty();
  }

  /**
   * A step on the way to a file at which somebody else than root could change what is found.
   *
   * @param step the file, a folder, or a link
   * @param owner user id
   * @param group group id
   * @param mode permission bits
   */
  public record Flaw(Path step, int owner, int group, int mode) {
    /** Whether its owner is the flaw; else its mode is. */
    public boolean isOfTheOwner() {
      return owner != ROOT;
    }

    private String text(Path file) {
      String what = step.equals(file.toAbsolutePath()) ? "it" : step.toString();
      if (isOfTheOwner()) {
        return what + " belongs to user " + owner;
      }
      return (mode & OTHERS_WRITE) != 0
          ? what + " can be written by everybody"
          : what + " can be written by group " + group;
    }
  }

  private static boolean isUnix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains(UNIX);
  }

  // Step by step from the root of the file system, as the kernel finds it.
  private static Optional<Flaw> walk(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    int links = 0;
    try {
      for (int length = 0; length <= path.getNameCount(); length++) {
        Path step = length == 0 ? path.getRoot() : path.getRoot().resolve(path.subpath(0, length));
        Optional<Flaw> flaw = step(step);
        if (flaw.isPresent()) {
          return flaw;
        }
        if (Files.isSymbolicLink(step)) {
          if (++links > MOST_LINKS) {
            throw new FileSystemLoopException(file + ": more than " + MOST_LINKS + " links");
          }
          Path target = step.resolveSibling(Files.readSymbolicLink(step));
          path =
              length < path.getNameCount()
                  ? target.resolve(path.subpath(length, path.getNameCount()))
                  : target;
          length = -1;
        }
      }
    } catch (NoSuchFileException end) {
      return Optional.empty(); // all that is there has been looked at
    }
    return Optional.empty();
  }

  private static Optional<Flaw> step(Path step) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(step, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) attributes.get("mode") & PERMISSIONS;
    Flaw flaw =
        new Flaw(step, (Integer) attributes.get("uid"), (Integer) attributes.get("gid"), mode);
    if (flaw.isOfTheOwner()) {
      return Optional.of(flaw);
    }
    if (Files.isSymbolicLink(step)) {
      return Optional.empty(); // a link's mode says nothing
    }
    boolean sticky = (mode & STICKY) != 0 && Files.isDirectory(step, LinkOption.NOFOLLOW_LINKS);
    if (sticky) {
      return Optional.empty(); // others may add to it, but not replace what is root's
    }
    boolean open = (mode & OTHERS_WRITE) != 0 || (mode & GROUP_WRITES) != 0 && flaw.group() != ROOT;
    return open ? Optional.of(flaw) : Optional.empty();
  }
}
