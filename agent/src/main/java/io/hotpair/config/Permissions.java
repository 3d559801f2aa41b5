package io.hotpair.config;

import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may read and write the files that the site consists of. Where the file system knows no owners
 * and modes, nothing is complained of.
 */
final class Permissions {
  private static final int GROUP_OR_OTHERS = 077;
  private static final int ROOT = 0;

  private final int uid;
  private final Trust trust;

  /**
   * For an invoking user.
   *
   * @param uid 0 is root
   */
  Permissions(int uid) {
    this.uid = uid;
    this.trust = new Trust(isRoot());
  }

  /** For the user that runs this process. */
  static Permissions ofThisProcess() throws IOException {
    Path self = Path.of("/proc/self");
    return new Permissions(Files.exists(self) ? (int) Files.getAttribute(self, "unix:uid") : -1);
  }

  /** Whether the invoking user is root. */
  boolean isRoot() {
    return uid == ROOT;
  }

  /** Why a file must not hold a secret, and the command that mends it; empty if it may. */
  Optional<String> secretComplaint(Path file) throws IOException {
    if (!knowsOwners(file)) {
      return Optional.empty();
    }
    int owner = owner(file);
    if (owner != uid && owner != ROOT) {
      return Optional.of(
          "%s belongs to user %d; allowed are root and the invoking user %d: chown %d '%s'"
              .formatted(file, owner, uid, uid, file));
    }
    int mode = mode(file);
    if ((mode & GROUP_OR_OTHERS) != 0) {
      return Optional.of(
          "%s has mode %04o; allowed is 0600: chmod 0600 '%s'".formatted(file, mode, file));
    }
    return Optional.empty();
  }

  /**
   * Why root must not trust a file, because another user can change it or put another in its place,
   * at whatever step on the way to it; empty if it may, or if the invoking user is not root. Of a
   * file that does not exist, the folders that do are judged.
   */
  Optional<String> trustComplaint(Path file) throws IOException {
    return trust.flaw(file).map(Permissions::complaint);
  }

  private static String complaint(Trust.Flaw flaw) {
    return flaw.isOfTheOwner()
        ? "%s belongs to user %d, who could change what root does; allowed is root: chown -h root '%s'"
            .formatted(flaw.step(), flaw.owner(), flaw.step())
        : ("%s has mode %04o: users other than root could change what root does;"
                + " allowed is writing by root: chmod go-w '%s'")
            .formatted(flaw.step(), flaw.mode(), flaw.step());
  }

  private static boolean knowsOwners(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }
}
