package io.hotpair.simulation;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import java.time.Duration;

/**
 * For each rule of the protocol the situation that it is there for. Played with the rule, nothing
 * breaks; played without it, something must.
 */
final class Drill {
  private final Rule rule;
  private final World world;
  private final Machine blade1;
  private final Machine vpe1;
  private final Timings timings;
  private final long seed;

  private Drill(Rule rule, long seed, Removal removal, boolean written) {
    this.rule = rule;
    this.seed = seed;
    world = new World(seed, rules(rule), removal, written);
    blade1 = world.blade1;
    vpe1 = world.vpe1;
    timings = world.timings;
  }

  private static World.Rules rules(Rule rule) {
    return switch (rule) {
      case LEASE_WAIT, WATCHDOG, WATCHDOG_FED_WITHIN_LEASE, ANNOUNCE_BEFORE_LOOKING ->
          World.Rules.USUAL.with(GuardKind.LEASE);
      case RESET_OWED,
          EJECTS_WHEN_RESERVATION_VANISHED,
          PURGE,
          SILENCE_IS_READ,
          PARKS_RESERVED,
          HOLDERS_KEY_STAYS ->
          World.Rules.USUAL.with(GuardKind.SCSI_PR);
      case PROOF_BEFORE_TAKEOVER,
          UNKNOWN_FENCING_IS_NO_PROOF,
          UNKNOWN_STOP_IS_NO_STOP,
          STOP_BEFORE_OFFER,
          EJECTED_STOPS,
          AUDIT,
          VERIFY_BEFORE_START,
          NEEDED_RESOURCES_RUN,
          EPOCH_FROM_ALL_SOURCES,
          PROOF_IS_ABOUT_WHAT_WAS_READ,
          READING_DECIDES,
          LOOK_BEFORE_JOINING,
          DISK_BEAT,
          LOOK_ONCE_MORE,
          BOTH_NETWORKS,
          OWN_LAG,
          WITHDRAWAL_IS_A_CLAIM,
          ONCE,
          MAINTENANCE,
          OWN_KEY_CLAIMED_ANEW,
          HEALTH_BETTER,
          CLIENTS_COUNT,
          PROBE_NEEDS_PATH,
          PROBE_NEEDS_NETWORK,
          PROBE_ANSWERED_BEFORE ->
          World.Rules.USUAL;
    };
  }

  /** Plays a rule's situation, with the rule or without. */
  static Played play(Rule rule, long seed, boolean without, boolean written) {
    Removal removal = without ? Removals.of(rule) : Removal.NOTHING;
    return new Drill(rule, seed, removal, written).play();
  }

  private Played play() {
    return world.play(seed, this::situation);
  }

  private void situation() {
    switch (rule) {
      case PROOF_BEFORE_TAKEOVER, LEASE_WAIT, WATCHDOG -> activeStandsStill();
      case UNKNOWN_FENCING_IS_NO_PROOF -> {
        world.fenceFails = true;
        activeStandsStill();
      }
      case UNKNOWN_STOP_IS_NO_STOP -> {
        form();
        blade1.group.stopHangs.add(World.GROUP.getFirst());
        order(blade1, Action.SWITCHOVER, "1");
        world.run(timings.offerTime());
      }
      case STOP_BEFORE_OFFER, NEEDED_RESOURCES_RUN -> {
        form();
        order(blade1, Action.SWITCHOVER, "1");
        world.run(timings.offerTime());
      }
      case EJECTED_STOPS, AUDIT -> activeFindsOut();
      case VERIFY_BEFORE_START -> startIsOvertaken();
      case EPOCH_FROM_ALL_SOURCES -> {
        form();
        blade1.powerOff();
        await(vpe1, PairState.ACTIVE);
      }
      case PROOF_IS_ABOUT_WHAT_WAS_READ -> fencedIsBackBeforeTheAnswer();
      case ANNOUNCE_BEFORE_LOOKING -> bothClaimAtOnce();
      case READING_DECIDES -> diskErrsWhileClaiming();
      case SILENCE_IS_READ -> preemptionIsNotAnswered();
      case LOOK_BEFORE_JOINING -> {
        form();
        blade1.killAgent();
        world.run(Duration.ofMillis(300));
        blade1.startAgent();
        world.run(timings.deadTime());
      }
      case DISK_BEAT -> {
        form();
        cutNetworks(true);
        world.run(timings.deadTime().multipliedBy(4));
      }
      case LOOK_ONCE_MORE -> standbyWasPausedUnawares();
      case BOTH_NETWORKS -> {
        form();
        world.cut(PathKind.PRIVATE, true);
        world.run(timings.deadTime());
        world.disk.hang(blade1.name(), true);
        world.run(timings.deadTime().multipliedBy(3));
      }
      case OWN_LAG -> standbyWasLate();
      case WITHDRAWAL_IS_A_CLAIM -> offerIsNotTaken();
      case ONCE -> {
        form();
        order(blade1, Action.SWITCHOVER, "1");
        await(vpe1, PairState.ACTIVE);
        calm();
        order(vpe1, Action.SWITCHOVER, "1");
        calm();
      }
      case MAINTENANCE -> {
        form();
        order(vpe1, Action.SUSPEND, "1");
        calm();
        blade1.powerOff();
        world.run(timings.deadTime().multipliedBy(4));
      }
      case WATCHDOG_FED_WITHIN_LEASE -> {
        form();
        blade1.group.stopHangs.addAll(World.GROUP);
        cutNetworks(true);
        world.disk.hang(blade1.name(), true);
        world.run(timings.leaseWait().multipliedBy(2));
      }
      case RESET_OWED -> {
        form();
        world.target.forget();
        blade1.powerOff();
        await(vpe1, PairState.ACTIVE);
        world.run(Bounds.takeover(timings).multipliedBy(2));
      }
      case EJECTS_WHEN_RESERVATION_VANISHED -> {
        cutOffRunsOn();
        world.target.vanish();
        world.run(Bounds.takeover(timings).multipliedBy(3));
      }
      case PURGE -> {
        form();
        agent(blade1).stop();
        world.target.vanish();
        await(vpe1, PairState.ACTIVE);
        calm();
      }
      case PARKS_RESERVED -> {
        cutOffRunsOn();
        agent(vpe1).leave(false);
        calm();
      }
      case HOLDERS_KEY_STAYS -> {
        cutOffRunsOn();
        vpe1.powerOff();
        world.run(Duration.ofSeconds(1));
        vpe1.powerOn();
        await(vpe1, PairState.ACTIVE);
        calm();
      }
      case HEALTH_BETTER -> {
        form();
        vpe1.health(HealthVerdict.FAILING);
        world.run(world.observer.health.oldestWord());
        blade1.health(HealthVerdict.FAILED);
        world.run(World.HEALTH_GRACE.multipliedBy(2));
      }
      case CLIENTS_COUNT -> {
        form();
        blade1.group.gray = true;
        world.runUntil(
            "the pair serves its clients again",
            timings.deadTime().multipliedBy(20),
            () -> Run.is(vpe1, PairState.ACTIVE) && vpe1.serves());
      }
      case PROBE_NEEDS_PATH -> {
        form();
        world.cut(PathKind.PUBLIC, true);
        world.run(timings.deadTime().multipliedBy(6));
      }
      case PROBE_NEEDS_NETWORK -> {
        form();
        vpe1.publicUp = false;
        world.run(timings.deadTime().multipliedBy(6));
      }
      case PROBE_ANSWERED_BEFORE -> {
        world.probesAreWrong = true;
        form();
        world.run(timings.deadTime().multipliedBy(6));
      }
      case OWN_KEY_CLAIMED_ANEW -> {
        form();
        world.machines().forEach(Machine::powerOff);
        world.run(Duration.ofSeconds(1));
        world.machines().forEach(Machine::powerOn);
        await(blade1, PairState.ACTIVE);
      }
    }
  }

  private void activeStandsStill() {
    form();
    agent(blade1).stop();
    world.run(timings.leaseWait().multipliedBy(3));
  }

  /** The active hangs, and its group runs on, refused, while the other is active. */
  private void cutOffRunsOn() {
    form();
    agent(blade1).stop();
    await(vpe1, PairState.ACTIVE);
    calm();
  }

  /** The fence device lies, so both run; the one that was passed over must find out and stop. */
  private void activeFindsOut() {
    form();
    world.fenceLies = true;
    SimulatedAgent passedOver = agent(blade1);
    passedOver.stop();
    await(vpe1, PairState.ACTIVE);
    passedOver.resume();
    world.run(Bounds.ejection(timings).multipliedBy(2));
  }

  private void startIsOvertaken() {
    world.boot();
    await(blade1, PairState.STARTING);
    SimulatedAgent starting = agent(blade1);
    starting.stop();
    world.fenceLies = true;
    await(vpe1, PairState.ACTIVE);
    starting.resume();
    world.run(timings.deadTime());
  }

  private void fencedIsBackBeforeTheAnswer() {
    form();
    world.rebootFenced = true;
    world.slowSwitch = true;
    agent(blade1).stop();
    world.run(timings.deadTime().multipliedBy(6));
  }

  /** The one that waits longer has begun so much earlier. */
  private void bothClaimAtOnce() {
    cutNetworks(true);
    vpe1.startAgent();
    Duration apart = timings.offerTime().minusMillis(100);
    long more = world.dice.between(Duration.ZERO, Duration.ofMillis(200));
    world.schedule.in(apart.plusNanos(more), blade1::startAgent);
    world.run(timings.offerTime().plus(timings.joinWait()).multipliedBy(2));
  }

  private void diskErrsWhileClaiming() {
    form();
    blade1.powerOff();
    await(vpe1, PairState.CLAIMING);
    SimulatedDisk.Way way = world.disk.way(vpe1.name());
    for (int millis = 0; millis < 1000; millis += 3) {
      boolean fails = millis % 2 == 0;
      world.schedule.in(Duration.ofMillis(millis), () -> way.failing = fails);
    }
    world.run(timings.deadTime().multipliedBy(2));
  }

  /** The way to the LUN fails for a moment, a little after the claim has registered its key. */
  private void preemptionIsNotAnswered() {
    form();
    agent(blade1).stop();
    SimulatedDisk.Way way = world.disk.way(vpe1.name());
    Duration begins = Duration.ofNanos(world.dice.between(Duration.ZERO, Duration.ofMillis(8)));
    Duration ends = begins.plusMillis(4);
    world.target.after(
        1,
        () -> {
          world.schedule.in(begins, () -> way.failing = true);
          world.schedule.in(ends, () -> way.failing = false);
        });
    world.run(timings.deadTime().multipliedBy(6));
  }

  private void standbyWasLate() {
    form();
    SimulatedAgent late = agent(vpe1);
    late.stop();
    cutNetworks(true);
    world.disk.hang(blade1.name(), true);
    world.run(timings.deadTime().multipliedBy(3));
    cutNetworks(false);
    late.resume();
    world.run(timings.deadTime());
  }

  /** Its clock stood still with it, while the peer that it was about to pass over came back. */
  private void standbyWasPausedUnawares() {
    form();
    world.disk.hang(blade1.name(), true);
    world.run(Duration.ofMillis(900));
    blade1.powerOff();
    world.disk.hang(blade1.name(), false);
    await(vpe1, PairState.CONFIRMING);
    vpe1.freeze();
    cutNetworks(true);
    blade1.powerOn();
    world.run(timings.deadTime().multipliedBy(2));
    vpe1.thaw();
    world.run(timings.deadTime());
  }

  private void offerIsNotTaken() {
    form();
    order(blade1, Action.SWITCHOVER, "1");
    world.runUntil(
        "the offer",
        timings.offerTime(),
        () -> world.disk.record(blade1.name()).disposition() == Disposition.OFFERED);
    agent(vpe1).stop();
    world.run(timings.offerTime().multipliedBy(2));
  }

  private void form() {
    world.boot();
    await(blade1, PairState.ACTIVE);
    await(vpe1, PairState.STANDBY);
    calm();
  }

  private void calm() {
    world.run(timings.deadTime().multipliedBy(2));
  }

  private void await(Machine machine, PairState state) {
    NodeName name = machine.name();
    world.runUntil(
        name + " is " + state.label(), Bounds.settling(timings), () -> Run.is(machine, state));
  }

  private void order(Machine machine, Action action, String id) {
    agent(machine).order(world.order(action, id, null, false));
  }

  private void cutNetworks(boolean cut) {
    world.cut(PathKind.PRIVATE, cut);
    world.cut(PathKind.PUBLIC, cut);
  }

  private static SimulatedAgent agent(Machine machine) {
    return machine.agent().orElseThrow();
  }
}
