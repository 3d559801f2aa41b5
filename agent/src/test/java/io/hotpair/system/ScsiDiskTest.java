package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to a LUN as sysfs tells them, and the kernel's answers. */
final class ScsiDiskTest {
  @TempDir Path folder;
  private Path sysfs;
  private Path dev;

  @BeforeEach
  void machine() throws IOException {
    sysfs = Files.createDirectories(folder.resolve("sys"));
    dev = Files.createDirectories(folder.resolve("dev"));
    Files.createDirectories(sysfs.resolve("class/block"));
    scsi("sda");
    scsi("sdb");
    scsi("sdc");
    partition("sda", "sda1");
    mapped("dm-0", "sdb", "sdc");
    mapped("dm-1", "dm-0");
    mapped("loop0");
  }

  private void scsi(String name) throws IOException {
    Path entry = Files.createDirectories(sysfs.resolve("devices/" + name + "/block/" + name));
    Files.createDirectories(entry.resolve("device"));
    Files.createFile(entry.resolve("device/scsi_level"));
    Files.createDirectories(entry.resolve("slaves"));
    link(name, entry);
  }

  private void partition(String disk, String name) throws IOException {
    Path entry = sysfs.resolve("devices/" + disk + "/block/" + disk + "/" + name);
    Files.createDirectories(entry);
    Files.createFile(entry.resolve("partition"));
    link(name, entry);
  }

  private void mapped(String name, String... below) throws IOException {
    Path entry = Files.createDirectories(sysfs.resolve("devices/virtual/block/" + name));
    Files.createDirectories(entry.resolve("slaves"));
    for (String slave : below) {
      Files.createSymbolicLink(
          entry.resolve("slaves/" + slave), sysfs.resolve("class/block/" + slave));
    }
    link(name, entry);
  }

  private void link(String name, Path entry) throws IOException {
    Files.createSymbolicLink(sysfs.resolve("class/block/" + name), entry);
    Files.createFile(dev.resolve(name));
  }

  private ScsiDisk disk(String name) {
    return new ScsiDisk(dev.resolve(name), sysfs, Duration.ofSeconds(1));
  }

  private static List<String> initiators(Outcome<List<ScsiPath>> paths) {
    return assertInstanceOf(Outcome.Succeeded.class, paths, paths::text).value()
            instanceof List<?> list
        ? list.stream().map(path -> ((ScsiPath) path).initiator()).toList()
        : List.of();
  }

  private void hangs(String disk, String below) throws IOException {
    Path device = sysfs.resolve("devices/" + disk + "/block/" + disk + "/device");
    Files.delete(device.resolve("scsi_level"));
    Files.delete(device);
    Path scsi = Files.createDirectories(sysfs.resolve("devices/" + below));
    Files.createFile(scsi.resolve("scsi_level"));
    Files.createSymbolicLink(device, scsi);
  }

  private void named(String attribute, String name) throws IOException {
    Path file = sysfs.resolve("class/" + attribute);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name + "\n");
  }

  private void say(String disk, String state) throws IOException {
    Files.writeString(sysfs.resolve("class/block/" + disk + "/device/state"), state + "\n");
  }

  @Test
  void aDiskWhoseTransportIsLostIsNoWayForTheTime() throws IOException {
    say("sdb", "transport-offline");
    say("sdc", "running");
    Outcome<List<ScsiPath>> paths = disk("dm-0").paths();
    assertEquals(1, initiators(paths).size());
    say("sdc", "blocked");
    assertEquals(
        new Outcome.Failed<>(dev.resolve("dm-0") + " has no path: /dev/sdc is blocked"),
        disk("dm-0").paths());
    say("sdb", "running");
    assertEquals(1, initiators(disk("dm-0").paths()).size());
  }

  @Test
  void aWayKnowsWhoItsInitiatorIs() throws IOException {
    hangs("sdb", "platform/host3/session1/target3:0:0/3:0:0:1");
    named("iscsi_session/session1/initiatorname", "iqn.2026-01.example:blade1");
    hangs("sdc", "pci0000:00/host5/rport-5:0-1/target5:0:0/5:0:0:1");
    named("fc_host/host5/port_name", "0x2100001b32821b5c");
    assertEquals(
        List.of("iqn.2026-01.example:blade1", "0x2100001b32821b5c"),
        initiators(disk("dm-0").paths()));
    assertEquals(List.of(""), initiators(disk("sda").paths()));
  }

  private static List<String> names(Outcome<List<ScsiPath>> paths) {
    return assertInstanceOf(Outcome.Succeeded.class, paths, paths::text).value()
            instanceof List<?> list
        ? list.stream().map(path -> ((ScsiPath) path).name()).toList()
        : List.of();
  }

  @Test
  void aScsiDiskIsItsOwnWay() {
    assertEquals(List.of("/dev/sda"), names(disk("sda").paths()));
    assertEquals(List.of("/dev/sda"), names(disk("sda1").paths()));
  }

  @Test
  void aMultipathDeviceHasAWayForEachOfItsDisks() throws IOException {
    assertEquals(List.of("/dev/sdb", "/dev/sdc"), names(disk("dm-0").paths()));
    assertEquals(List.of("/dev/sdb", "/dev/sdc"), names(disk("dm-1").paths()));
    Path byId = Files.createSymbolicLink(dev.resolve("by-id"), dev.resolve("dm-0"));
    assertEquals(
        List.of("/dev/sdb", "/dev/sdc"),
        names(new ScsiDisk(byId, sysfs, Duration.ofSeconds(1)).paths()));
  }

  @Test
  void whatIsNoScsiDiskIsNamed() {
    assertTrue(disk("loop0").paths().text().contains("no SCSI disk"));
    assertTrue(disk("nothing").paths().text().contains("no such device"));
  }

  @Test
  void whetherBeatsLieOnTheSameLun() throws IOException {
    assertEquals(Optional.of(true), disk("sda").sharesDisksWith(dev.resolve("sda1")));
    assertEquals(Optional.of(true), disk("dm-0").sharesDisksWith(dev.resolve("dm-1")));
    assertEquals(Optional.of(false), disk("sda").sharesDisksWith(dev.resolve("dm-1")));
    assertEquals(Optional.empty(), disk("sda").sharesDisksWith(dev.resolve("missing")));
  }

  @Test
  void theKernelsAnswers() {
    byte[] data = {1, 2};
    Answer good = answer(0, 0, new byte[0], data);
    assertEquals(data, assertInstanceOf(Answer.Good.class, good).data());
    assertEquals(new Answer.Conflict(), answer(0x18, 0, new byte[0], data));
    byte[] fixed = new byte[18];
    fixed[0] = 0x70;
    fixed[2] = 6;
    fixed[12] = 0x2a;
    fixed[13] = 5;
    assertEquals(new Answer.Check(6, 0x2a05), answer(2, 0, fixed, data));
    assertEquals(
        new Answer.Check(5, 0x2400), answer(2, 0, new byte[] {0x72, 5, 0x24, 0, 0, 0, 0, 0}, data));
    for (Answer none :
        List.of(
            answer(2, 0, new byte[0], data),
            answer(2, 0, new byte[] {0x70, 0}, data),
            answer(8, 0, new byte[0], data),
            answer(0, 3, new byte[0], data))) {
      assertInstanceOf(Answer.None.class, none);
    }
  }

  private static Answer answer(int status, int host, byte[] sense, byte[] data) {
    return HostStatus.answer(new ScsiGeneric.Result(status, host, 0, sense, data));
  }

  @Test
  void whatIsNoScsiDeviceGivesNoAnswer() {
    ScsiPath path = new ScsiGeneric("/dev/null", Duration.ofSeconds(1), "");
    Answer answer =
        path.execute(new ScsiPath.Command(new byte[] {0x12, 0, 0, 0, 36, 0}, new byte[0], 36));
    assertTrue(assertInstanceOf(Answer.None.class, answer).reason().contains("SG_IO"));
    Outcome<Boolean> reset = path.reset();
    assertInstanceOf(Outcome.Unknown.class, reset);
    assertTrue(reset.text().contains("SG_SCSI_RESET on /dev/null"), reset::text);
    Outcome<Boolean> unopened =
        new ScsiGeneric("/dev/no-such-disk", Duration.ofSeconds(1), "").reset();
    assertInstanceOf(Outcome.Failed.class, unopened);
    Answer missing =
        new ScsiGeneric("/dev/no-such-disk", Duration.ofSeconds(1), "")
            .execute(new ScsiPath.Command(new byte[6], new byte[0], 0));
    assertTrue(assertInstanceOf(Answer.None.class, missing).reason().contains("cannot open"));
  }
}
