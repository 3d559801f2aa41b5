package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file, past the page cache. */
final class DirectBlockDeviceTest {
  // The build's own directory: a temporary directory in memory may have no direct I/O.
  @TempDir(factory = InTarget.class)
  Path directory;

  @Test
  void whatOneWritesAnotherReads() throws Exception {
    Path file = directory.resolve("lun");
    byte[] block = new byte[BlockDevice.BLOCK];
    new Random(8).nextBytes(block);
    try (BlockDevice writer = DirectBlockDevice.create(file, 64);
        BlockDevice reader = new DirectBlockDevice(file)) {
      assertEquals(new Outcome.Succeeded<>(true), writer.write(63, block));
      assertArrayEquals(block, read(reader, 63, 1));
      byte[] all = read(reader, 0, 64);
      assertArrayEquals(block, Arrays.copyOfRange(all, 63 * BlockDevice.BLOCK, all.length));
      assertArrayEquals(
          new byte[63 * BlockDevice.BLOCK], Arrays.copyOf(all, 63 * BlockDevice.BLOCK));
    }
    assertArrayEquals(
        block,
        Arrays.copyOfRange(
            Files.readAllBytes(file), 63 * BlockDevice.BLOCK, 64 * BlockDevice.BLOCK));
  }

  @Test
  void beyondTheEndNothingIsReadOrWritten() throws Exception {
    Path file = directory.resolve("lun");
    try (BlockDevice device = DirectBlockDevice.create(file, 4)) {
      assertInstanceOf(Outcome.Failed.class, device.read(2, 3));
      assertInstanceOf(Outcome.Failed.class, device.read(4, 1));
      assertInstanceOf(Outcome.Failed.class, device.write(4, new byte[BlockDevice.BLOCK]));
      assertTrue(device.read(0, 4).succeeded());
    }
    assertEquals(4 * BlockDevice.BLOCK, Files.size(file));
  }

  @Test
  void aMissingDeviceIsNamedAndFoundWhenItComes() throws Exception {
    Path file = directory.resolve("lun");
    try (BlockDevice device = new DirectBlockDevice(file)) {
      Outcome<byte[]> missing = device.read(0, 1);
      assertInstanceOf(Outcome.Failed.class, missing);
      assertTrue(missing.text().contains(file + " "), missing.text());
      assertTrue(missing.text().contains("no such file"), missing.text());
      assertInstanceOf(Outcome.Failed.class, device.write(0, new byte[BlockDevice.BLOCK]));
      DirectBlockDevice.create(file, 1).close();
      assertTrue(device.read(0, 1).succeeded());
    }
  }

  @Test
  void creatingLeavesWhatIsThere() throws Exception {
    Path file = Files.writeString(directory.resolve("lun"), "precious");
    assertThrows(FileAlreadyExistsException.class, () -> DirectBlockDevice.create(file, 4));
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void anInterruptedCallDoesNotLoseTheDevice() throws Exception {
    try (BlockDevice device = DirectBlockDevice.create(directory.resolve("lun"), 4)) {
      Thread.currentThread().interrupt();
      assertInstanceOf(Outcome.Failed.class, device.read(0, 1));
      assertTrue(Thread.interrupted());
      Thread.currentThread().interrupt();
      assertFalse(device.write(0, new byte[BlockDevice.BLOCK]).succeeded());
      assertTrue(Thread.interrupted());
      assertTrue(device.read(0, 1).succeeded());
    }
  }

  @Test
  void aClosedDeviceIsNotOpenedAgain() throws Exception {
    BlockDevice device = DirectBlockDevice.create(directory.resolve("lun"), 4);
    assertTrue(device.read(0, 1).succeeded());
    device.close();
    assertInstanceOf(Outcome.Failed.class, device.read(0, 1));
  }

  private static byte[] read(BlockDevice device, long first, int count) {
    return switch (device.read(first, count)) {
      case Outcome.Succeeded<byte[]>(byte[] bytes) -> bytes;
      case Outcome.Failed<byte[]>(String reason) -> throw new AssertionError(reason);
      case Outcome.TimedOut<byte[]> late -> throw new AssertionError(late.text());
      case Outcome.Unknown<byte[]>(String reason) -> throw new AssertionError(reason);
    };
  }
}
