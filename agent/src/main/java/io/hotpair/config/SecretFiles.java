package io.hotpair.config;

import io.hotpair.core.model.site.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads secrets from files of their own, whose names in the site file are relative to its folder.
 */
final class SecretFiles {
  /** The largest secret, in bytes. */
  private static final int LARGEST = 4096;

  private final Path folder;
  private final Permissions permissions;

  SecretFiles(Path folder, Permissions permissions) {
    this.folder = folder;
    this.permissions = permissions;
  }

  /** A file's path. */
  Path resolve(String name) {
    return folder.resolve(name).normalize();
  }

  /** The path of a file that is there and can be read; its content is not looked at. */
  Optional<Path> existing(Value value) {
    return value
        .parsed(this::resolve, "are file names")
        .flatMap(
            file -> {
              if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return Optional.of(file);
              }
              String why = Files.exists(file) ? "is no file that can be read" : "does not exist";
              return value.refuse("is " + file + ", which " + why);
            });
  }

  /**
   * A secret of at least {@code least} bytes, without the line's end.
   *
   * @param value the file's name in the site file
   */
  Optional<Secret> read(Value value, int least) {
    return value.parsed(this::resolve, "are file names").flatMap(file -> read(value, file, least));
  }

  private Optional<Secret> read(Value value, Path file, int least) {
    try {
      if (!Files.isRegularFile(file)) {
        return value.refuse(
            Files.exists(file)
                ? "is " + file + ", which is no regular file; allowed are regular files"
                : "is " + file + ", which does not exist; hotpair keygen '" + file + "' makes one");
      }
      Optional<String> complaint = permissions.secretComplaint(file);
      if (complaint.isPresent()) {
        return value.refuse(": " + complaint.get());
      }
      return checked(value, file, least);
    } catch (NoSuchFileException gone) {
      return value.refuse("is " + file + ", which does not exist any more");
    } catch (IOException unreadable) {
      return value.refuse(
          "is %s, which can't be read: %s".formatted(file, unreadable.getMessage()));
    }
  }

  private static Optional<Secret> checked(Value value, Path file, int least) throws IOException {
    byte[] bytes;
    try (InputStream input = Files.newInputStream(file)) {
      bytes = withoutLineEnd(input.readNBytes(LARGEST + 1));
    }
    if (bytes.length < least || bytes.length > LARGEST) {
      return value.refuse(
          "is %s, which holds %s bytes; allowed are %d to %d"
              .formatted(file, bytes.length > LARGEST ? "too many" : bytes.length, least, LARGEST));
    }
    return Optional.of(new Secret(bytes));
  }

  private static byte[] withoutLineEnd(byte[] bytes) {
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && bytes[end - 1] == '\r') {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
