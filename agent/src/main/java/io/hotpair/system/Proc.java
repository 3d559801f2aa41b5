package io.hotpair.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel says of processes; proc(5). */
final class Proc {
  private static final Path ROOT = Path.of("/proc");

  private Proc() {}

  /**
   * Whether a process still does anything. A zombie does not, unless threads of it outlive the
   * first one, as those do that hang in the kernel. Without proc(5) its number says all.
   */
  static boolean lives(long pid) {
    if (!Files.isDirectory(ROOT.resolve("self"))) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    Path process = ROOT.resolve(Long.toString(pid));
    Optional<Stat> stat = stat(process);
    return stat.isPresent() && (!stat.get().isDead() || aThreadLives(process));
  }

  /** The processes of a process group that still do anything. */
  static List<Long> livingInGroup(long group) {
    List<Long> living = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      for (Path process : processes) {
        Optional<Stat> stat = stat(process);
        boolean member = stat.isPresent() && stat.get().group() == group;
        if (member && (!stat.get().isDead() || aThreadLives(process))) {
          living.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return List.of(); // no proc(5) here
    }
    return living;
  }

  /** A process for people, as {@code process 4711 (mount), state D}. */
  static String text(long pid) {
    Optional<Stat> stat = stat(ROOT.resolve(Long.toString(pid)));
    return "process "
        + pid
        + stat.map(it -> " (" + it.name() + "), state " + it.state()).orElse("");
  }

  private static boolean aThreadLives(Path process) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        Optional<Stat> stat = stat(thread);
        if (stat.isPresent() && !stat.get().isDead()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // it has just gone
    }
  }

  private static Optional<Stat> stat(Path process) {
    try {
      return Optional.of(Stat.parse(Files.readString(process.resolve("stat"))));
    } catch (IOException e) {
      return Optional.empty(); // it has gone
    }
  }

  /**
   * One line of proc_pid_stat(5).
   *
   * @param name its command, at most 15 characters
   * @param state R, S, D, Z, ...
   * @param group its process group
   */
  record Stat(String name, char state, long group) {
    /** The name stands in parentheses and may hold some itself: the last one ends it. */
    static Stat parse(String line) {
      int end = line.lastIndexOf(')');
      String[] rest = line.substring(end + 2).split(" ");
      return new Stat(
          line.substring(line.indexOf('(') + 1, end), rest[0].charAt(0), Long.parseLong(rest[2]));
    }

    boolean isDead() {
      return state == 'Z' || state == 'X' || state == 'x';
    }
  }
}
