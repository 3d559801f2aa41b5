package io.hotpair.config;

import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The site file: YAML text in, a checked site or all that is wrong with it out. */
public final class SiteFile {
  /** The largest file, in bytes. */
  private static final int LARGEST = 4 << 20;

  private final Path file;
  private final Permissions permissions;
  private final Self self;

  SiteFile(Path file, Permissions permissions, Self self) {
    this.file = file;
    this.permissions = permissions;
    this.self = self;
  }

  /**
   * Reads the file as this process's user, on this machine.
   *
   * @param file the site file; names of secrets in it are relative to its folder
   * @param node which node to be; empty: the one with this host's name
   */
  public static SiteReading read(Path file, Optional<String> node) {
    try {
      return new SiteFile(file, Permissions.ofThisProcess(), Self.of(node)).read();
    } catch (IOException unreadable) {
      return refused(file, "this machine does not say who runs this: " + unreadable.getMessage());
    }
  }

  SiteReading read() {
    try {
      // What is opened is what was judged, by every step to it, though a link may change meanwhile.
      // Of anybody but root nothing is judged, and a pipe has no real path.
      Path real = permissions.isRoot() ? file.toRealPath() : file;
      for (Path judged : List.of(file, real)) {
        Optional<String> complaint = permissions.trustComplaint(judged);
        if (complaint.isPresent()) {
          return refused(file, complaint.get());
        }
      }
      byte[] bytes;
      try (InputStream input = Files.newInputStream(real)) {
        bytes = input.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        return refused(file, "the file has more than " + LARGEST + " bytes, the most allowed");
      }
      return read(bytes);
    } catch (NoSuchFileException missing) {
      return refused(file, "the file does not exist; --config names another");
    } catch (IOException unreadable) {
      return refused(file, "the file can't be read: " + unreadable.getMessage());
    }
  }

  SiteReading read(byte[] bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return refused(file, "the file is not UTF-8; allowed is YAML in UTF-8");
    }
    Problems problems = new Problems(file.toString());
    Path folder = file.toAbsolutePath().normalize().getParent();
    SiteReader reader =
        new SiteReader(new SecretFiles(folder, permissions), permissions, self, problems);
    Optional<Node> root = YamlText.read(text, problems);
    Optional<Accepted> accepted = root.flatMap(reader::read);
    List<Problem> errors = problems.errors();
    if (!errors.isEmpty()) {
      return new Refused(errors);
    }
    return accepted.orElseThrow(
        () -> new IllegalStateException("a site file without problems gave no site"));
  }

  private static Refused refused(Path file, String text) {
    return new Refused(List.of(new Problem(file.toString(), 1, 1, text)));
  }
}
