package io.hotpair.simulation;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.pair.Event.Finding;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The resources of one machine. From the instant at which a start begins until a stop has ended a
 * resource counts as running: it may touch the data. A call outlives the agent that made it.
 */
final class SimulatedGroup {
  static final Duration LONGEST_CALL = Duration.ofMillis(900);
  static final Duration LONGEST_START = Duration.ofMillis(120);

  private final Schedule schedule;
  private final Dice dice;
  private final GroupPlan plan;
  private final Map<ResourceName, Finding> found = new LinkedHashMap<>();
  private final List<ResourceName> starts = new ArrayList<>();
  final Set<ResourceName> startFails = new HashSet<>();
  final Set<ResourceName> startHangs = new HashSet<>();
  final Set<ResourceName> stopHangs = new HashSet<>();
  final Set<ResourceName> stopFails = new HashSet<>();
  final Set<ResourceName> monitorFails = new HashSet<>();
  final Set<ResourceName> monitorHangs = new HashSet<>();

  /** All runs, as its monitors say too, and no client gets an answer. */
  boolean gray;

  private int life;
  private Epoch epoch = Epoch.NONE;

  SimulatedGroup(Schedule schedule, Dice dice, GroupPlan plan) {
    this.schedule = schedule;
    this.dice = dice;
    this.plan = plan;
    powerOff();
  }

  /** All is gone at once. */
  void powerOff() {
    life++;
    plan.startOrder().forEach(resource -> found.put(resource, Finding.STOPPED));
    stopHangs.clear();
  }

  boolean anyRuns() {
    return found.values().stream().anyMatch(finding -> finding != Finding.STOPPED);
  }

  boolean allRun() {
    return found.values().stream().allMatch(finding -> finding == Finding.RUNNING);
  }

  /** Every start that began on this machine, oldest first. */
  List<ResourceName> starts() {
    return starts;
  }

  Finding state(ResourceName resource) {
    return found.get(resource);
  }

  /** The epoch of the guard under which the last start began; what runs writes under it. */
  Epoch epoch() {
    return epoch;
  }

  void under(Epoch started) {
    epoch = started;
  }

  /** Whether a stop would not succeed now. */
  boolean stopsAreInVain() {
    return !stopHangs.isEmpty() || !stopFails.isEmpty();
  }

  /** Something outside breaks or ends a resource. */
  void become(ResourceName resource, Finding finding) {
    found.put(resource, finding);
  }

  void start(ResourceName resource, Consumer<Outcome<Finding>> answer) {
    starts.add(resource);
    Finding before = found.get(resource);
    boolean based =
        found.keySet().stream()
            .filter(other -> plan.needs(resource, other))
            .allMatch(other -> found.get(other) == Finding.RUNNING);
    boolean fails = !based || before == Finding.FAILED || startFails.contains(resource);
    if (before == Finding.STOPPED) {
      found.put(resource, Finding.FAILED);
    }
    if (startHangs.contains(resource)) {
      found.put(resource, Finding.FAILED);
      later(LONGEST_CALL, () -> new Outcome.TimedOut<>(LONGEST_CALL), answer);
      return;
    }
    later(
        span(),
        () -> {
          if (fails) {
            found.put(resource, Finding.FAILED);
            return new Outcome.Failed<>(based ? "start failed" : "what it builds on is down");
          }
          found.put(resource, Finding.RUNNING);
          return new Outcome.Succeeded<>(Finding.RUNNING);
        },
        answer);
  }

  void stop(ResourceName resource, Consumer<Outcome<Finding>> answer) {
    if (stopHangs.contains(resource)) {
      later(LONGEST_CALL, () -> new Outcome.TimedOut<>(LONGEST_CALL), answer);
      return;
    }
    if (stopFails.contains(resource)) {
      later(span(), () -> new Outcome.Failed<>("stop failed"), answer);
      return;
    }
    later(
        span(),
        () -> {
          found.put(resource, Finding.STOPPED);
          return new Outcome.Succeeded<>(Finding.STOPPED);
        },
        answer);
  }

  void monitor(ResourceName resource, Consumer<Outcome<Finding>> answer) {
    if (monitorHangs.contains(resource)) {
      later(LONGEST_CALL, () -> new Outcome.TimedOut<>(LONGEST_CALL), answer);
      return;
    }
    if (monitorFails.contains(resource)) {
      later(span(), () -> new Outcome.Unknown<>("the monitor made no sense"), answer);
      return;
    }
    Duration most = Duration.ofMillis(dice.oneIn(10) ? 300 : 20);
    // It looks at one instant, and answers later.
    schedule.in(
        dice.between(Duration.ofMillis(1), most) / 2,
        () -> {
          Finding seen = found.get(resource);
          later(
              Duration.ofNanos(dice.between(Duration.ofMillis(1), most) / 2),
              () -> new Outcome.Succeeded<>(seen),
              answer);
        });
  }

  private void later(
      Duration delay, Supplier<Outcome<Finding>> effect, Consumer<Outcome<Finding>> answer) {
    int now = life;
    schedule.in(
        delay,
        () -> {
          if (life == now) {
            answer.accept(effect.get());
          }
        });
  }

  private Duration span() {
    return Duration.ofNanos(dice.between(Duration.ofMillis(5), LONGEST_START));
  }
}
