package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A whole disk, read and written raw and past every cache. Windows lets nobody write below a volume
 * or to a disk that is offline or read-only: a disk for beats is online, and has no partition.
 *
 * <p>It is opened at the first use, and looked for and opened again after an error.
 */
public final class RawDisk implements BlockDevice {
  private final DeviceCalls calls;
  private final PhysicalDrives drives;
  private final String device;
  private Opened opened;
  private boolean closed;

  /** A handle; closed when it is left and nobody uses it, for its number may then be another's. */
  private static final class Opened {
    private final long handle;
    private final long bytes;
    private int users;
    private boolean left;

    Opened(long handle, long bytes) {
      this.handle = handle;
      this.bytes = bytes;
    }
  }

  /**
   * Names a device; nothing is opened yet.
   *
   * @param device {@code //./disk/UNIQUE-ID} or {@code //./PhysicalDriveN}
   */
  public RawDisk(String device) {
    this(new Kernel32(), device);
  }

  RawDisk(DeviceCalls calls, String device) {
    this.calls = calls;
    this.drives = new PhysicalDrives(calls);
    this.device = device;
  }

  @Override
  public String name() {
    return device;
  }

  @Override
  public Outcome<Boolean> read(long first, byte[] into) {
    int count = into.length / BLOCK;
    BlockDevice.requireRange(first, count);
    Outcome<Opened> entered = enter();
    if (!(entered instanceof Outcome.Succeeded<Opened>(Opened disk))) {
      return new Outcome.Failed<>(entered.text());
    }
    try (Arena arena = Arena.ofConfined()) {
      if ((first + count) * BLOCK > disk.bytes) {
        return new Outcome.Failed<>(endsBefore(first + count, disk));
      }
      MemorySegment content = arena.allocate((long) count * BLOCK, BLOCK);
      int got = calls.read(disk.handle, first * BLOCK, content);
      if (got != content.byteSize()) {
        return new Outcome.Failed<>(device + " gave " + got + " bytes of " + content.byteSize());
      }
      MemorySegment.copy(content, ValueLayout.JAVA_BYTE, 0, into, 0, got);
      return new Outcome.Succeeded<>(true);
    } catch (DeviceCalls.Refused refused) {
      forget(disk);
      return new Outcome.Failed<>("cannot read " + device + ": " + refused.getMessage());
    } finally {
      leave(disk);
    }
  }

  @Override
  public Outcome<Boolean> write(long block, byte[] content) {
    if (block < 0 || content.length != BLOCK) {
      throw new IllegalArgumentException("block " + block + " of " + content.length + " bytes");
    }
    Outcome<Opened> entered = enter();
    if (!(entered instanceof Outcome.Succeeded<Opened>(Opened disk))) {
      return new Outcome.Failed<>(entered.text());
    }
    try (Arena arena = Arena.ofConfined()) {
      if ((block + 1) * BLOCK > disk.bytes) {
        return new Outcome.Failed<>(endsBefore(block + 1, disk));
      }
      MemorySegment from = arena.allocate(BLOCK, BLOCK);
      MemorySegment.copy(content, 0, from, ValueLayout.JAVA_BYTE, 0, BLOCK);
      int put = calls.write(disk.handle, block * BLOCK, from);
      return put == BLOCK
          ? new Outcome.Succeeded<>(true)
          : new Outcome.Unknown<>(device + " took " + put + " bytes of block " + block);
    } catch (DeviceCalls.Refused refused) {
      forget(disk);
      return unwritten(refused);
    } finally {
      leave(disk);
    }
  }

  // ERROR_BUSY is what STATUS_DEVICE_BUSY becomes, and that is a reservation conflict: the target
  // did not do it. The other two come from Windows itself, before anything is sent.
  private Outcome<Boolean> unwritten(DeviceCalls.Refused refused) {
    return switch (refused.error()) {
      case WindowsError.BUSY ->
          new Outcome.Failed<>(device + " refuses this node's writes: it is reserved");
      case WindowsError.WRITE_PROTECT, WindowsError.ACCESS_DENIED ->
          new Outcome.Failed<>("cannot write " + device + ": " + refused.getMessage());
      default -> new Outcome.Unknown<>("cannot write " + device + ": " + refused.getMessage());
    };
  }

  private String endsBefore(long block, Opened disk) {
    return device + " ends before block " + block + " (" + disk.bytes + " bytes)";
  }

  private synchronized Outcome<Opened> enter() {
    if (closed) {
      return new Outcome.Failed<>(device + " is closed");
    }
    if (opened == null) {
      Outcome<List<Integer>> numbers = drives.of(device);
      if (!(numbers instanceof Outcome.Succeeded<List<Integer>>(List<Integer> found))) {
        return new Outcome.Failed<>(numbers.text());
      }
      try {
        opened = open(found.getFirst());
      } catch (DeviceCalls.Refused refused) {
        return new Outcome.Failed<>(
            "cannot open " + device + " for reading and writing: " + refused.getMessage());
      }
    }
    opened.users++;
    return new Outcome.Succeeded<>(opened);
  }

  private Opened open(int number) throws DeviceCalls.Refused {
    long handle = calls.open(PhysicalDrives.path(number), DeviceCalls.READ | DeviceCalls.WRITE);
    boolean done = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
      calls.control(handle, Layouts.DISK_GET_LENGTH_INFO_CODE, MemorySegment.NULL, length);
      done = true;
      return new Opened(handle, length.get(ValueLayout.JAVA_LONG, 0));
    } finally {
      if (!done) {
        calls.close(handle);
      }
    }
  }

  private synchronized void leave(Opened disk) {
    disk.users--;
    closeIfUnused(disk);
  }

  private synchronized void forget(Opened disk) {
    disk.left = true;
    if (opened == disk) {
      opened = null;
    }
  }

  private void closeIfUnused(Opened disk) {
    if (disk.left && disk.users == 0) {
      calls.close(disk.handle);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (opened != null) {
      Opened last = opened;
      forget(last);
      closeIfUnused(last);
    }
  }
}
