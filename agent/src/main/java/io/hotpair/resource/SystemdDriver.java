package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes.Ended;
import io.hotpair.port.ResourceDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A resource that is a systemd unit. What counts is the unit's state after a job, not the job's
 * answer; a unit whose control group still holds processes has not stopped.
 */
final class SystemdDriver implements ResourceDriver {
  // systemd.unit(5): a name without path; a leading dash would read as an option.
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.\\\\@][A-Za-z0-9:_.\\\\@-]*");
  private static final int LONGEST_UNIT = 255;
  private static final Set<String> STARTED_AT_BOOT = Set.of("enabled", "enabled-runtime");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", Programs.PATH, "LC_ALL", "C", "SYSTEMD_COLORS", "0", "SYSTEMD_PAGER", "");

  private final Programs programs;
  private final Instance instance;
  private final ResourceSpec.Times times;
  private final String unit;
  private final Path systemctl;

  /**
   * Nothing is run yet.
   *
   * @throws IllegalArgumentException if the unit's name is malformed
   */
  SystemdDriver(Programs programs, Instance instance, ResourceSpec spec, Path systemctl) {
    if (!UNIT.matcher(spec.agent()).matches() || spec.agent().length() > LONGEST_UNIT) {
      throw new IllegalArgumentException(
          "systemd unit \"" + spec.agent() + "\": allowed are A-Z a-z 0-9 : _ . \\ @ -");
    }
    this.programs = programs;
    this.instance = instance;
    this.times = spec.times();
    this.unit = spec.agent();
    this.systemctl = systemctl;
  }

  @Override
  public Outcome<Finding> start() {
    return change("start", times.start());
  }

  @Override
  public Outcome<Finding> stop() {
    return change("stop", times.stop());
  }

  private Outcome<Finding> change(String job, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    Outcome<Ended> outcome = run(deadline, job, unit);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) -> settled(job, ended, end, deadline);
      case Outcome.Failed<Ended> other -> Programs.without(what(job), other);
      case Outcome.TimedOut<Ended> other -> Programs.without(what(job), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what(job), other);
    };
  }

  private Outcome<Finding> settled(String job, Ended ended, long end, Duration deadline) {
    while (true) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return new Outcome.TimedOut<>(deadline);
      }
      Outcome<UnitState> look = look(Duration.ofNanos(Math.min(left, times.monitor().toNanos())));
      if (look instanceof Outcome.Succeeded<UnitState>(UnitState state)
          && state.phase() != UnitState.Phase.CHANGING) {
        return job.equals("start") ? started(state, ended) : stopped(state, ended);
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Outcome.Unknown<>(what(job) + " was interrupted");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private Outcome<Finding> started(UnitState state, Ended ended) {
    return switch (state.phase()) {
      case ACTIVE -> new Outcome.Succeeded<>(Finding.RUNNING);
      case INACTIVE, FAILED, CHANGING -> new Outcome.Failed<>(failure("start", state, ended));
      case UNKNOWN -> new Outcome.Unknown<>(failure("start", state, ended));
    };
  }

  private Outcome<Finding> stopped(UnitState state, Ended ended) {
    return switch (state.phase()) {
      case INACTIVE -> new Outcome.Succeeded<>(Finding.STOPPED);
      case FAILED -> {
        // It is gone, in bad order. Forgotten, so that the next monitor does not find it broken.
        run(times.monitor(), "reset-failed", unit);
        yield new Outcome.Succeeded<>(Finding.STOPPED);
      }
      case ACTIVE, CHANGING -> new Outcome.Failed<>(failure("stop", state, ended));
      case UNKNOWN -> new Outcome.Unknown<>(failure("stop", state, ended));
    };
  }

  @Override
  public Outcome<Finding> monitor() {
    return switch (look(times.monitor())) {
      case Outcome.Succeeded<UnitState>(UnitState state) -> found(state);
      case Outcome.Failed<UnitState>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<UnitState>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<UnitState>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Finding> found(UnitState state) {
    return switch (state.phase()) {
      case ACTIVE -> new Outcome.Succeeded<>(Finding.RUNNING);
      case INACTIVE -> new Outcome.Succeeded<>(Finding.STOPPED);
      case FAILED -> new Outcome.Succeeded<>(Finding.FAILED);
      // systemd waits before it starts it again: it had failed.
      case CHANGING ->
          state.of("SubState").startsWith("auto-restart")
              ? new Outcome.Succeeded<>(Finding.FAILED)
              : new Outcome.Unknown<>(what("monitor") + ": " + state.text());
      case UNKNOWN -> new Outcome.Unknown<>(what("monitor") + ": " + state.text());
    };
  }

  @Override
  public Outcome<Boolean> check() {
    return switch (look(times.monitor())) {
      case Outcome.Succeeded<UnitState>(UnitState state) -> check(state);
      case Outcome.Failed<UnitState>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<UnitState>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<UnitState>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Boolean> check(UnitState state) {
    if (!state.of("LoadState").equals("loaded")) {
      String error = state.of("LoadError");
      return new Outcome.Failed<>(
          what("check")
              + ": the unit is "
              + state.of("LoadState")
              + (error.isEmpty() ? "" : ": " + error));
    }
    if (STARTED_AT_BOOT.contains(state.of("UnitFileState"))) {
      return new Outcome.Failed<>(
          what("check")
              + ": the unit is "
              + state.of("UnitFileState")
              + ": systemd would start it at boot, without the guard; run systemctl disable "
              + unit);
    }
    return state.of("TriggeredBy").isEmpty()
        ? new Outcome.Succeeded<>(true)
        : triggers(List.of(state.of("TriggeredBy").split(" +")));
  }

  /** A socket, timer or path that is enabled starts the unit as well, at its first use. */
  private Outcome<Boolean> triggers(List<String> triggers) {
    List<String> arguments = new ArrayList<>(List.of("show", "--property=Id,UnitFileState"));
    arguments.addAll(triggers);
    Outcome<Ended> outcome = run(times.monitor(), arguments.toArray(String[]::new));
    if (!(outcome instanceof Outcome.Succeeded<Ended>(Ended ended))) {
      return Programs.without(what("check"), outcome);
    }
    // One block for each unit, with an empty line between two.
    List<UnitState> states =
        Stream.of(ended.output().strip().split("\\n\\s*\\n")).map(UnitState::parse).toList();
    if (ended.status() != 0 || states.size() != triggers.size()) {
      return new Outcome.Unknown<>(
          what("check")
              + ": systemd does not tell of "
              + String.join(", ", triggers)
              + ": "
              + Programs.lastWords(ended));
    }
    List<String> enabled =
        states.stream()
            .filter(state -> STARTED_AT_BOOT.contains(state.of("UnitFileState")))
            .map(state -> state.of("Id"))
            .toList();
    return enabled.isEmpty()
        ? new Outcome.Succeeded<>(true)
        : new Outcome.Failed<>(
            what("check")
                + ": "
                + String.join(" ", enabled)
                + " is enabled: systemd would start the unit when it is triggered, without the"
                + " guard; run systemctl disable --now "
                + String.join(" ", enabled));
  }

  private Outcome<UnitState> look(Duration deadline) {
    Outcome<Ended> outcome =
        run(deadline, "show", "--property=" + String.join(",", UnitState.PROPERTIES), unit);
    if (!(outcome instanceof Outcome.Succeeded<Ended>(Ended ended))) {
      return Programs.without(what("show"), outcome);
    }
    UnitState state = UnitState.parse(ended.output());
    return ended.status() == 0 && !state.of("ActiveState").isEmpty()
        ? new Outcome.Succeeded<>(state)
        : new Outcome.Unknown<>(
            what("show") + ": exit status " + ended.status() + ": " + Programs.lastWords(ended));
  }

  private Outcome<Ended> run(Duration deadline, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(systemctl.toString(), "--no-ask-password", "--no-pager"));
    command.addAll(List.of(arguments));
    return programs.run(command, ENVIRONMENT, deadline);
  }

  private String what(String action) {
    return action + " of " + instance + " (" + unit + ")";
  }

  private String failure(String job, UnitState state, Ended ended) {
    String words = Programs.lastWords(ended);
    return what(job) + ": " + state.text() + (words.isEmpty() ? "" : ": " + words);
  }
}
