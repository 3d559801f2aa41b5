package io.hotpair.health;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Small files of /proc and /sys. */
final class KernelFile {
  private KernelFile() {}

  /** Its text without the last line's end; empty if it can't be read. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Its lines; none if it can't be read. */
  static List<String> lines(Path file) {
    return text(file).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** Its one number, decimal or hexadecimal with 0x; empty if it has none. */
  static OptionalLong number(Path file) {
    return text(file).map(KernelFile::decode).orElse(OptionalLong.empty());
  }

  private static OptionalLong decode(String text) {
    try {
      return OptionalLong.of(Long.decode(text));
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  /** What lies in a directory under a pattern, sorted; nothing if there is no such directory. */
  static List<Path> below(Path directory, String pattern) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
      entries.forEach(found::add);
    } catch (IOException none) {
      return List.of();
    }
    found.sort(null);
    return found;
  }
}
