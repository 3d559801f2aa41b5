package io.hotpair.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may own, read and write what the site consists of. */
final class SecretFilesTest {
  private static final int SOMEBODY = 4711;

  @TempDir private Path folder;
  private SiteFolder site;

  @BeforeEach
  void writeExample() throws IOException {
    site = new SiteFolder(folder.toRealPath());
    String yaml = SiteFolder.example("postgresql.yaml");
    site.provideSecrets(yaml);
    Files.writeString(site.file(), yaml);
  }

  private List<String> problems(int user) throws IOException {
    Self self = new Self(Optional.of("blade1"), "");
    SiteReading reading = new SiteFile(site.file(), new Permissions(user), self).read();
    return switch (reading) {
      case Accepted accepted -> List.of();
      case Refused refused -> refused.problems().stream().map(Problem::text).toList();
    };
  }

  private int invokingUser() throws IOException {
    return site.ownUser() == 0 ? SOMEBODY : site.ownUser();
  }

  @Test
  void aSecretThatOthersCanReadIsRefusedWithTheCommandThatMendsIt() throws IOException {
    Path secret = site.secret("ops.priv");
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
      List<String> problems = problems(invokingUser());
      assertEquals(1, problems.size());
      assertTrue(problems.getFirst().endsWith("chmod 0600 '" + secret + "'"), problems::toString);
    }
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
    assertEquals(List.of(), problems(invokingUser()));
  }

  @Test
  void aSecretOfAnotherUserIsRefused() throws IOException {
    if (site.ownUser() == 0) {
      for (String name : List.of("cluster.key", "ops.auth")) {
        Files.setAttribute(site.secret(name), "unix:uid", SOMEBODY + 1);
      }
      assertEquals(2, problems(SOMEBODY).size());
    } else {
      // Seen by another user, all that is ours belongs to somebody else.
      assertTrue(problems(SOMEBODY).getFirst().contains("belongs to user"));
    }
  }

  @Test
  void rootRefusesAFileThatAnotherUserCanWrite() throws IOException {
    Files.setPosixFilePermissions(site.file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    List<String> problems = problems(0);
    assertEquals(1, problems.size());
    String expected = site.ownUser() == 0 ? "chmod go-w" : "chown root";
    assertTrue(problems.getFirst().contains(expected), problems::toString);
  }

  @Test
  void rootRefusesAFileInAFolderThatAnotherUserCanWrite() throws IOException {
    Files.setPosixFilePermissions(
        site.file().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> problems = problems(0);
    assertEquals(1, problems.size());
    String expected = site.ownUser() == 0 ? "chmod go-w" : "chown root";
    assertTrue(problems.getFirst().contains(expected), problems::toString);
  }

  @Test
  void aMissingAndAShortSecretAreTold() throws IOException {
    Files.delete(site.secret("ops.auth"));
    Files.writeString(site.secret("cluster.key"), "too short\n");
    List<String> problems = problems(invokingUser());
    assertEquals(2, problems.size());
    assertTrue(problems.get(0).contains("holds 9 bytes; allowed are 32 to 4096"));
    assertTrue(problems.get(1).contains("does not exist; hotpair keygen"));
  }

  @Test
  void aFifoIsNotWaitedFor() throws IOException, InterruptedException {
    Path secret = site.secret("ops.auth");
    Files.delete(secret);
    assertEquals(0, new ProcessBuilder("mkfifo", "-m", "600", secret.toString()).start().waitFor());
    List<String> problems = problems(invokingUser());
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("no regular file"));
  }

  @Test
  void aKeyStoreThatIsNotThereIsTold() throws IOException {
    String yaml =
        SiteFolder.example("one-to-many.yaml")
            + """

            jolokia:
              listen: 0.0.0.0:7803
              users: {zabbix: {role: read, password: secrets/zabbix.password}}
              tls: {key-store: keys.p12, password: secrets/keys.password}
            """;
    Path store = folder.resolve("keys.p12");
    SiteReading missing = new SiteFolder(folder).read(yaml, "standby2");
    assertTrue(
        missing.toString().contains("jolokia.tls.key-store is " + store + ", which does not exist"),
        missing::toString);
    Files.createDirectory(store);
    assertInstanceOf(Refused.class, new SiteFolder(folder).read(yaml, "standby2"));
    Files.delete(store);
    Files.createFile(store);
    assertInstanceOf(Accepted.class, new SiteFolder(folder).read(yaml, "standby2"));
  }

  @Test
  void rootRefusesALinkThatAnotherUserCouldTurn() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("site.yaml"), site.file());
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    SiteReading reading =
        new SiteFile(link, new Permissions(0), new Self(Optional.of("blade1"), "unused")).read();
    String complaint = assertInstanceOf(Refused.class, reading).problems().getFirst().text();
    String expected = site.ownUser() == 0 ? "chmod go-w '" + open : "chown -h root";
    assertTrue(complaint.contains(expected), complaint);
  }

  @Test
  void rootRefusesAProgramThatAnotherUserCouldPutThere() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    String yaml =
        Files.readString(site.file()).replace("agent: fence_ipmilan", "agent: " + open + "/fence");
    Files.writeString(site.file(), yaml);
    Optional<String> complaint =
        problems(0).stream().filter(text -> text.contains(".agent :")).findFirst();
    if (site.ownUser() == 0) {
      assertTrue(complaint.orElse("").contains("chmod go-w '" + open), problems(0)::toString);
    } else {
      assertTrue(problems(0).getFirst().contains("chown -h root"), problems(0)::toString);
    }
  }
}
