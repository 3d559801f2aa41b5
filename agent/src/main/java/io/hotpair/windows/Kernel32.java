package io.hotpair.windows;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The real calls. Every handle is opened for overlapped calls, each with an event of its own: one
 * that hangs in the storage holds up no other on the same handle.
 */
@SuppressWarnings("restricted") // the one place of this room that binds native functions
final class Kernel32 implements DeviceCalls {
  private static final int SHARE_READ_AND_WRITE = 3;
  private static final int OPEN_EXISTING = 3;
  private static final int FLAG_WRITE_THROUGH = 0x80000000;
  private static final int FLAG_OVERLAPPED = 0x40000000;
  private static final int FLAG_NO_BUFFERING = 0x20000000;
  private static final long INVALID_HANDLE = -1;
  private static final int YES = 1;
  private static final int NO = 0;
  private static final VarHandle OFFSET_LOW = Layouts.field(Layouts.OVERLAPPED, "Offset");
  private static final VarHandle OFFSET_HIGH = Layouts.field(Layouts.OVERLAPPED, "OffsetHigh");
  private static final VarHandle EVENT = Layouts.field(Layouts.OVERLAPPED, "hEvent");

  /** Bound at the first use, for only Windows has them; a handle is as wide as a long there. */
  private static final class Functions {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle LAST_ERROR =
        STATE.varHandle(PathElement.groupElement("GetLastError"));
    private static final MethodHandle CREATE_FILE =
        function(
            "CreateFileW",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    private static final MethodHandle DEVICE_IO_CONTROL =
        function(
            "DeviceIoControl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
    private static final MethodHandle READ_FILE = function("ReadFile", transfer());
    private static final MethodHandle WRITE_FILE = function("WriteFile", transfer());
    private static final MethodHandle GET_OVERLAPPED_RESULT =
        function(
            "GetOverlappedResult",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    private static final MethodHandle CREATE_EVENT =
        function(
            "CreateEventW",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    private static final MethodHandle CLOSE_HANDLE =
        function("CloseHandle", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private static FunctionDescriptor transfer() {
      return FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS);
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
      return Linker.nativeLinker()
          .downcallHandle(
              SymbolLookup.libraryLookup("kernel32", Arena.global()).findOrThrow(name),
              descriptor,
              Linker.Option.captureCallState("GetLastError"));
    }
  }

  /**
   * A function of some library that returns nothing that matters, never waits and takes arrays of
   * the Java heap.
   *
   * @throws IllegalArgumentException if there is no such library
   * @throws java.util.NoSuchElementException if it has no such function
   */
  static MethodHandle swiftFunction(String library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(name),
            descriptor,
            Linker.Option.critical(true));
  }

  @Override
  public long open(String device, int access) throws Refused {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Functions.STATE);
      long handle =
          (long)
              Functions.CREATE_FILE.invokeExact(
                  state,
                  arena.allocateFrom(device, StandardCharsets.UTF_16LE),
                  access,
                  SHARE_READ_AND_WRITE,
                  MemorySegment.NULL,
                  OPEN_EXISTING,
                  FLAG_NO_BUFFERING | FLAG_WRITE_THROUGH | FLAG_OVERLAPPED,
                  0L);
      if (handle == INVALID_HANDLE) {
        throw refused("CreateFileW", state);
      }
      return handle;
    } catch (Refused | RuntimeException | Error known) {
      throw known;
    } catch (Throwable wrong) {
      throw broken(wrong);
    }
  }

  @Override
  public int control(long handle, int code, MemorySegment in, MemorySegment out) throws Refused {
    return overlapped(
        "DeviceIoControl",
        handle,
        0,
        (state, overlapped) ->
            (int)
                Functions.DEVICE_IO_CONTROL.invokeExact(
                    state,
                    handle,
                    code,
                    in,
                    (int) in.byteSize(),
                    out,
                    (int) out.byteSize(),
                    MemorySegment.NULL,
                    overlapped));
  }

  @Override
  public int read(long handle, long offset, MemorySegment to) throws Refused {
    return overlapped(
        "ReadFile",
        handle,
        offset,
        (state, overlapped) ->
            (int)
                Functions.READ_FILE.invokeExact(
                    state, handle, to, (int) to.byteSize(), MemorySegment.NULL, overlapped));
  }

  @Override
  public int write(long handle, long offset, MemorySegment from) throws Refused {
    return overlapped(
        "WriteFile",
        handle,
        offset,
        (state, overlapped) ->
            (int)
                Functions.WRITE_FILE.invokeExact(
                    state, handle, from, (int) from.byteSize(), MemorySegment.NULL, overlapped));
  }

  @Override
  public void close(long handle) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored =
          (int) Functions.CLOSE_HANDLE.invokeExact(arena.allocate(Functions.STATE), handle);
    } catch (Throwable wrong) {
      throw broken(wrong);
    }
  }

  /** A call that begins a transfer: 0 if it is refused or under way. */
  private interface Call {
    int make(MemorySegment state, MemorySegment overlapped) throws Throwable;
  }

  // Waits without end, as the port allows: what has not returned may still use the buffers.
  private int overlapped(String name, long handle, long offset, Call call) throws Refused {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Functions.STATE);
      long event =
          (long)
              Functions.CREATE_EVENT.invokeExact(
                  state, MemorySegment.NULL, YES, NO, MemorySegment.NULL);
      if (event == 0) {
        throw refused("CreateEventW", state);
      }
      try {
        MemorySegment overlapped = arena.allocate(Layouts.OVERLAPPED);
        OFFSET_LOW.set(overlapped, 0L, (int) offset);
        OFFSET_HIGH.set(overlapped, 0L, (int) (offset >>> Integer.SIZE));
        EVENT.set(overlapped, 0L, event);
        if (call.make(state, overlapped) == 0 && error(state) != WindowsError.IO_PENDING) {
          throw refused(name, state);
        }
        MemorySegment bytes = arena.allocate(ValueLayout.JAVA_INT);
        int done =
            (int)
                Functions.GET_OVERLAPPED_RESULT.invokeExact(state, handle, overlapped, bytes, YES);
        if (done == 0) {
          throw refused(name, state);
        }
        return bytes.get(ValueLayout.JAVA_INT, 0);
      } finally {
        close(event);
      }
    } catch (Refused | RuntimeException | Error known) {
      throw known;
    } catch (Throwable wrong) {
      throw broken(wrong);
    }
  }

  private static int error(MemorySegment state) {
    return (int) Functions.LAST_ERROR.get(state, 0L);
  }

  private static Refused refused(String call, MemorySegment state) {
    return new Refused(call, error(state));
  }

  /** A downcall throws only if its descriptor is wrong: a bug. */
  static IllegalStateException broken(Throwable cause) {
    return new IllegalStateException("a call of Windows is wrong", cause);
  }
}
