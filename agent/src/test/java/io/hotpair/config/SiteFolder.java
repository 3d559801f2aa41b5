package io.hotpair.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder with a site file and all the secrets that it names. */
final class SiteFolder {
  private static final Pattern SECRET = Pattern.compile("secrets/[A-Za-z0-9_.-]+");
  private static final Path EXAMPLES = Path.of("..", "packaging", "examples");

  private final Path folder;

  SiteFolder(Path folder) {
    this.folder = folder;
  }

  static String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name));
  }

  Path file() {
    return folder.resolve("site.yaml");
  }

  Path secret(String name) {
    return folder.resolve("secrets").resolve(name);
  }

  /** Makes every secret that a text names, unless a test made it already. */
  void provideSecrets(String yaml) throws IOException {
    provide(secret("cluster.key"));
    Matcher matcher = SECRET.matcher(yaml);
    while (matcher.find()) {
      provide(folder.resolve(matcher.group()));
    }
  }

  private static void provide(Path secret) throws IOException {
    Files.createDirectories(secret.getParent());
    if (Files.notExists(secret)) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, "0123456789abcdef0123456789abcdef\n");
    }
  }

  SiteReading read(String yaml, String node) throws IOException {
    provideSecrets(yaml);
    Files.writeString(file(), yaml);
    return as(new Self(Optional.of(node), "unused")).read();
  }

  /** A reader that is not root, so that a test's folder may belong to anybody. */
  SiteFile as(Self self) throws IOException {
    return new SiteFile(file(), new Permissions(ownUser() == 0 ? -1 : ownUser()), self);
  }

  int ownUser() throws IOException {
    return (int) Files.getAttribute(folder, "unix:uid");
  }
}
