package io.hotpair.runtime;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.port.LocalHost;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Resets this machine. Nothing that may wait comes before it: a log that hangs, as its reader does,
 * must not keep a machine alive that has to go.
 */
final class SelfFencing {
  private final Workers workers;
  private final Workers.Lane lane;
  private final Runnable starve;
  private final LocalHost host;
  private final Duration deadline;
  private final Consumer<String> log;

  /**
   * The thread that will do it is there from now on.
   *
   * @param starve has the watchdog never fed again
   * @param deadline after which a reset counts as not done
   * @param log for people; may wait
   */
  SelfFencing(
      Workers workers, Runnable starve, LocalHost host, Duration deadline, Consumer<String> log) {
    this.workers = workers;
    this.starve = starve;
    this.host = host;
    this.deadline = deadline;
    this.log = log;
    lane = workers.promptLane("self-fence");
  }

  /** Called by the deciding thread; does not wait. */
  void fence(PairName pair, String reason) {
    // First: the watchdog resets it even if nothing else can.
    starve.run();
    lane.call(
        "resetting this machine",
        this::reset,
        deadline,
        outcome -> workers.run(() -> log.accept("this machine was not reset: " + outcome.text())));
    workers.run(() -> log.accept("pair " + pair + ": resetting this machine: " + reason));
  }

  private Outcome<Boolean> reset() {
    return new Outcome.Failed<>(host.fenceSelf());
  }
}
