package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BaseDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sysfs in which /dev/null, number 1:3, stands for the device that is asked for. */
final class BaseDisksTest {
  @TempDir(factory = InTarget.class)
  Path folder;

  private Path sys;

  @BeforeEach
  void machine() throws IOException {
    sys = folder.toAbsolutePath();
    Files.createDirectories(sys.resolve("dev/block"));
  }

  private Path block(String name) throws IOException {
    return Files.createDirectories(sys.resolve("devices/" + name));
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private Outcome<List<BaseDisk>> nullIs(Path block) throws IOException {
    Path link = sys.resolve("dev/block/1:3");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, block);
    return new BaseDisks(sys).of("/dev/null");
  }

  private static Outcome<List<BaseDisk>> disks(BaseDisk... disks) {
    return new Outcome.Succeeded<>(List.of(disks));
  }

  @Test
  void aVolumeLiesOnTheDisksBelowItsPartitionsAndMaps() throws IOException {
    write(block("sda").resolve("device/wwid"), "naa.60");
    write(block("sda/sda1").resolve("partition"), "1");
    write(block("nvme0n1").resolve("wwid"), "eui.61");
    Path volume = block("dm-1");
    Path map = block("dm-0");
    Files.createDirectories(volume.resolve("slaves"));
    Files.createDirectories(map.resolve("slaves"));
    Files.createSymbolicLink(volume.resolve("slaves/dm-0"), map);
    Files.createSymbolicLink(volume.resolve("slaves/nvme0n1"), block("nvme0n1"));
    Files.createSymbolicLink(map.resolve("slaves/sda1"), block("sda/sda1"));
    assertEquals(
        disks(new BaseDisk("sda", "naa.60"), new BaseDisk("nvme0n1", "eui.61")), nullIs(volume));
  }

  @Test
  void aLoopIsTheFileThatItShows() throws IOException {
    Path image = Files.createFile(sys.resolve("image"));
    Path loop = block("loop0");
    write(loop.resolve("loop/backing_file"), image.toString());
    assertEquals(disks(new BaseDisk(image.toRealPath().toString(), "")), nullIs(loop));
    assertEquals(nullIs(loop), new BaseDisks(sys).of(image.toString()));
  }

  @Test
  void whatIsNoBlockDeviceHasNoneAndWhatIsNotThereFails() {
    assertEquals(disks(), new BaseDisks(sys).of("/dev/null"));
    assertEquals(disks(), new BaseDisks(sys).of(sys.toString()));
    assertInstanceOf(Outcome.Failed.class, new BaseDisks(sys).of("/dev/no-such-disk"));
  }
}
