package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.windows.ServiceStatus.State;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * A resource that is a service of Windows. What counts is the state after a control, not the answer
 * to it; and a service with a process of its own has not stopped before that has ended, for it may
 * say STOPPED first and write on.
 */
final class ServiceDriver implements ResourceDriver {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Looks within one wait hint, as Microsoft's example of a start has it. */
  private static final int LOOKS = 10;

  private final ServiceControl control;
  private final ServiceSettings settings;
  private final ResourceSpec.Times times;
  private final String name;
  private final LongFunction<BooleanSupplier> processes;

  /**
   * Nothing is run yet.
   *
   * @param name the resource and its service, for people
   * @param processes gives, for a process's number, what tells whether that process still lives
   */
  ServiceDriver(
      ServiceControl control,
      ServiceSettings settings,
      ResourceSpec.Times times,
      String name,
      LongFunction<BooleanSupplier> processes) {
    this.control = control;
    this.settings = settings;
    this.times = times;
    this.name = name;
    this.processes = processes;
  }

  @Override
  public Outcome<Finding> start() {
    Waiting waiting = new Waiting(times.start());
    Outcome<Integer> sent = control.send("start", times.start());
    if (!(sent instanceof Outcome.Succeeded<Integer>(Integer error))) {
      return unsent("start", sent);
    }
    return settle("start", waiting, error, State.RUNNING, () -> false);
  }

  @Override
  public Outcome<Finding> stop() {
    Waiting waiting = new Waiting(times.stop());
    BooleanSupplier lives = process();
    while (true) {
      Outcome<Integer> sent = control.send("stop", waiting.left());
      if (!(sent instanceof Outcome.Succeeded<Integer>(Integer error))) {
        return unsent("stop", sent);
      }
      // While it starts it takes no control: once it has started, it does.
      if (error != WindowsError.SERVICE_CANNOT_ACCEPT_CONTROL) {
        return settle("stop", waiting, error, State.STOPPED, lives);
      }
      Outcome<Finding> settled = settle("stop", waiting, error, State.RUNNING, () -> false);
      if (!settled.succeeded()) {
        return isStopped() ? settle("stop", waiting, error, State.STOPPED, lives) : settled;
      }
      if (waiting.isOver()) {
        return new Outcome.Failed<>(what("stop") + ": " + WindowsError.text(error));
      }
      LockSupport.parkNanos(LONGEST_PAUSE.toNanos());
    }
  }

  private boolean isStopped() {
    return control.look(times.monitor())
            instanceof Outcome.Succeeded<Optional<ServiceStatus>>(Optional<ServiceStatus> status)
        && status.map(found -> found.state() == State.STOPPED).orElse(true);
  }

  /** What tells whether the process that the service has now still lives. */
  private BooleanSupplier process() {
    OptionalLong number = OptionalLong.empty();
    if (control.look(times.monitor())
            instanceof Outcome.Succeeded<Optional<ServiceStatus>>(Optional<ServiceStatus> status)
        && status.isPresent()
        && (status.get().type() & ServiceStatus.OWN_PROCESS) != 0
        && status.get().process() != 0) {
      number = OptionalLong.of(status.get().process());
    }
    return number.isPresent() ? processes.apply(number.getAsLong()) : () -> false;
  }

  /** Waits until it is in no state between two, and none of it lives that should not. */
  private Outcome<Finding> settle(
      String action, Waiting waiting, int error, State wanted, BooleanSupplier lives) {
    while (true) {
      Outcome<Optional<ServiceStatus>> look = control.look(waiting.left());
      if (look instanceof Outcome.Succeeded<Optional<ServiceStatus>>(var found)) {
        boolean pending = found.map(ServiceStatus::isPending).orElse(false);
        boolean lingers = wanted == State.STOPPED && isDown(found) && lives.getAsBoolean();
        if (!pending && !lingers && !isObeying(wanted, error, found)) {
          return settled(action, error, wanted, found);
        }
        found.ifPresent(waiting::saw);
      }
      if (waiting.isOver()) {
        return waiting.gaveUp(what(action));
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Outcome.Unknown<>(what(action) + " was interrupted");
      }
      LockSupport.parkNanos(waiting.pause());
    }
  }

  // A control was taken, and the service has not said yet that it stops: not every one does.
  private static boolean isObeying(State wanted, int error, Optional<ServiceStatus> status) {
    return wanted == State.STOPPED
        && error == 0
        && status.map(found -> found.state() == State.RUNNING).orElse(false);
  }

  private static boolean isDown(Optional<ServiceStatus> status) {
    return status.map(found -> found.state() == State.STOPPED).orElse(true);
  }

  private Outcome<Finding> settled(
      String action, int error, State wanted, Optional<ServiceStatus> found) {
    if (wanted == State.STOPPED && isDown(found)) {
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    if (found.map(status -> status.state() == wanted).orElse(false)) {
      return new Outcome.Succeeded<>(Finding.RUNNING);
    }
    String state =
        found
            .map(ServiceStatus::text)
            .orElse(WindowsError.text(WindowsError.SERVICE_DOES_NOT_EXIST));
    boolean told = error != 0 && found.isPresent();
    return new Outcome.Failed<>(
        what(action) + ": " + (told ? WindowsError.text(error) + "; it is " : "") + state);
  }

  @Override
  public Outcome<Finding> monitor() {
    return switch (control.look(times.monitor())) {
      case Outcome.Succeeded<Optional<ServiceStatus>>(Optional<ServiceStatus> found) ->
          found.map(this::found).orElse(new Outcome.Succeeded<>(Finding.STOPPED));
      case Outcome.Failed<Optional<ServiceStatus>>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<Optional<ServiceStatus>>(Duration after) ->
          new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Optional<ServiceStatus>>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Finding> found(ServiceStatus status) {
    return switch (status.state()) {
      case RUNNING -> new Outcome.Succeeded<>(Finding.RUNNING);
      case STOPPED -> new Outcome.Succeeded<>(Finding.STOPPED);
      case PAUSED -> new Outcome.Succeeded<>(Finding.FAILED);
      case START_PENDING, STOP_PENDING, CONTINUE_PENDING, PAUSE_PENDING ->
          new Outcome.Unknown<>(what("monitor") + ": " + status.text());
    };
  }

  @Override
  public Outcome<Boolean> check() {
    return settings.check(times.monitor());
  }

  private Outcome<Finding> unsent(String action, Outcome<Integer> outcome) {
    return outcome instanceof Outcome.TimedOut<Integer>(Duration after)
        ? new Outcome.TimedOut<>(after)
        : outcome instanceof Outcome.Failed<Integer>(String reason)
            ? new Outcome.Failed<>(what(action) + ": " + reason)
            : new Outcome.Unknown<>(what(action) + ": " + outcome.text());
  }

  private String what(String action) {
    return action + " of " + name;
  }

  /** The time of one operation, and how its service gets on in it. */
  private static final class Waiting {
    private final Duration deadline;
    private final long end;
    private long pause = SHORTEST_PAUSE.toNanos();
    private Optional<ServiceStatus> last = Optional.empty();
    private long progressed = System.nanoTime();

    Waiting(Duration deadline) {
      this.deadline = deadline;
      end = System.nanoTime() + deadline.toNanos();
    }

    Duration left() {
      return Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST_PAUSE.toNanos()));
    }

    boolean isOver() {
      return System.nanoTime() >= end;
    }

    long pause() {
      return Math.max(0, Math.min(pause, end - System.nanoTime()));
    }

    void saw(ServiceStatus status) {
      boolean moved =
          last.isEmpty()
              || last.get().state() != status.state()
              || last.get().checkpoint() != status.checkpoint();
      if (moved) {
        progressed = System.nanoTime();
      }
      last = Optional.of(status);
      pause =
          Math.clamp(
              status.waitHint().toNanos() / LOOKS,
              SHORTEST_PAUSE.toNanos(),
              LONGEST_PAUSE.toNanos());
    }

    /** The deadline passed; a service that stands still says more than the time does. */
    Outcome<Finding> gaveUp(String what) {
      Duration still = Duration.ofNanos(System.nanoTime() - progressed);
      return last.filter(ServiceStatus::isPending)
              .filter(status -> status.waitHint().isPositive())
              .filter(status -> still.compareTo(status.waitHint()) > 0)
              .isPresent()
          ? new Outcome.Unknown<>(
              "%s: %s, and no progress for %d ms"
                  .formatted(what, last.get().text(), still.toMillis()))
          : new Outcome.TimedOut<>(deadline);
    }
  }
}
