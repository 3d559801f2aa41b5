package io.hotpair.runtime;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.ResourceDriver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, again and again, whether all that a start here would need is there: resource agents, and
 * the fence device that must switch the peer off. What is found missing at the hour of need is
 * found too late.
 *
 * <p>Each pair has a thread of its own, and each question a deadline: what hangs for one pair says
 * nothing of the others, and its last answer does not stand for ever.
 */
final class Equipment {
  private static final Logger LOG = LoggerFactory.getLogger(Equipment.class);

  /** Within which whatever is asked must answer, if it has no longer deadline of its own. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long WELL_SECONDS = 60;
  private static final long MISSING_SECONDS = 5;
  private static final Readiness UNKNOWN =
      new Readiness(CannotTakeOverCause.JOINING, "its equipment is being looked at");

  private final NodeConfig config;
  private final World world;
  private final FenceLog fenceLog;
  private final Optional<WatchdogFeeder> feeder;
  private final PeerLuns peerLuns;
  private final Map<PairName, Map<ResourceName, ResourceSpec.Times>> times;
  private final Map<PairName, Readiness> found = new ConcurrentHashMap<>();
  private final Map<PairName, Question> asked = new ConcurrentHashMap<>();
  // One question at a time: a management controller takes few sessions, and pairs share a peer.
  private final Map<NodeName, ReentrantLock> devices = new HashMap<>();

  /** What a pair's thread waits for. */
  private record Question(CannotTakeOverCause cause, String of, Duration deadline, Moment until) {
    Readiness unanswered() {
      return new Readiness(cause, of + ": does not answer within " + deadline.toSeconds() + " s");
    }
  }

  Equipment(
      NodeConfig config,
      World world,
      Map<PairName, Map<ResourceName, ResourceSpec.Times>> times,
      FenceLog fenceLog,
      Optional<WatchdogFeeder> feeder,
      PeerLuns peerLuns) {
    this.config = config;
    this.world = world;
    this.times = times;
    this.fenceLog = fenceLog;
    this.feeder = feeder;
    this.peerLuns = peerLuns;
    config.pairs().keySet().forEach(pair -> found.put(pair, UNKNOWN));
    config.peers().keySet().forEach(peer -> devices.put(peer, new ReentrantLock()));
  }

  /** What looks, by a name for its thread; each ends when it is interrupted. */
  Map<String, Runnable> bodies() {
    return config.pairs().keySet().stream()
        .collect(Collectors.toMap(pair -> "equipment-" + pair, pair -> () -> watch(pair)));
  }

  /** What each pair misses; does not wait. */
  Map<PairName, Readiness> found() {
    Map<PairName, Readiness> now = new HashMap<>(found);
    Moment moment = world.host().now();
    asked.forEach(
        (pair, question) -> {
          if (!moment.isBefore(question.until())) {
            now.put(pair, question.unanswered());
          }
        });
    if (feeder.isPresent()) {
      for (PairName pair : feeder.get().leased()) {
        overrule(now, pair, feeder.get().readiness(pair, moment));
      }
    }
    found.keySet().forEach(pair -> overrule(now, pair, peerLuns.readiness(pair)));
    return now;
  }

  private static void overrule(Map<PairName, Readiness> found, PairName pair, Readiness guarded) {
    found.computeIfPresent(pair, (name, rest) -> guarded.isReady() ? rest : guarded);
  }

  private void watch(PairName pair) {
    try {
      while (true) {
        lookSafely(pair);
        boolean well = found.get(pair).isReady();
        TimeUnit.SECONDS.sleep(well ? WELL_SECONDS : MISSING_SECONDS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; may hang. */
  void lookSafely(PairName pair) throws InterruptedException {
    try {
      look(pair);
    } catch (RuntimeException bug) {
      LOG.error("the equipment of pair {} can't be looked at", pair, bug);
      found.put(pair, new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "not known: " + bug));
    }
  }

  private <T> Outcome<T> ask(
      PairName pair,
      CannotTakeOverCause cause,
      String of,
      Duration deadline,
      Supplier<Outcome<T>> question) {
    Moment until = world.host().now().plus(deadline);
    asked.put(pair, new Question(cause, of, deadline, until));
    try {
      return question.get();
    } finally {
      asked.remove(pair);
    }
  }

  private static Duration patience(Duration own) {
    Duration longer = own.plus(GRACE);
    return longer.compareTo(PATIENCE) > 0 ? longer : PATIENCE;
  }

  private void look(PairName pair) throws InterruptedException {
    Readiness now = Readiness.READY;
    for (Map.Entry<ResourceName, ResourceDriver> resource :
        world.resources().get(pair).entrySet()) {
      if (now.isReady()) {
        now = check(pair, resource.getKey(), resource.getValue());
      }
    }
    now = now.isReady() ? guard(pair) : now;
    // Last: a missing fence device must not hide what every start needs.
    Readiness fence = fence(pair);
    now = now.isReady() ? fence : now;
    Readiness before = found.put(pair, now);
    if (!now.equals(before) && !now.isReady()) {
      LOG.warn("pair {} can't be taken over here: {}", pair, now.detail());
    }
  }

  private Readiness check(PairName pair, ResourceName resource, ResourceDriver driver) {
    Outcome<Boolean> outcome =
        ask(
            pair,
            CannotTakeOverCause.RESOURCE_MISSING,
            resource.value(),
            patience(times.get(pair).get(resource).monitor()),
            driver::check);
    return outcome.succeeded()
        ? Readiness.READY
        : new Readiness(CannotTakeOverCause.RESOURCE_MISSING, resource + ": " + outcome.text());
  }

  private Readiness guard(PairName pair) {
    Outcome<Boolean> outcome =
        ask(
            pair,
            CannotTakeOverCause.DISK_UNREACHABLE,
            "the guard",
            PATIENCE,
            world.guards().get(pair)::check);
    return switch (outcome) {
      case Outcome.Succeeded<Boolean> able -> Readiness.READY;
      case Outcome.Failed<Boolean> unable ->
          new Readiness(CannotTakeOverCause.NOT_ARMED, unable.reason());
      case Outcome.TimedOut<Boolean> late ->
          new Readiness(CannotTakeOverCause.DISK_UNREACHABLE, late.text());
      case Outcome.Unknown<Boolean> unknown ->
          new Readiness(CannotTakeOverCause.DISK_UNREACHABLE, unknown.reason());
    };
  }

  private Readiness fence(PairName pair) throws InterruptedException {
    if (config.pairs().get(pair).guard() != GuardKind.FENCE) {
      return Readiness.READY;
    }
    NodeName peer = config.peerOf(pair);
    FenceDevice device = world.fences().get(peer);
    if (device == null) {
      return new Readiness(CannotTakeOverCause.FENCE_UNAVAILABLE, "no fence device for " + peer);
    }
    Duration patience = patience(device.deadline());
    ReentrantLock free = devices.get(peer);
    if (!free.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return new Question(
              CannotTakeOverCause.FENCE_UNAVAILABLE, device.name(), patience, Moment.ZERO)
          .unanswered();
    }
    try {
      return ask(pair, peer, device, patience);
    } finally {
      free.unlock();
    }
  }

  private Readiness ask(PairName pair, NodeName peer, FenceDevice device, Duration patience) {
    CannotTakeOverCause cause = CannotTakeOverCause.FENCE_UNAVAILABLE;
    Outcome<Boolean> parameters = ask(pair, cause, device.name(), patience, device::check);
    if (!parameters.succeeded()) {
      return new Readiness(cause, parameters.text());
    }
    FenceDevice.Listener log = (place, answer) -> fenceLog.note(peer, place, answer);
    Outcome<FenceDevice.Power> outcome =
        ask(pair, cause, device.name(), patience, () -> device.status(log));
    return outcome.succeeded()
        ? Readiness.READY
        : new Readiness(cause, device.name() + ": " + outcome.text());
  }
}
