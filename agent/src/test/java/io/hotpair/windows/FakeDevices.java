package io.hotpair.windows;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices of Windows in memory: each call goes to a drive that a test sets up. */
final class FakeDevices implements DeviceCalls {
  /** What a drive does with a control code. */
  interface Control {
    int answer(MemorySegment in, MemorySegment out) throws Refused;
  }

  /** One drive. */
  static final class Drive {
    final Map<Integer, Control> controls = new HashMap<>();
    byte[] content = new byte[0];
    int readError;
    int writeError;
    int openError;
  }

  final Map<String, Drive> drives = new HashMap<>();
  final List<String> opened = new ArrayList<>();
  final Map<Long, Drive> open = new HashMap<>();
  private long next = 100;

  Drive drive(int number) {
    return drives.computeIfAbsent("\\\\.\\PhysicalDrive" + number, name -> new Drive());
  }

  @Override
  public long open(String device, int access) throws Refused {
    Drive drive = drives.get(device);
    if (drive == null || drive.openError != 0) {
      throw new Refused(
          "CreateFileW",
          Optional.ofNullable(drive)
              .map(found -> found.openError)
              .orElse(WindowsError.FILE_NOT_FOUND));
    }
    opened.add(device);
    open.put(++next, drive);
    return next;
  }

  @Override
  public int control(long handle, int code, MemorySegment in, MemorySegment out) throws Refused {
    Control control = open.get(handle).controls.get(code);
    if (control == null) {
      throw new Refused("DeviceIoControl", 1);
    }
    return control.answer(in, out);
  }

  @Override
  public int read(long handle, long offset, MemorySegment to) throws Refused {
    Drive drive = open.get(handle);
    if (drive.readError != 0) {
      throw new Refused("ReadFile", drive.readError);
    }
    aligned(offset, to);
    to.copyFrom(MemorySegment.ofArray(drive.content).asSlice(offset, to.byteSize()));
    return (int) to.byteSize();
  }

  @Override
  public int write(long handle, long offset, MemorySegment from) throws Refused {
    Drive drive = open.get(handle);
    if (drive.writeError != 0) {
      throw new Refused("WriteFile", drive.writeError);
    }
    aligned(offset, from);
    MemorySegment.ofArray(drive.content).asSlice(offset, from.byteSize()).copyFrom(from);
    return (int) from.byteSize();
  }

  // FILE_FLAG_NO_BUFFERING: offset, length and address are multiples of the sector.
  private static void aligned(long offset, MemorySegment buffer) {
    if (offset % 4096 != 0 || buffer.byteSize() % 4096 != 0 || buffer.address() % 4096 != 0) {
      throw new IllegalArgumentException("not aligned: " + offset + ", " + buffer);
    }
  }

  @Override
  public void close(long handle) {
    if (open.remove(handle) == null) {
      throw new IllegalStateException("closed twice: " + handle);
    }
  }
}
