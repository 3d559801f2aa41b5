package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** Takes a disk online by IOCTL_DISK_SET_DISK_ATTRIBUTES, until the machine boots. */
final class DiskAttributes {
  private static final long OFFLINE = 1;
  private static final long READ_ONLY = 2;
  private static final byte NOT_KEPT = 0;
  private static final VarHandle VERSION = field("Version");
  private static final VarHandle PERSIST = field("Persist");
  private static final VarHandle ATTRIBUTES = field("Attributes");
  private static final VarHandle MASK = field("AttributesMask");

  private final DeviceCalls calls;

  DiskAttributes(DeviceCalls calls) {
    this.calls = calls;
  }

  private static VarHandle field(String name) {
    return Layouts.field(Layouts.SET_DISK_ATTRIBUTES, name);
  }

  /**
   * Takes a disk online and lets it be written to; what Windows keeps for the next boot stays as it
   * is.
   *
   * @param number as in {@code PhysicalDrive2}
   * @return {@code Failed}: it was refused before anything changed
   */
  Outcome<Boolean> online(int number) {
    long handle;
    try {
      handle = calls.open(PhysicalDrives.path(number), DeviceCalls.READ | DeviceCalls.WRITE);
    } catch (DeviceCalls.Refused refused) {
      return new Outcome.Failed<>("PhysicalDrive" + number + ", " + refused.getMessage());
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(Layouts.SET_DISK_ATTRIBUTES);
      VERSION.set(set, 0L, (int) set.byteSize());
      PERSIST.set(set, 0L, NOT_KEPT);
      ATTRIBUTES.set(set, 0L, 0L);
      MASK.set(set, 0L, OFFLINE | READ_ONLY);
      calls.control(handle, Layouts.DISK_SET_DISK_ATTRIBUTES_CODE, set, MemorySegment.NULL);
      // Other programs, as Get-Disk, have a copy of what was.
      calls.control(
          handle, Layouts.DISK_UPDATE_PROPERTIES_CODE, MemorySegment.NULL, MemorySegment.NULL);
      return new Outcome.Succeeded<>(true);
    } catch (DeviceCalls.Refused refused) {
      String reason = "PhysicalDrive" + number + ", " + refused.getMessage();
      return refused.error() == WindowsError.ACCESS_DENIED
          ? new Outcome.Failed<>(reason)
          : new Outcome.Unknown<>(reason);
    } finally {
      calls.close(handle);
    }
  }
}
