package io.hotpair.cli;

import io.hotpair.core.model.AccessRole;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Who asks, as the kernel says.
 *
 * @param user the user's name, or number if it has none
 * @param role what the user may do
 */
record LocalPeer(String user, AccessRole role) {
  /** Whoever got a connection, whose name nobody needs. */
  static final LocalPeer LOOKING = new LocalPeer("", AccessRole.READ);

  /** Whoever the folder's access list lets in, where the kernel tells nobody's name. */
  private static final LocalPeer LET_IN = new LocalPeer("local", AccessRole.OPERATE);

  /** Whether a file has a mode: Windows has none, and does not say who is at the other end. */
  static boolean hasModes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** The user at the other end of a connection to the socket with file {@code socket}. */
  static LocalPeer of(SocketChannel channel, Path socket) throws IOException {
    if (!hasModes(socket)) {
      return LET_IN;
    }
    String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return new LocalPeer(
        user, role(user, Files.getOwner(socket).getName(), Files.getPosixFilePermissions(socket)));
  }

  /**
   * The kernel lets only the socket's owner, its group and root connect, as long as the file's mode
   * says so; whoever came in past another mode may look.
   */
  static AccessRole role(String user, String agentsUser, Set<PosixFilePermission> mode) {
    if (user.equals("root") || user.equals("0") || user.equals(agentsUser)) {
      return AccessRole.FORCE;
    }
    return mode.contains(PosixFilePermission.OTHERS_WRITE) ? AccessRole.READ : AccessRole.OPERATE;
  }
}
