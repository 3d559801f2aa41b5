package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Whether this machine uses a block device: the kernel gives O_EXCL only where no file system, swap
 * or mapped device has it or one of its partitions (open(2)).
 */
public final class ExclusiveUse {
  private static final int READ_ONLY = 0;
  private static final int EXCLUSIVE = 0x80;
  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int BUSY = 16;

  /** The C library's functions; bound at the first use, for only Linux has these flags. */
  private static final class Functions {
    private static final MethodHandle OPEN =
        Kernel.function(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
        Kernel.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  private ExclusiveUse() {}

  /** Succeeds with whether something here uses it. */
  public static Outcome<Boolean> of(String device) {
    if (!Kernel.isLinux()) {
      return new Outcome.Unknown<>("only Linux tells whether " + device + " is in use");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      int descriptor =
          (int)
              Functions.OPEN.invokeExact(
                  state,
                  arena.allocateFrom(device),
                  READ_ONLY | EXCLUSIVE | NON_BLOCKING | CLOSE_ON_EXEC);
      if (descriptor >= 0) {
        int ignored = (int) Functions.CLOSE.invokeExact(state, descriptor);
        return new Outcome.Succeeded<>(false);
      }
      String error = Kernel.error(state);
      return error.equals(Kernel.error(BUSY))
          ? new Outcome.Succeeded<>(true)
          : new Outcome.Unknown<>("cannot open " + device + ": " + error);
    } catch (RuntimeException | Error bug) {
      throw bug;
    } catch (Throwable e) {
      throw Kernel.broken("open", e);
    }
  }
}
