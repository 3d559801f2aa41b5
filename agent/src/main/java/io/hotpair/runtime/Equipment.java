package io.hotpair.runtime;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.ResourceDriver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, again and again, whether all that a start here would need is there: resource agents, and
 * the fence device that must switch the peer off. What is found missing at the hour of need is
 * found too late.
 */
final class Equipment implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Equipment.class);
  private static final long WELL_SECONDS = 60;
  private static final long MISSING_SECONDS = 5;
  private static final Readiness UNKNOWN =
      new Readiness(CannotTakeOverCause.JOINING, "its equipment is being looked at");

  private final NodeConfig config;
  private final World world;
  private final FenceLog fenceLog;
  private final Optional<WatchdogFeeder> feeder;
  private final PeerLuns peerLuns;
  private final Map<PairName, Readiness> found = new ConcurrentHashMap<>();

  Equipment(
      NodeConfig config,
      World world,
      FenceLog fenceLog,
      Optional<WatchdogFeeder> feeder,
      PeerLuns peerLuns) {
    this.config = config;
    this.world = world;
    this.fenceLog = fenceLog;
    this.feeder = feeder;
    this.peerLuns = peerLuns;
    config.pairs().keySet().forEach(pair -> found.put(pair, UNKNOWN));
  }

  /** What each pair misses; does not wait. */
  Map<PairName, Readiness> found() {
    Map<PairName, Readiness> now = new HashMap<>(found);
    if (feeder.isPresent()) {
      for (PairName pair : feeder.get().leased()) {
        overrule(now, pair, feeder.get().readiness(pair, world.host().now()));
      }
    }
    found.keySet().forEach(pair -> overrule(now, pair, peerLuns.readiness(pair)));
    return now;
  }

  private static void overrule(Map<PairName, Readiness> found, PairName pair, Readiness guarded) {
    found.computeIfPresent(pair, (name, rest) -> guarded.isReady() ? rest : guarded);
  }

  @Override
  public void run() {
    try {
      while (true) {
        config.pairs().keySet().forEach(this::lookSafely);
        boolean well = found.values().stream().allMatch(Readiness::isReady);
        TimeUnit.SECONDS.sleep(well ? WELL_SECONDS : MISSING_SECONDS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookSafely(PairName pair) {
    try {
      look(pair);
    } catch (RuntimeException bug) {
      LOG.error("the equipment of pair {} can't be looked at", pair, bug);
      found.put(pair, new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "not known: " + bug));
    }
  }

  private void look(PairName pair) {
    Readiness now = Readiness.READY;
    for (Map.Entry<ResourceName, ResourceDriver> resource :
        world.resources().get(pair).entrySet()) {
      if (now.isReady()) {
        now = check(resource.getKey(), resource.getValue());
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

  private static Readiness check(ResourceName resource, ResourceDriver driver) {
    Outcome<Boolean> outcome = driver.check();
    return outcome.succeeded()
        ? Readiness.READY
        : new Readiness(CannotTakeOverCause.RESOURCE_MISSING, resource + ": " + outcome.text());
  }

  private Readiness guard(PairName pair) {
    Outcome<Boolean> outcome = world.guards().get(pair).check();
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

  private Readiness fence(PairName pair) {
    if (config.pairs().get(pair).guard() != GuardKind.FENCE) {
      return Readiness.READY;
    }
    NodeName peer = config.peerOf(pair);
    FenceDevice device = world.fences().get(peer);
    if (device == null) {
      return new Readiness(CannotTakeOverCause.FENCE_UNAVAILABLE, "no fence device for " + peer);
    }
    Outcome<Boolean> parameters = device.check();
    if (!parameters.succeeded()) {
      return new Readiness(CannotTakeOverCause.FENCE_UNAVAILABLE, parameters.text());
    }
    Outcome<FenceDevice.Power> outcome = device.status();
    fenceLog.note(peer, outcome);
    return outcome.succeeded()
        ? Readiness.READY
        : new Readiness(
            CannotTakeOverCause.FENCE_UNAVAILABLE, device.name() + ": " + outcome.text());
  }
}
