package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.cli.LocalSite.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may try a LUN's reservations, and when nobody may. */
final class ValidateLunTest {
  /** 128 and SIGTERM, as Java ends by it. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;
  private LocalSite agent;
  private Path file;

  @BeforeEach
  void serve() throws IOException {
    agent = new LocalSite(folder, Duration.ofSeconds(5));
    Path key = folder.resolve("cluster.key");
    Files.writeString(key, "0123456789abcdef".repeat(4) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    file = folder.resolve("site.yaml");
    Files.writeString(
        file,
        """
        cluster: as300
        cluster-key: cluster.key
        nodes:
          blade1: {id: 1, addresses: {private: 127.0.8.1, public: 127.0.7.1}}
          vpe1: {id: 2, addresses: {private: 127.0.8.2, public: 127.0.7.2}}
        pairs:
          erp:
            nodes: [blade1, vpe1]
            luns:
              data: {device: /dev/disk/by-id/no-such, guard: scsi-pr, beat: /dev/disk/by-id/no-such-part1}
            group:
              - {systemd: no-such.service}
        """);
  }

  @AfterEach
  void close() {
    agent.close();
  }

  private Result validate(String... more) {
    List<String> all = new ArrayList<>(List.of("validate", "--config", file.toString()));
    all.addAll(List.of("--node", "blade1"));
    all.addAll(List.of(more));
    return agent.run(all.toArray(String[]::new));
  }

  @Test
  void withoutATerminalItMustBeMeant() {
    Result result = validate("--lun", "erp/data");
    assertEquals(ExitStatus.REFUSED, result.status(), result::errors);
    assertTrue(result.errors().contains("--force says that this is meant"), result::errors);
  }

  @Test
  void aLunOfAnActivePairIsLeftAlone() {
    Result result = validate("--lun", "erp/data", "--force");
    assertEquals(ExitStatus.REFUSED, result.status(), result::errors);
    assertTrue(result.errors().contains("erp/data: not tried: blade1 is active"), result::errors);
  }

  @Test
  void aLunThatTheSiteDoesNotHaveIsUsage() {
    Result result = validate("--lun", "erp/date", "--force");
    assertEquals(ExitStatus.USAGE, result.status(), result::errors);
    assertTrue(result.errors().contains("allowed are erp/data"), result::errors);
  }

  @Test
  void aSignalEndsItOnlyWhenTheLunIsClean() throws Exception {
    Process trial =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedTrial.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = trial.inputReader()) {
      assertEquals("held", says.readLine());
      trial.toHandle().destroy();
      List<String> last = says.lines().toList();
      assertTrue(last.getFirst().startsWith("read back: held by nobody"), last::toString);
      assertEquals("left: 0, false", last.getLast());
      assertTrue(trial.waitFor(20, TimeUnit.SECONDS));
      assertEquals(TERMINATED, trial.exitValue());
    } finally {
      trial.destroyForcibly();
    }
  }
}
