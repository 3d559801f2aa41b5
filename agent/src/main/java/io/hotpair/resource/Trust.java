package io.hotpair.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whose programs may run here. Root runs only what nobody else can write or replace: neither the
 * file, nor a directory above it, nor a symbolic link on the way. Anybody else runs what they can.
 */
final class Trust {
  private static final String UNIX = "unix";
  private static final int ROOT = 0;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;
  private static final int MOST_LINKS = 40;

  private final boolean root;

  /**
   * The rule for a user.
   *
   * @param root whether that is root
   */
  Trust(boolean root) {
    this.root = root;
  }

  /** The rule for the user of this process. */
  static Trust ofThisUser() {
    Path self = Path.of("/proc/self");
    try {
      return new Trust(isUnix(self) && Files.getAttribute(self, "unix:uid").equals(ROOT));
    } catch (IOException e) {
      return new Trust(true); // the stricter rule where it can't be told
    }
  }

  /** Whether a text names an executable file. */
  static boolean isProgram(String text) {
    try {
      Path path = Path.of(text);
      return Files.isRegularFile(path) && Files.isExecutable(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Why a program may not run, or can't be found; empty if nothing speaks against it. */
  Optional<String> obstacle(Path program) {
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
      return walk(program);
    } catch (IOException e) {
      return Optional.of(program + " cannot be examined: " + e.getMessage());
    }
  }

  private static boolean isUnix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains(UNIX);
  }

  // Step by step from the root of the file system, as the kernel finds it.
  private static Optional<String> walk(Path program) throws IOException {
    Path path = program.toAbsolutePath();
    int links = 0;
    for (int length = 0; length <= path.getNameCount(); length++) {
      Path step = length == 0 ? path.getRoot() : path.getRoot().resolve(path.subpath(0, length));
      Optional<String> obstacle = step(program, step);
      if (obstacle.isPresent()) {
        return obstacle;
      }
      if (Files.isSymbolicLink(step)) {
        if (++links > MOST_LINKS) {
          return Optional.of(program + " leads through more than " + MOST_LINKS + " links");
        }
        Path target = step.resolveSibling(Files.readSymbolicLink(step));
        path =
            length < path.getNameCount()
                ? target.resolve(path.subpath(length, path.getNameCount()))
                : target;
        length = -1;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> step(Path program, Path step) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(step, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int owner = (Integer) attributes.get("uid");
    if (owner != ROOT) {
      return refusal(program, step, "belongs to user " + owner);
    }
    if (Files.isSymbolicLink(step)) {
      return Optional.empty(); // a link's mode says nothing
    }
    int mode = (Integer) attributes.get("mode");
    boolean sticky = (mode & STICKY) != 0 && Files.isDirectory(step, LinkOption.NOFOLLOW_LINKS);
    if (sticky) {
      return Optional.empty(); // others may add to it, but not replace what is root's
    }
    if ((mode & OTHERS_WRITE) != 0) {
      return refusal(program, step, "can be written by everybody");
    }
    int group = (Integer) attributes.get("gid");
    if ((mode & GROUP_WRITES) != 0 && group != ROOT) {
      return refusal(program, step, "can be written by group " + group);
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(Path program, Path step, String why) {
    String what = step.equals(program.toAbsolutePath()) ? "it" : step.toString();
    return Optional.of("root does not run " + program + ": " + what + " " + why);
  }
}
