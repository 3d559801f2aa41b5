package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What keeps the agent on time on a busy machine. Each is allowed to root or by a capability; each
 * answers {@code Failed} with what would allow it, and then the agent runs on without.
 */
public final class Privileges {
  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;
  private static final int MCL_ONFAULT = 4;
  private static final int SCHED_RR = 2;
  private static final int SCHED_RESET_ON_FORK = 0x40000000;
  private static final int THIS_THREAD = 0;
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final String VIRTUAL_MACHINE = "VM Thread";

  private Privileges() {}

  /**
   * Keeps every page of this process in memory once it was touched, so that a decision never waits
   * for swap; mlockall(2). Pages that were never touched take no memory.
   */
  public static Outcome<Boolean> lockMemory() {
    if (!Kernel.isLinux()) {
      return new Outcome.Failed<>("mlockall is not on " + System.getProperty("os.name"));
    }
    MethodHandle mlockall =
        Kernel.function(
            "mlockall", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      if ((int) mlockall.invokeExact(state, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0) {
        return new Outcome.Succeeded<>(true);
      }
      return new Outcome.Failed<>(
          "mlockall: "
              + Kernel.error(state)
              + "; it needs LimitMEMLOCK=infinity in the unit, or CAP_IPC_LOCK");
    } catch (Throwable e) {
      throw Kernel.broken("mlockall", e);
    }
  }

  /**
   * Lets the calling thread, which must be a platform thread, run before all that is not real-time;
   * sched_setscheduler(2), SCHED_RR. Programs that it starts do not inherit this.
   *
   * @param priority 1 to 99
   */
  public static Outcome<Boolean> runThisThreadFirst(int priority) {
    if (!Kernel.isLinux() || Thread.currentThread().isVirtual()) {
      return new Outcome.Failed<>("real-time priority is for platform threads on Linux");
    }
    return runFirst(THIS_THREAD, priority);
  }

  /**
   * Lets the virtual machine's own thread run first as well: what it does, such as collecting
   * garbage, every other thread waits for.
   *
   * @param priority 1 to 99
   */
  public static Outcome<Boolean> runVirtualMachineFirst(int priority) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(VIRTUAL_MACHINE)) {
          return runFirst(Integer.parseInt(task.getFileName().toString()), priority);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return new Outcome.Failed<>(TASKS + " can't be read: " + unreadable.getMessage());
    }
    return new Outcome.Failed<>("no thread of this process is called " + VIRTUAL_MACHINE);
  }

  private static Outcome<Boolean> runFirst(int thread, int priority) {
    if (priority < 1 || priority > 99) {
      throw new IllegalArgumentException("priority " + priority + ": allowed are 1 to 99");
    }
    MethodHandle setScheduler =
        Kernel.function(
            "sched_setscheduler",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      MemorySegment parameter = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
      int policy = SCHED_RR | SCHED_RESET_ON_FORK;
      if ((int) setScheduler.invokeExact(state, thread, policy, parameter) == 0) {
        return new Outcome.Succeeded<>(true);
      }
      return new Outcome.Failed<>(
          "sched_setscheduler: "
              + Kernel.error(state)
              + "; it needs LimitRTPRIO=99 in the unit, or CAP_SYS_NICE");
    } catch (Throwable e) {
      throw Kernel.broken("sched_setscheduler", e);
    }
  }
}
