package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.port.Inspection.Queueing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sysfs with a disk behind each transport. */
final class TransportsTest {
  @TempDir private Path folder;

  /** A disk whose device lies below a path of sysfs, as the kernel links the two. */
  private Path disk(String name, String below) throws IOException {
    Path device = Files.createDirectories(folder.resolve("devices").resolve(below));
    Path block = Files.createDirectories(folder.resolve("block").resolve(name));
    Files.createSymbolicLink(block.resolve("device"), device);
    return block;
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  private List<Queueing> of(Path block) throws IOException {
    return new Transports(folder.toRealPath()).of(block);
  }

  private static List<Queueing> bounded(String layer, long seconds) {
    return List.of(new Queueing(layer, Optional.of(Duration.ofSeconds(seconds))));
  }

  @Test
  void fibreChannelFailsFastOrLosesTheDevice() throws IOException {
    Path disk = disk("sda", "pci0/host5/rport-5:0-1/target5:0:0/5:0:0:1");
    write("class/fc_remote_ports/rport-5:0-1/fast_io_fail_tmo", "5");
    write("class/fc_remote_ports/rport-5:0-1/dev_loss_tmo", "60");
    assertEquals(bounded("fc rport-5:0-1", 5), of(disk));
    write("class/fc_remote_ports/rport-5:0-1/fast_io_fail_tmo", "off");
    assertEquals(bounded("fc rport-5:0-1", 60), of(disk));
  }

  @Test
  void srpMayWaitWithoutEnd() throws IOException {
    Path disk = disk("sda", "pci0/host6/port-6:1/target6:0:0/6:0:0:1");
    write("class/srp_remote_ports/port-6:1/fast_io_fail_tmo", "off");
    write("class/srp_remote_ports/port-6:1/dev_loss_tmo", "off");
    assertEquals(List.of(new Queueing("srp port-6:1", Optional.empty())), of(disk));
  }

  @Test
  void everyControllerOfAnNvmeSubsystemIsAWay() throws IOException {
    Path disk = disk("nvme0n1", "virtual/nvme-subsystem/nvme-subsys0");
    write("devices/virtual/nvme-subsystem/nvme-subsys0/nvme0/fast_io_fail_tmo", "off");
    write("devices/virtual/nvme-subsystem/nvme-subsys0/nvme0/ctrl_loss_tmo", "600");
    write("devices/virtual/nvme-subsystem/nvme-subsys0/nvme1/fast_io_fail_tmo", "-1");
    write("devices/virtual/nvme-subsystem/nvme-subsys0/nvme1/ctrl_loss_tmo", "off");
    assertEquals(
        List.of(
            new Queueing("nvme nvme0", Optional.of(Duration.ofSeconds(600))),
            new Queueing("nvme nvme1", Optional.empty())),
        of(disk));
  }

  @Test
  void aControllerOnTheBusTellsNoBound() throws IOException {
    Path disk = disk("nvme7n1", "pci0/nvme/nvme7");
    List<Queueing> ways = of(disk);
    assertEquals("nvme nvme7", ways.getFirst().layer());
    assertTrue(ways.getFirst().notKnown().contains("ctrl_loss_tmo"), ways::toString);
  }

  @Test
  void ofSasAndOfADiskWithoutATransportNothingIsKnown() throws IOException {
    Path sas = disk("sdc", "pci0/host7/port-7:0/end_device-7:0/target7:0:0/7:0:0:0");
    write("class/sas_end_device/end_device-7:0/I_T_nexus_loss_timeout", "2000");
    assertTrue(of(sas).getFirst().notKnown().contains("no time limit"), of(sas)::toString);
    Path loop = Files.createDirectories(folder.resolve("block/loop0"));
    assertTrue(of(loop).getFirst().notKnown().contains("no transport"), of(loop)::toString);
  }
}
