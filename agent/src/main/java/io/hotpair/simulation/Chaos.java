package io.hotpair.simulation;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.pair.Event.Finding;
import io.hotpair.core.pair.State;
import java.time.Duration;
import java.util.List;

/** Everything that may go wrong, at times and for spans that the dice choose; then it is healed. */
final class Chaos {
  private static final List<PathKind> NETWORKS = List.of(PathKind.PRIVATE, PathKind.PUBLIC);

  private final World world;
  private final Dice dice;
  private final Duration horizon;
  private int orders;
  private boolean over;

  private static final List<HealthVerdict> VERDICTS = List.of(HealthVerdict.values());
  private static final List<Fault> FAULTS = List.of(Fault.values());

  Chaos(World world, Duration horizon) {
    this.world = world;
    dice = world.dice;
    this.horizon = horizon;
  }

  /** Plans all faults of a run. */
  void plan() {
    world.restartLeavers = true;
    world.rebootFenced = true;
    world.slowSwitch = dice.oneIn(3);
    if (dice.oneIn(12)) {
      world.schedule.in(dice.between(horizon.dividedBy(2), horizon), this::onlyAPowerCut);
      return;
    }
    if (world.isReserved()) {
      switch (dice.below(5)) {
        case 0 -> whenEver("the reservation vanishes", world.target::vanish);
        case 1 -> whenEver("the array loses its power", world.target::losePower);
        case 2 -> whenEver("the array forgets who is registered", world.target::forget);
        case 3 -> {
          Runnable fault = dice.oneIn(2) ? world.target::vanish : world.target::forget;
          int commands = 1 + dice.below(6);
          whenEver(
              "the reservation vanishes in " + commands + " commands",
              () -> world.target.after(commands, fault));
        }
        default -> {}
      }
    }
    int many = 1 + dice.below(dice.oneIn(3) ? 30 : 8);
    for (int fault = 0; fault < many; fault++) {
      Fault kind = dice.pick(FAULTS);
      Machine machine = dice.pick(world.machines());
      Duration span = span();
      world.schedule.in(dice.between(Duration.ZERO, horizon), () -> strike(kind, machine, span));
    }
  }

  private void whenEver(String what, Runnable fault) {
    world.schedule.in(
        dice.between(Duration.ZERO, horizon),
        () -> {
          world.transcript.line("", () -> "### " + what);
          fault.run();
        });
  }

  /** The plainest of all, so that its outage can be measured. */
  private void onlyAPowerCut() {
    for (Machine machine : world.machines()) {
      Machine peer = world.peerOf(machine);
      if (Run.is(machine, PairState.ACTIVE) && Run.is(peer, PairState.STANDBY)) {
        world.slowSwitch = false;
        world.watcher.powerCut();
        machine.powerOff();
        heal(Bounds.takeover(world.timings).multipliedBy(2), machine::powerOn);
        return;
      }
    }
  }

  private Duration span() {
    Duration most =
        dice.oneIn(3) ? world.timings.deadTime() : world.timings.deadTime().multipliedBy(6);
    return Duration.ofNanos(dice.between(Duration.ofMillis(20), most));
  }

  private void strike(Fault fault, Machine machine, Duration span) {
    if (over) {
      return;
    }
    world.transcript.line(
        machine.name().value(), () -> "### " + fault + " for " + span.toMillis() + " ms");
    NodeName name = machine.name();
    ResourceName resource = dice.pick(World.GROUP);
    switch (fault) {
      case CUT_PRIVATE -> cut(PathKind.PRIVATE, span);
      case CUT_PUBLIC -> cut(PathKind.PUBLIC, span);
      case CUT_BOTH -> NETWORKS.forEach(kind -> cut(kind, span));
      case CUT_OFF -> {
        NETWORKS.forEach(kind -> cut(kind, span));
        world.disk.hang(name, true);
        heal(
            span.plus(world.timings.deadTime().multipliedBy(3)),
            () -> world.disk.hang(name, false));
      }
      case CUT_ONE_WAY -> {
        PathKind kind = dice.pick(NETWORKS);
        world.network.cut(kind, name, true);
        heal(span, () -> world.network.cut(kind, name, false));
      }
      case FLAPPING -> flap(dice.pick(NETWORKS), span, 12);
      case BAD_NETWORK -> {
        SimulatedNetwork.Quality bad =
            new SimulatedNetwork.Quality(0.4, 0.1, world.timings.interval().multipliedBy(2));
        NETWORKS.forEach(kind -> world.network.quality(kind, bad));
        heal(span, this::goodNetworks);
      }
      case CARRIER_HINT -> {
        world.observer.takeovers.hinted = true;
        cut(PathKind.PRIVATE, span);
        world.machines().forEach(any -> any.agent().ifPresent(SimulatedAgent::carrierLost));
      }
      case PUBLIC_LINK -> {
        world.publicLink(machine, false);
        heal(span, () -> world.publicLink(machine, true));
      }
      case PAUSE -> machine.agent().ifPresent(agent -> pause(agent, span));
      case FREEZE -> {
        world.freezing(machine);
        machine.freeze();
        heal(span, machine::thaw);
      }
      case KILL_AGENT -> {
        machine.killAgent();
        heal(span, machine::startAgent);
      }
      case POWER_CUT -> {
        machine.powerOff();
        heal(span, machine::powerOn);
      }
      case POWER_CUT_OF_BOTH ->
          world
              .machines()
              .forEach(
                  each -> {
                    each.powerOff();
                    heal(span(), each::powerOn);
                  });
      case ROLL_BACK -> {
        PairMemory old = machine.memory();
        heal(span, () -> machine.rollBack(old));
        heal(span.plus(span()), machine::powerOn);
      }
      case FORGET -> {
        machine.rollBack(PairMemory.EMPTY);
        heal(span, machine::powerOn);
      }
      case CLONE -> world.disk.beatOfAClone(name, dice.number());
      case DISK_HANGS_FOR_BOTH ->
          world
              .machines()
              .forEach(
                  each -> {
                    world.disk.hang(each.name(), true);
                    heal(span, () -> world.disk.hang(each.name(), false));
                  });
      case DISK_HANGS -> {
        world.disk.hang(name, true);
        heal(span, () -> world.disk.hang(name, false));
      }
      case DISK_FAILS -> {
        world.disk.way(name).failing = true;
        heal(span, () -> world.disk.way(name).failing = false);
      }
      case DISK_SLOW -> {
        world.disk.way(name).most = world.timings.ioDeadline().multipliedBy(dice.oneIn(3) ? 4 : 1);
        heal(span, () -> world.disk.way(name).most = SimulatedDisk.USUAL);
      }
      case RESOURCE_BREAKS -> end(machine, resource, Finding.FAILED);
      case RESOURCE_ENDS -> end(machine, resource, Finding.STOPPED);
      case START_FAILS -> machine.group.startFails.add(resource);
      case START_HANGS -> machine.group.startHangs.add(resource);
      case STOP_FAILS -> {
        machine.group.stopFails.add(resource);
        heal(span, machine.group.stopFails::clear);
      }
      case MONITOR_FAILS -> {
        machine.group.monitorFails.add(resource);
        heal(span, machine.group.monitorFails::clear);
      }
      case STOP_HANGS -> machine.group.stopHangs.add(resource);
      case MONITOR_HANGS -> {
        machine.group.monitorHangs.add(resource);
        heal(span, () -> machine.group.monitorHangs.clear());
      }
      case FENCE_FAILS -> {
        world.fenceFails = true;
        heal(span, () -> world.fenceFails = false);
      }
      case FENCE_SILENT -> {
        world.fenceSilent = true;
        heal(span, () -> world.fenceSilent = false);
      }
      case FENCE_LIES -> {
        world.fenceLies = true;
        heal(span, () -> world.fenceLies = false);
      }
      case SWITCHOVER -> order(machine, Action.SWITCHOVER, dice.oneIn(3));
      case SWITCHOVER_BACK_AND_FORTH -> {
        for (int time = 0; time < 6; time++) {
          Machine where = dice.pick(world.machines());
          long delay = dice.between(Duration.ZERO, world.timings.offerTime());
          world.schedule.in(delay, () -> order(where, Action.SWITCHOVER, dice.oneIn(3)));
        }
      }
      case CLEAR -> order(machine, Action.CLEAR_FAULT, false);
      case SUSPEND -> {
        order(machine, Action.SUSPEND, false);
        heal(span, () -> order(machine, Action.RESUME, false));
      }
      case FORCE -> order(machine, Action.FORCE_TAKEOVER, true);
      case REPEAT -> {
        String id = "r" + (orders + 1);
        order(machine, Action.SWITCHOVER, false);
        for (int time = 0; time < 4; time++) {
          Machine where = dice.pick(world.machines());
          world.schedule.in(
              dice.between(Duration.ZERO, world.timings.offerTime()),
              () -> give(where, Action.SWITCHOVER, id, false));
        }
      }
      case GRAY -> {
        machine.group.gray = true;
        heal(span.multipliedBy(3), () -> machine.group.gray = false);
      }
      case HEALTH -> {
        machine.health(dice.pick(VERDICTS));
        heal(span.plus(World.HEALTH_GRACE), () -> machine.health(HealthVerdict.OK));
      }
      case HEALTH_OF_BOTH ->
          world
              .machines()
              .forEach(
                  each -> {
                    each.health(HealthVerdict.FAILING);
                    heal(span.plus(World.HEALTH_GRACE), () -> each.health(HealthVerdict.OK));
                  });
      case LEAVE -> machine.agent().ifPresent(agent -> agent.leave(false));
      case LEAVE_RUNNING -> machine.agent().ifPresent(agent -> agent.leave(true));
    }
  }

  private void pause(SimulatedAgent agent, Duration span) {
    agent.stop();
    heal(span, agent::resume);
  }

  private void flap(PathKind kind, Duration span, int times) {
    if (times > 0 && !over) {
      world.cut(kind, true);
      heal(span.dividedBy(2), () -> world.cut(kind, false));
      world.schedule.in(span, () -> flap(kind, span, times - 1));
    }
  }

  private void end(Machine machine, ResourceName resource, Finding finding) {
    if (machine.group.state(resource) == Finding.RUNNING) {
      machine.group.become(resource, finding);
    }
  }

  private void order(Machine machine, Action action, boolean force) {
    orders++;
    give(machine, action, "r" + orders, force);
  }

  private void give(Machine machine, Action action, String id, boolean force) {
    machine.agent().ifPresent(agent -> agent.order(world.order(action, id, null, force)));
  }

  private void cut(PathKind kind, Duration span) {
    world.cut(kind, true);
    heal(span, () -> world.cut(kind, false));
  }

  private void goodNetworks() {
    NETWORKS.forEach(kind -> world.network.quality(kind, SimulatedNetwork.Quality.GOOD));
  }

  private void heal(Duration span, Runnable cure) {
    world.schedule.in(
        span,
        () -> {
          if (!over) {
            cure.run();
          }
        });
  }

  /** All is well again at once, and a person clears what needs a person. */
  void healAll() {
    over = true;
    world.transcript.line("", () -> "### all is healed");
    NETWORKS.forEach(kind -> world.cut(kind, false));
    goodNetworks();
    world.fenceFails = false;
    world.fenceSilent = false;
    world.fenceLies = false;
    for (Machine machine : world.machines()) {
      world.publicLink(machine, true);
      world.disk.hang(machine.name(), false);
      world.disk.way(machine.name()).failing = false;
      world.disk.way(machine.name()).most = SimulatedDisk.USUAL;
      machine.health(HealthVerdict.OK);
      machine.group.gray = false;
      machine.group.stopFails.clear();
      machine.group.monitorFails.clear();
      machine.group.startFails.clear();
      machine.group.startHangs.clear();
      machine.group.stopHangs.clear();
      machine.group.monitorHangs.clear();
      machine.powerOn();
      machine.startAgent();
      machine.thaw();
      machine.agent().ifPresent(SimulatedAgent::resume);
    }
  }

  /** What a person does after a look at the pair: clears faults, ends maintenance. */
  void tidy() {
    for (Machine machine : world.machines()) {
      machine.agent().ifPresent(agent -> tidy(machine, agent));
    }
  }

  private void tidy(Machine machine, SimulatedAgent agent) {
    switch (agent.pair().state()) {
      case State.Faulted(FaultCause cause, String detail, Epoch held)
          when cause == FaultCause.CLONE_FOUND -> {
        // The copy was found and is gone; only a fresh agent takes that for true.
        machine.killAgent();
        machine.startAgent();
      }
      case State.Faulted faulted -> order(machine, Action.CLEAR_FAULT, false);
      case State.Suspended suspended -> order(machine, Action.RESUME, false);
      case State.Joining joining -> {}
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Claiming claiming -> {}
      case State.Starting starting -> {}
      case State.Active active -> {}
      case State.Stopping stopping -> {}
      case State.Ejected ejected -> {}
    }
  }
}
