package io.hotpair.runtime;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.EffectId;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Guard;
import io.hotpair.port.HeartbeatPath;
import io.hotpair.port.ResourceDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the rules want done; every answer goes back through the mailbox. */
final class Effects {
  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

  /** What a driver's own deadline is given to kill and report; then it is unknown. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final NodeConfig config;
  private final World world;
  private final Mailbox mailbox;
  private final Workers workers;
  private final Scribe scribe;
  private final Notices notices;
  private final Operations operations;
  private final FenceLog fenceLog;
  private final Map<PairName, Map<ResourceName, ResourceSpec.Times>> times;
  private final Map<PairName, DiskWatch> disks;
  private final Map<PairName, Workers.Lane> guardLanes = new HashMap<>();
  private final Map<PairName, Map<ResourceName, ResourceLane>> resourceLanes = new HashMap<>();
  private final PeerLuns peerLuns;
  private final SelfFencing selfFencing;
  private final List<String> told = new ArrayList<>();
  private final Map<NodeName, List<HeartbeatPath>> paths;
  private final Map<PairName, CountDownLatch> left = new HashMap<>();

  Effects(
      NodeConfig config,
      World world,
      Mailbox mailbox,
      Workers workers,
      Scribe scribe,
      Notices notices,
      Operations operations,
      FenceLog fenceLog,
      Map<PairName, Map<ResourceName, ResourceSpec.Times>> times,
      Map<PairName, DiskWatch> disks,
      PeerLuns peerLuns,
      Runnable starve) {
    this.config = config;
    this.world = world;
    this.mailbox = mailbox;
    this.workers = workers;
    this.scribe = scribe;
    this.notices = notices;
    this.operations = operations;
    this.fenceLog = fenceLog;
    this.times = times;
    this.disks = disks;
    this.peerLuns = peerLuns;
    selfFencing =
        new SelfFencing(
            workers, starve, world.host(), config.timings().fenceDeadline(), LOG::error);
    paths = world.paths().stream().collect(Collectors.groupingBy(HeartbeatPath::peer));
    for (PairName pair : config.pairs().keySet()) {
      guardLanes.put(pair, workers.promptLane("guard-" + pair));
      Map<ResourceName, ResourceLane> lanes = new HashMap<>();
      for (ResourceName resource : world.resources().get(pair).keySet()) {
        lanes.put(resource, new ResourceLane(workers.lane(pair + "-" + resource)));
      }
      resourceLanes.put(pair, lanes);
      left.put(pair, new CountDownLatch(1));
    }
  }

  /** Whether nothing runs here any more that was not left running on purpose. */
  boolean allLeft() {
    return left.values().stream().allMatch(gone -> gone.getCount() == 0);
  }

  /** Opens when nothing runs here any more for a pair, after the agent was asked to end. */
  CountDownLatch left(PairName pair) {
    return left.get(pair);
  }

  /** The ids of the events that were told since this was last asked; for the deciding thread. */
  List<String> told() {
    List<String> ids = List.copyOf(told);
    told.clear();
    return ids;
  }

  /** Called by the deciding thread; hands on, and does not wait. */
  void perform(NodeEffect effect) {
    switch (effect) {
      case NodeEffect.Send send ->
          send(paths.getOrDefault(send.peer(), List.of()), peerLuns.told(send.beat()));
      case NodeEffect.LayReady ready -> disks.get(ready.pair()).lay(peerLuns.told(ready.beat()));
      case NodeEffect.LookSooner look -> disks.get(look.pair()).lookSooner();
      case NodeEffect.OfPair(PairName pair, Effect inner) -> perform(pair, inner);
    }
  }

  private static void send(List<HeartbeatPath> ways, Beat beat) {
    ways.forEach(path -> path.send(beat));
  }

  private void perform(PairName pair, Effect effect) {
    Guard guard = world.guards().get(pair);
    Timings timings = config.timings();
    Duration io = timings.ioDeadline();
    switch (effect) {
      case Effect.ReadGuard(EffectId id) ->
          guardCall(pair, "reading the guard", guard::read, io.multipliedBy(2), id);
      case Effect.VerifyGuard verify ->
          guardCall(
              pair,
              "verifying the guard",
              () -> guard.verify(verify.epoch()),
              io.multipliedBy(3),
              verify.id());
      case Effect.ParkGuard park ->
          guardCall(
              pair,
              "parking the guard",
              () -> guard.park(park.park()),
              io.multipliedBy(4),
              park.id());
      case Effect.ClaimGuard claim ->
          guardLanes
              .get(pair)
              .call(
                  "claiming the guard of " + pair,
                  () -> guard.claim(claim.request()),
                  io.multipliedBy(8).plus(timings.deadTime()),
                  outcome ->
                      answer(pair, now -> new Event.ClaimAnswered(now, claim.id(), outcome)));
      case Effect.FencePeer(EffectId id) -> fence(pair, id);
      case Effect.StartResource(EffectId id, ResourceName resource) ->
          lane(pair, resource)
              .change(
                  "start of " + resource + " of " + pair,
                  driver(pair, resource)::start,
                  time(pair, resource).start().plus(GRACE),
                  answer(pair, id, resource));
      case Effect.StopResource(EffectId id, ResourceName resource) ->
          lane(pair, resource)
              .change(
                  "stop of " + resource + " of " + pair,
                  driver(pair, resource)::stop,
                  time(pair, resource).stop().plus(GRACE),
                  answer(pair, id, resource));
      case Effect.MonitorResource(EffectId id, ResourceName resource) ->
          lane(pair, resource)
              .look(
                  "monitor of " + resource + " of " + pair,
                  driver(pair, resource)::monitor,
                  time(pair, resource).monitor().plus(GRACE),
                  answer(pair, id, resource));
      case Effect.FenceSelf(String reason) -> selfFencing.fence(pair, reason);
      case Effect.Notify notify -> told.add(notices.tell(notify.notice()).eventId());
      case Effect.Remember remember ->
          scribe.write(() -> world.store().saveMemory(pair, remember.memory()));
      case Effect.Report report ->
          operations.report(report.requestId(), report.state(), report.text());
      case Effect.Left gone -> left.get(pair).countDown();
    }
  }

  /** Tells clients once more where resources of a pair are; does not wait. */
  void announce(PairName pair, List<ResourceName> resources) {
    for (ResourceName resource : resources) {
      ResourceDriver driver = driver(pair, resource);
      lane(pair, resource)
          .look(
              "announcing " + resource + " of " + pair,
              () -> {
                driver.announce();
                return new Outcome.Succeeded<>(true);
              },
              time(pair, resource).monitor(),
              outcome -> {});
    }
  }

  private void guardCall(
      PairName pair,
      String what,
      Supplier<Outcome<GuardReading>> body,
      Duration deadline,
      EffectId id) {
    guardLanes
        .get(pair)
        .call(
            what + " of " + pair,
            body,
            deadline,
            outcome -> answer(pair, now -> new Event.GuardAnswered(now, id, outcome)));
  }

  private void fence(PairName pair, EffectId id) {
    NodeName peer = config.peerOf(pair);
    FenceDevice device = world.fences().get(peer);
    if (device == null) {
      answer(
          pair,
          now ->
              new Event.FenceAnswered(
                  now, id, new Outcome.Failed<>("there is no fence device for " + peer)));
      return;
    }
    AtomicInteger answered = new AtomicInteger();
    FenceDevice.Listener log =
        (place, outcome) -> {
          answered.set(place);
          fenceLog.note(peer, place, outcome);
        };
    workers.call(
        "fencing " + peer,
        () -> device.off(log),
        device.deadline().plus(GRACE),
        outcome -> {
          if (outcome instanceof Outcome.TimedOut<FenceDevice.Power>) {
            // The level under way has not even come back from its own deadline.
            fenceLog.note(peer, answered.get() + 1, outcome);
          }
          Outcome<String> proof = proof(device.name(), outcome);
          answer(pair, now -> new Event.FenceAnswered(now, id, proof));
        });
  }

  /** Only a confirmed off is a proof. */
  private static Outcome<String> proof(String device, Outcome<FenceDevice.Power> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<FenceDevice.Power>(FenceDevice.Power power) ->
          switch (power) {
            case OFF -> new Outcome.Succeeded<>(device + " confirms it");
            case ON -> new Outcome.Failed<>(device + " says that it is still on");
          };
      case Outcome.Failed<FenceDevice.Power>(String reason) ->
          new Outcome.Failed<>(device + ": " + reason);
      case Outcome.TimedOut<FenceDevice.Power>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<FenceDevice.Power>(String reason) ->
          new Outcome.Unknown<>(device + ": " + reason);
    };
  }

  private Consumer<Outcome<ResourceDriver.Finding>> answer(
      PairName pair, EffectId id, ResourceName resource) {
    long begun = world.host().now().nanos();
    return outcome -> {
      long took = world.host().now().nanos() - begun;
      Outcome<Event.Finding> found = found(outcome);
      answer(pair, now -> new Event.ResourceAnswered(now, id, resource, found, took));
    };
  }

  private static Outcome<Event.Finding> found(Outcome<ResourceDriver.Finding> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<ResourceDriver.Finding>(ResourceDriver.Finding finding) ->
          new Outcome.Succeeded<>(
              switch (finding) {
                case RUNNING -> Event.Finding.RUNNING;
                case STOPPED -> Event.Finding.STOPPED;
                case FAILED -> Event.Finding.FAILED;
              });
      case Outcome.Failed<ResourceDriver.Finding>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<ResourceDriver.Finding>(Duration after) ->
          new Outcome.TimedOut<>(after);
      case Outcome.Unknown<ResourceDriver.Finding>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private void answer(PairName pair, Function<Moment, Event> event) {
    mailbox.put(now -> new NodeEvent.ForPair(pair, event.apply(now)));
  }

  private ResourceDriver driver(PairName pair, ResourceName resource) {
    return world.resources().get(pair).get(resource);
  }

  private ResourceLane lane(PairName pair, ResourceName resource) {
    return resourceLanes.get(pair).get(resource);
  }

  private ResourceSpec.Times time(PairName pair, ResourceName resource) {
    return times.get(pair).get(resource);
  }
}
