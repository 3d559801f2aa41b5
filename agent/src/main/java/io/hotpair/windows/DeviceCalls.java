package io.hotpair.windows;

import java.lang.foreign.MemorySegment;

/** The calls of Windows on a device (fileapi.h, ioapiset.h), so that a fake can stand for it. */
interface DeviceCalls {
  /** GENERIC_READ. */
  int READ = 0x80000000;

  /** GENERIC_WRITE. */
  int WRITE = 0x40000000;

  /** Neither: enough to ask what a device is. */
  int NOTHING = 0;

  /** Windows refused. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int error;

    Refused(String call, int error) {
      super(call + ": " + WindowsError.text(error));
      this.error = error;
    }

    /** The number, of winerror.h. */
    int error() {
      return error;
    }
  }

  /**
   * Opens a device that is there, shared with everybody, past every cache and through every write
   * cache (FILE_FLAG_NO_BUFFERING, FILE_FLAG_WRITE_THROUGH).
   *
   * @param device as {@code \\.\PhysicalDrive2}
   * @param access {@link #READ}, {@link #WRITE}, both or {@link #NOTHING}
   * @return the handle
   */
  long open(String device, int access) throws Refused;

  /**
   * Sends a control code and waits for its end.
   *
   * @param code as winioctl.h or ntddscsi.h have it
   * @param in what goes with it
   * @param out where the answer goes; may be {@code in}
   * @return bytes of the answer
   */
  int control(long handle, int code, MemorySegment in, MemorySegment out) throws Refused;

  /**
   * Reads at an offset and waits for its end.
   *
   * @param offset in bytes, a multiple of the sector
   * @return bytes read
   */
  int read(long handle, long offset, MemorySegment to) throws Refused;

  /**
   * Writes at an offset and waits for its end.
   *
   * @param offset in bytes, a multiple of the sector
   * @return bytes written
   */
  int write(long handle, long offset, MemorySegment from) throws Refused;

  /** Closes a handle. */
  void close(long handle);
}
