package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A disk of Windows as a LUN: each physical drive with its unique id is a way to it. */
public final class WindowsLun implements ScsiLun {
  private final DeviceCalls calls;
  private final PhysicalDrives drives;
  private final String device;
  private final Duration deadline;

  /**
   * Names a device; nothing is opened yet.
   *
   * @param device {@code //./disk/UNIQUE-ID} or {@code //./PhysicalDriveN}
   * @param deadline how long Windows waits for the target before it aborts a command; in whole
   *     seconds, rounded up
   */
  public WindowsLun(String device, Duration deadline) {
    this(new Kernel32(), device, deadline);
  }

  WindowsLun(DeviceCalls calls, String device, Duration deadline) {
    this.calls = calls;
    this.drives = new PhysicalDrives(calls);
    this.device = device;
    this.deadline = deadline;
  }

  @Override
  public String name() {
    return device;
  }

  @Override
  public Outcome<List<ScsiPath>> paths() {
    Outcome<List<Integer>> numbers = drives.of(device);
    return numbers instanceof Outcome.Succeeded<List<Integer>>(List<Integer> found)
        ? new Outcome.Succeeded<>(
            found.stream()
                .<ScsiPath>map(number -> new ScsiPassThrough(calls, number, deadline))
                .toList())
        : new Outcome.Failed<>(numbers.text());
  }

  /** Whether a device lies on the same drives; empty while one of them is not there. */
  public Optional<Boolean> sharesDisksWith(String other) {
    return drives.of(device) instanceof Outcome.Succeeded<List<Integer>>(List<Integer> own)
            && drives.of(other) instanceof Outcome.Succeeded<List<Integer>>(List<Integer> others)
        ? Optional.of(own.stream().anyMatch(others::contains))
        : Optional.empty();
  }
}
