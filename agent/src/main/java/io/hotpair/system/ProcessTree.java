package io.hotpair.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;
import java.util.Set;

/** Ends a program with all that it started and did not let go. */
final class ProcessTree {
  private static final int SIGKILL = 9;
  private static final int SIGSTOP = 19;

  /** Rounds of looking for new children; each can only be due to those that ran meanwhile. */
  private static final int MOST_ROUNDS = 16;

  private static final MethodHandle KILL =
      Kernel.isLinux()
          ? Kernel.function(
              "kill",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
          : null;

  private ProcessTree() {}

  /**
   * Kills the program, its process group and its descendants. A daemon that left both group and
   * family, as daemons do, goes on.
   */
  static void kill(ProcessHandle program) {
    if (KILL == null) {
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      program.destroyForcibly();
      return;
    }
    // What is stopped can't fork: when a round finds nobody new, nobody will come.
    Set<ProcessHandle> family = new HashSet<>();
    family.add(program);
    stop(program);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (program.descendants().filter(family::add).peek(ProcessTree::stop).count() == 0) {
        break;
      }
    }
    // The group while its leader is not reaped: until then its number can't be another's.
    if (program.isAlive()) {
      signal(-program.pid(), SIGKILL);
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private static void stop(ProcessHandle process) {
    if (process.isAlive()) {
      signal(process.pid(), SIGSTOP);
    }
  }

  private static void signal(long target, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      // Fails only if it is gone already, which is what is wanted.
      int _ = (int) KILL.invokeExact(Kernel.state(arena), (int) target, signal);
    } catch (Throwable e) {
      throw Kernel.broken("kill", e);
    }
  }
}
