package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A resource that is a disk: online and writable while it runs, offline while it does not.
 *
 * <p>Windows remembers what {@code Set-Disk} does, also over a boot. Offline is to be remembered;
 * online is not, for a machine that died as the active one would mount the disk when it comes back,
 * before any guard is asked. So only the way offline is Set-Disk's.
 */
final class DiskDriver implements ResourceDriver {
  private static final String SCRIPT = "disk.ps1";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final Powershell powershell;
  private final DiskAttributes attributes;
  private final ResourceSpec.Times times;
  private final String name;
  private final String uniqueId;
  private final Optional<String> path;

  /**
   * Nothing is run yet.
   *
   * @param name the resource, for people
   * @param uniqueId as Get-Disk shows it
   * @param path where a volume of it must be reached, as {@code E:}; empty: nobody looks
   */
  DiskDriver(
      Powershell powershell,
      DiskAttributes attributes,
      ResourceSpec.Times times,
      String name,
      String uniqueId,
      Optional<String> path) {
    this.powershell = powershell;
    this.attributes = attributes;
    this.times = times;
    this.name = name + " (" + uniqueId + ")";
    this.uniqueId = uniqueId;
    this.path = path;
  }

  @Override
  public Outcome<Finding> start() {
    long end = System.nanoTime() + times.start().toNanos();
    Outcome<DiskReading> before = one("start", times.start());
    if (!(before instanceof Outcome.Succeeded<DiskReading>(DiskReading disk))) {
      return without(before);
    }
    if (disk.offline() || disk.readOnly()) {
      Outcome<Boolean> set = attributes.online(disk.number());
      if (!set.succeeded()) {
        return set instanceof Outcome.Failed<Boolean>(String reason)
            ? new Outcome.Failed<>(what("start") + ": " + reason)
            : new Outcome.Unknown<>(what("start") + ": " + set.text());
      }
    }
    String seen = disk.text();
    while (true) {
      Outcome<DiskReading> look = one("start", left(end));
      if (look instanceof Outcome.Succeeded<DiskReading>(DiskReading now)) {
        if (isServing(now)) {
          return new Outcome.Succeeded<>(Finding.RUNNING);
        }
        seen = now.text();
      }
      if (System.nanoTime() >= end) {
        return new Outcome.Failed<>(
            what("start") + ": " + seen + path.map(wanted -> ", and not at " + wanted).orElse(""));
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Outcome.Unknown<>(what("start") + " was interrupted");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private boolean isServing(DiskReading disk) {
    return !disk.offline() && !disk.readOnly() && path.map(disk::isReachedAt).orElse(true);
  }

  @Override
  public Outcome<Finding> stop() {
    long end = System.nanoTime() + times.stop().toNanos();
    Outcome<List<DiskReading>> said = run("offline", times.stop());
    if (said instanceof Outcome.Succeeded<List<DiskReading>>(List<DiskReading> disks)
        && isGone(disks)) {
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    // An answer that is no success may have come after the disk went: what it is counts.
    Outcome<List<DiskReading>> look = run("look", left(end));
    if (look instanceof Outcome.Succeeded<List<DiskReading>>(List<DiskReading> disks)) {
      return isGone(disks)
          ? new Outcome.Succeeded<>(Finding.STOPPED)
          : new Outcome.Failed<>(
              what("stop")
                  + ": "
                  + disks.getFirst().text()
                  + (said.succeeded() ? "" : "; " + said.text()));
    }
    return new Outcome.Unknown<>(what("stop") + ": " + said.text() + "; then " + look.text());
  }

  private static boolean isGone(List<DiskReading> disks) {
    return disks.stream().allMatch(DiskReading::offline);
  }

  @Override
  public Outcome<Finding> monitor() {
    return switch (run("look", times.monitor())) {
      case Outcome.Succeeded<List<DiskReading>>(List<DiskReading> disks) -> found(disks);
      case Outcome.Failed<List<DiskReading>>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<List<DiskReading>>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<List<DiskReading>>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Finding> found(List<DiskReading> disks) {
    if (isGone(disks)) {
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    return new Outcome.Succeeded<>(
        disks.size() == 1 && isServing(disks.getFirst()) ? Finding.RUNNING : Finding.FAILED);
  }

  @Override
  public Outcome<Boolean> check() {
    return switch (one("check", times.monitor())) {
      case Outcome.Succeeded<DiskReading> there -> new Outcome.Succeeded<>(true);
      case Outcome.Failed<DiskReading>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<DiskReading>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<DiskReading>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  /** The one disk with the unique id that a group may have. */
  private Outcome<DiskReading> one(String action, Duration deadline) {
    Outcome<List<DiskReading>> look = run("look", deadline);
    if (!(look instanceof Outcome.Succeeded<List<DiskReading>>(List<DiskReading> disks))) {
      return look instanceof Outcome.TimedOut<List<DiskReading>>(Duration after)
          ? new Outcome.TimedOut<>(after)
          : new Outcome.Unknown<>(what(action) + ": " + look.text());
    }
    if (disks.size() != 1) {
      return new Outcome.Failed<>(
          what(action)
              + ": "
              + disks.size()
              + " disks have this unique id; allowed is one (with several ways: install MPIO)");
    }
    return disks.getFirst().taken()
        ? new Outcome.Failed<>(
            what(action)
                + ": disk "
                + disks.getFirst().number()
                + " is the system's or a cluster's")
        : new Outcome.Succeeded<>(disks.getFirst());
  }

  private Outcome<List<DiskReading>> run(String verb, Duration deadline) {
    Outcome<Powershell.Answer> said =
        powershell.run(SCRIPT, Map.of("Verb", verb, "UniqueId", uniqueId), deadline);
    return switch (said) {
      case Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer) -> read(answer);
      case Outcome.Failed<Powershell.Answer>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Powershell.Answer>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Powershell.Answer>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private static Outcome<List<DiskReading>> read(Powershell.Answer answer) {
    if (answer.error().isPresent()) {
      return new Outcome.Unknown<>(answer.error().get().text());
    }
    Optional<List<DiskReading>> disks = DiskReading.of(answer);
    return disks.isPresent()
        ? new Outcome.Succeeded<>(disks.get())
        : new Outcome.Unknown<>("the answer can't be read");
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST.toNanos()));
  }

  private static Outcome<Finding> without(Outcome<DiskReading> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<DiskReading> success ->
          throw new IllegalArgumentException("a success: " + success);
      case Outcome.Failed<DiskReading>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<DiskReading>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<DiskReading>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private String what(String action) {
    return action + " of " + name;
  }
}
