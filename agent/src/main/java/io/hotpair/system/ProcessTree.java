package io.hotpair.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A program that was killed, with all that it started and did not let go. */
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

  private final long group;
  private final Set<ProcessHandle> family;

  private ProcessTree(long group, Set<ProcessHandle> family) {
    this.group = group;
    this.family = family;
  }

  /**
   * Kills the program, its process group and its descendants. A daemon that left both group and
   * family, as daemons do, goes on. Does not wait for their end, which a process that hangs in the
   * kernel puts off.
   */
  static ProcessTree kill(ProcessHandle program) {
    Set<ProcessHandle> family = new HashSet<>();
    family.add(program);
    if (KILL == null) {
      program.descendants().forEach(family::add);
      family.forEach(ProcessHandle::destroyForcibly);
      return new ProcessTree(program.pid(), family);
    }
    // What is stopped can't fork: when a round finds nobody new, nobody will come.
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
    return new ProcessTree(program.pid(), family);
  }

  /** Who of them still lives, one text for each; empty if all are gone. */
  List<String> remains() {
    // A handle knows its process by start time, too. The group's number stays taken while it has
    // members; who asks no more once it was empty never meets another's.
    Stream<Long> known =
        family.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).filter(Proc::lives);
    Stream<Long> others = Proc.livingInGroup(group).stream();
    return Stream.concat(known, others).distinct().sorted().map(Proc::text).toList();
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
