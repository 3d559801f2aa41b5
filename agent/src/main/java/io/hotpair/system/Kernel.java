package io.hotpair.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** Calls of the C library that more than one class here needs. */
@SuppressWarnings("restricted") // the one place of this room that binds native functions
final class Kernel {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** Bound at the first use: whether this is Linux is asked where it may not be there, too. */
  private static final class Words {
    private static final MethodHandle STRERROR =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  /** The longest text of an error number that is read, in bytes. */
  private static final long LONGEST_ERROR = 256;

  private Kernel() {}

  /** Whether this is Linux. */
  static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  /**
   * A function of the C library that returns -1 and sets errno on failure; its first argument is
   * the segment that {@link #state} made.
   *
   * @throws java.util.NoSuchElementException if the library has none of that name
   */
  static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, all);
  }

  /**
   * A function of the C library that never waits and takes arrays of the Java heap.
   *
   * @throws java.util.NoSuchElementException if the library has none of that name
   */
  static MethodHandle swiftFunction(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), descriptor, Linker.Option.critical(true));
  }

  /** Where a call leaves its errno. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  /** What errno means, as {@code Operation not permitted}. */
  static String error(MemorySegment state) {
    return error((int) ERRNO.get(state, 0L));
  }

  /** What an error number means. */
  static String error(int number) {
    try {
      MemorySegment text = (MemorySegment) Words.STRERROR.invokeExact(number);
      return text.reinterpret(LONGEST_ERROR).getString(0);
    } catch (Throwable e) {
      throw broken("strerror", e);
    }
  }

  /** A downcall throws only if its descriptor is wrong: a bug. */
  static IllegalStateException broken(String function, Throwable cause) {
    return new IllegalStateException("call of " + function + " is wrong", cause);
  }
}
