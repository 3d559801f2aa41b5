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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers have the members of smartctl's JSON, version 1.0; all that is not looked at is left out.
 */
final class SmartTest {
  private static final Outcome<Processes.Ended> FAILS =
      answer("{\"serial_number\": \"S-1\", \"smart_status\": {\"passed\": false}}");
  private static final Outcome<Processes.Ended> WELL =
      answer("{\"smart_status\": {\"passed\": true}}");

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

  /** What an array does with a disk that fails: it is no longer one of its members. */
  @Test
  void aDiskThatSaidThatItWillFailAndDropsOutOfItsArrayIsFailingUntilAnotherHasItsPlace()
      throws IOException {
    mirror("sdb", "sdc");
    Smart smart = smart(Map.of("sdb", WELL, "sdc", FAILS));
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.FAILING,
            "/dev/sdb says that it is well; /dev/sdc (serial number S-1) says that it will fail"),
        smart.look());

    Files.delete(root.resolve("sys/devices/virtual/block/md0/slaves/sdc"));
    HealthReading gone =
        new HealthReading.Judged(
            HealthVerdict.FAILING,
            "/dev/sdb says that it is well; /dev/sdc (serial number S-1) says that it will fail;"
                + " it is no longer below the state directory: replace it");
    assertEquals(gone, smart.look());
    assertEquals(gone, smart.look());

    mirror("sdb", "sdd");
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.OK, "/dev/sdb says that it is well; /dev/sdd says that it is well"),
        smart.look());
  }

  @Test
  void aDiskThatSaidThatItWillFailAndIsSilentIsFailingUntilItSaysOtherwise() {
    Map<String, Outcome<Processes.Ended>> answers = new HashMap<>(Map.of("sda", FAILS));
    Smart smart = smart(answers);
    smart.look();
    answers.put("sda", new Outcome.TimedOut<>(Duration.ofSeconds(60)));
    assertEquals(
        HealthVerdict.FAILING,
        assertInstanceOf(HealthReading.Judged.class, smart.look()).verdict());
    answers.put("sda", WELL);
    assertEquals(
        new HealthReading.Judged(HealthVerdict.OK, "/dev/sda says that it is well"), smart.look());
    answers.put("sda", new Outcome.TimedOut<>(Duration.ofSeconds(60)));
    assertInstanceOf(HealthReading.NotKnown.class, smart.look());
  }

  @Test
  void theOnlyDiskThatIsGoneIsFailingIfItSaidSo() throws IOException {
    Smart smart = smart(Map.of("sda", FAILS));
    smart.look();
    Files.delete(root.resolve("sys/dev/block/8:1"));
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.FAILING,
            "/dev/sda (serial number S-1) says that it will fail; it is no longer below the state"
                + " directory: replace it"),
        smart.look());
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

  /** The state directory's file system lies on a mirror of these disks. */
  private void mirror(String... members) throws IOException {
    Path slaves = root.resolve("sys/devices/virtual/block/md0/slaves");
    Files.deleteIfExists(root.resolve("sys/dev/block/8:1"));
    kernel.link("sys/dev/block/8:1", "sys/devices/virtual/block/md0");
    for (String member : members) {
      if (Files.notExists(slaves.resolve(member))) {
        kernel.link("sys/devices/virtual/block/md0/slaves/" + member, "sys/devices/pci/" + member);
      }
    }
  }

  private static Outcome<Processes.Ended> answer(String text) {
    return new Outcome.Succeeded<>(new Processes.Ended(0, text, ""));
  }

  private HealthReading answered(String answer) {
    return smart(program, answer(answer)).look();
  }

  private Smart smart(Path at, Outcome<Processes.Ended> outcome) {
    return smart(at, Map.of("sda", outcome));
  }

  /** Disks that answer as they are told to; any other is well. */
  private Smart smart(Map<String, Outcome<Processes.Ended>> answers) {
    return smart(program, answers);
  }

  private Smart smart(Path at, Map<String, Outcome<Processes.Ended>> answers) {
    Processes processes =
        new Processes() {
          @Override
          public Outcome<Ended> run(
              List<String> command,
              Map<String, String> environment,
              byte[] input,
              Duration deadline) {
            String disk = command.getLast();
            assertEquals(List.of(at.toString(), "--json", "-i", "-H", "-A", disk), command);
            return answers.getOrDefault(disk.substring("/dev/".length()), WELL);
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
