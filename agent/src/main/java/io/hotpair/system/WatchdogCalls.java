package io.hotpair.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The kernel's calls on a watchdog, as its documentation has them: watchdog/watchdog-api. */
interface WatchdogCalls {
  /** The kernel refused; the message is its own. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  /** Opens it, which starts it; gives the descriptor. */
  int open(String path) throws Refused;

  /** WDIOC_SETTIMEOUT. */
  void setTimeout(int descriptor, int seconds) throws Refused;

  /** WDIOC_GETTIMEOUT, in seconds. */
  int timeout(int descriptor) throws Refused;

  /** Writes one byte: any feeds it, V before a close stops it. */
  void write(int descriptor, byte letter) throws Refused;

  /** Closes it. */
  void close(int descriptor) throws Refused;

  /** The real ones. */
  final class Linux implements WatchdogCalls {
    private static final int WRITE_ONLY = 1;
    private static final int CLOSE_ON_EXEC = 0x80000;
    // _IOWR('W', 6, int) and _IOR('W', 7, int) of linux/watchdog.h.
    private static final long SET_TIMEOUT = 0xC0045706L;
    private static final long GET_TIMEOUT = 0x80045707L;

    /** The C library's functions; bound at the first use, for only Linux has them. */
    private static final class Functions {
      // The last arguments of open and ioctl are variadic.
      private static final MethodHandle OPEN =
          Kernel.function(
              "open",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
              Linker.Option.firstVariadicArg(2));
      private static final MethodHandle IOCTL =
          Kernel.function(
              "ioctl",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS),
              Linker.Option.firstVariadicArg(2));
      private static final MethodHandle WRITE =
          Kernel.function(
              "write",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG));
      private static final MethodHandle CLOSE =
          Kernel.function(
              "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    @Override
    public int open(String path) throws Refused {
      return (int)
          call(
              "open",
              (arena, state) ->
                  (int)
                      Functions.OPEN.invokeExact(
                          state, arena.allocateFrom(path), WRITE_ONLY | CLOSE_ON_EXEC));
    }

    @Override
    public void setTimeout(int descriptor, int seconds) throws Refused {
      call(
          "ioctl",
          (arena, state) ->
              (int)
                  Functions.IOCTL.invokeExact(
                      state,
                      descriptor,
                      SET_TIMEOUT,
                      arena.allocateFrom(ValueLayout.JAVA_INT, seconds)));
    }

    @Override
    public int timeout(int descriptor) throws Refused {
      int[] seconds = new int[1];
      call(
          "ioctl",
          (arena, state) -> {
            MemorySegment answer = arena.allocate(ValueLayout.JAVA_INT);
            int result = (int) Functions.IOCTL.invokeExact(state, descriptor, GET_TIMEOUT, answer);
            seconds[0] = answer.get(ValueLayout.JAVA_INT, 0);
            return result;
          });
      return seconds[0];
    }

    @Override
    public void write(int descriptor, byte letter) throws Refused {
      call(
          "write",
          (arena, state) ->
              (long)
                  Functions.WRITE.invokeExact(
                      state, descriptor, arena.allocateFrom(ValueLayout.JAVA_BYTE, letter), 1L));
    }

    @Override
    public void close(int descriptor) throws Refused {
      call("close", (arena, state) -> (int) Functions.CLOSE.invokeExact(state, descriptor));
    }

    /** A call of the C library. */
    private interface Call {
      long make(Arena arena, MemorySegment state) throws Throwable;
    }

    private static long call(String function, Call call) throws Refused {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = Kernel.state(arena);
        long result = call.make(arena, state);
        if (result < 0) {
          throw new Refused(Kernel.error(state));
        }
        return result;
      } catch (Refused | RuntimeException | Error known) {
        throw known;
      } catch (Throwable wrong) {
        throw Kernel.broken(function, wrong);
      }
    }
  }
}
