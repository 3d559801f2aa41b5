package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers have the members of smartctl's JSON, version 1.0; all that is not looked at is left out.
 */
final class SmartTest {
  @TempDir private Path root;
  private FakeKernel kernel;
  private Path program;

  @BeforeEach
  void boot() throws IOException {
    kernel = new FakeKernel(root);
    kernel
        .set("proc/self/mountinfo", "40 1 8:1 / / rw - ext4 /dev/sda1 rw")
        .set("sys/devices/pci/sda/sda1/partition", "1")
        .link("sys/dev/block/8:1", "sys/devices/pci/sda/sda1");
    program = root.resolve("smartctl");
    Files.createFile(
        program,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void aDiskThatSaysThatItWillFailIsFailing() {
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILING, "/dev/sda says that it will fail"),
        answered("{\"smart_status\": {\"passed\": false}}"));
  }

  @Test
  void aDiskThatPassesIsWell() {
    assertEquals(
        new HealthReading.Judged(HealthVerdict.OK, "/dev/sda says that it is well"),
        answered(
            """
            {"smart_status": {"passed": true, "nvme": {"value": 0}},
             "nvme_smart_health_information_log": {"critical_warning": 0, "percentage_used": 42,
               "media_errors": 0}}"""));
  }

  @Test
  void sectorsThatWaitToBeReadAreDegraded() {
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "/dev/sda: 2 sectors wait to be read"),
        answered(
            """
            {"smart_status": {"passed": true}, "ata_smart_attributes": {"table": [
              {"id": 5, "name": "Reallocated_Sector_Ct", "raw": {"value": 8, "string": "8"}},
              {"id": 197, "name": "Current_Pending_Sector", "raw": {"value": 2, "string": "2"}},
              {"id": 198, "name": "Offline_Uncorrectable", "raw": {"value": 0, "string": "0"}}]}}\
            """));
  }

  @Test
  void aWornOutDiskIsDegraded() {
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED, "/dev/sda: 3 errors of its medium, 104 % of its life used"),
        answered(
            """
            {"smart_status": {"passed": true}, "nvme_smart_health_information_log":
              {"critical_warning": 0, "percentage_used": 104, "media_errors": 3}}"""));
  }

  /** What smartctl 7.3 says of a virtio disk; the exit status is 1. */
  @Test
  void aVirtualDiskThatHasNoSmartIsUnknown() {
    assertEquals(
        new HealthReading.NotKnown("/dev/sda: /dev/vda: Unable to detect device type"),
        answered(
            """
            {"json_format_version": [1, 0], "smartctl": {"version": [7, 3],
              "messages": [{"string": "/dev/vda: Unable to detect device type",
                "severity": "error"}], "exit_status": 1}}"""));
  }

  @Test
  void anAnswerThatIsCutOffIsUnknown() {
    assertInstanceOf(HealthReading.NotKnown.class, answered("{\"smart_status\": {\"pas"));
    assertInstanceOf(HealthReading.NotKnown.class, answered(""));
  }

  @Test
  void aProgramThatHangsIsUnknown() {
    assertInstanceOf(
        HealthReading.NotKnown.class,
        smart(program, new Outcome.TimedOut<>(Duration.ofSeconds(60))).look());
  }

  @Test
  void aProgramThatIsNotThereIsUnknownAndSaysWhatToInstall() {
    Path missing = root.resolve("missing");
    assertEquals(
        new HealthReading.NotKnown(missing + " is not here: install smartmontools"),
        smart(missing, new Outcome.Failed<>("never called")).look());
  }

  private HealthReading answered(String answer) {
    return smart(program, new Outcome.Succeeded<>(new Processes.Ended(0, answer, ""))).look();
  }

  private Smart smart(Path at, Outcome<Processes.Ended> outcome) {
    Processes processes =
        new Processes() {
          @Override
          public Outcome<Ended> run(
              List<String> command,
              Map<String, String> environment,
              byte[] input,
              Duration deadline) {
            assertEquals(List.of(at.toString(), "--json", "-H", "-A", "/dev/sda"), command);
            return outcome;
          }

          @Override
          public List<String> remains() {
            return List.of();
          }
        };
    SystemDisks disks =
        new SystemDisks(kernel.sys(), new Mounts(kernel.proc()), Path.of("/var/lib/hotpair"));
    return new Smart(disks, processes, at);
  }
}
