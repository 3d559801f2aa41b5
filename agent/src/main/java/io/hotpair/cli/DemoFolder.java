package io.hotpair.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** All files of one demo, below one folder that only its user can enter. */
final class DemoFolder {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final long LUN_BYTES = 1 << 20;
  private static final String PARTS = "demo/";

  private final Path folder;

  private DemoFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder below the directory for temporary files, with everything in it. */
  static DemoFolder create() throws IOException {
    DemoFolder made = new DemoFolder(Files.createTempDirectory("hotpair-demo-").toRealPath());
    made.fill();
    return made;
  }

  private void fill() throws IOException {
    for (String part :
        List.of("storage", "secrets", "mibs", "manager", "manager/cert_indexes", "receiver")) {
      Files.createDirectory(folder.resolve(part));
    }
    for (String name : List.of("SNMPv2-SMI", "SNMPv2-TC", "SNMPv2-CONF")) {
      Files.writeString(folder.resolve("mibs").resolve(name), part(name));
    }
    Files.writeString(path("service"), part("service"));
    Files.setPosixFilePermissions(path("service"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(siteFile(), part("site.yaml").replace("@FOLDER@", folder.toString()));
    try (RandomAccessFile lun = new RandomAccessFile(path("lun.img").toFile(), "rw")) {
      lun.setLength(LUN_BYTES);
    }
    secret("cluster.key");
    String password = secret("ops.password");
    String auth = secret("ops.auth");
    String priv = secret("ops.priv");
    write("ops.curl", "user = \"ops:%s\"\n".formatted(password));
    write(
        "manager/snmp.conf",
        """
        defVersion 3
        defSecurityLevel authPriv
        defSecurityName ops
        defAuthType SHA-256
        defAuthPassphrase %s
        defPrivType AES
        defPrivPassphrase %s
        """
            .formatted(auth, priv));
    write(
        "receiver/snmptrapd.conf",
        """
        createUser ops SHA-256 "%s" AES "%s"
        authUser log ops priv
        format2 RECEIVED\\t%%b\\t%%v\\n
        """
            .formatted(auth, priv));
  }

  private static String part(String name) throws IOException {
    try (InputStream input = DemoFolder.class.getResourceAsStream(PARTS + name)) {
      if (input == null) {
        throw new IOException("the jar lacks " + PARTS + name);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String secret(String name) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String text = HexFormat.of().formatHex(random);
    write("secrets/" + name, text + "\n");
    return text;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(Files.createFile(path(name), OWNER_ONLY), text);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Path siteFile() {
    return path("site.yaml");
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Removes all of it. */
  void remove() throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
