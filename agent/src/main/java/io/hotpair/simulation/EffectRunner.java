package io.hotpair.simulation;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.EffectId;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.Event.Finding;
import io.hotpair.port.Guard;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does what the rules want done, in simulated time and with the runtime's deadlines: each call is
 * answered once, by its result or by its deadline; guard calls go one after the other.
 */
final class EffectRunner {
  private final World world;
  private final Machine machine;
  private final SimulatedAgent agent;
  private final Timings timings;
  private final Guard guard;
  private final Deque<Runnable> guardCalls = new ArrayDeque<>();
  private Optional<Strand> guardCall = Optional.empty();

  EffectRunner(World world, Machine machine, SimulatedAgent agent) {
    this.world = world;
    this.machine = machine;
    this.agent = agent;
    timings = machine.config.timings();
    guard = world.guard(machine, agent);
  }

  Strand strand() {
    return guardCall.orElseThrow();
  }

  void die() {
    guardCalls.clear();
    guardCall.ifPresent(Strand::cut);
    guardCall = Optional.empty();
  }

  void perform(Effect effect) {
    world
        .removal
        .instead(agent.pair(), effect)
        .ifPresentOrElse(
            answer -> world.schedule.in(0, () -> agent.answer(() -> answer.apply(machine.now()))),
            () -> carryOut(effect));
  }

  private void carryOut(Effect effect) {
    Duration io = timings.ioDeadline();
    switch (effect) {
      case Effect.ReadGuard(EffectId id) ->
          guardCall(guard::read, io.multipliedBy(2), guardAnswer(id));
      case Effect.VerifyGuard verify ->
          guardCall(
              () -> guard.verify(verify.epoch()), io.multipliedBy(3), guardAnswer(verify.id()));
      case Effect.ParkGuard park ->
          guardCall(() -> guard.park(park.park()), io.multipliedBy(4), guardAnswer(park.id()));
      case Effect.ClaimGuard(EffectId id, ClaimRequest request) ->
          guardCall(
              () -> guard.claim(request),
              io.multipliedBy(8).plus(timings.deadTime()),
              outcome -> new Event.ClaimAnswered(machine.now(), id, outcome));
      case Effect.FencePeer(EffectId id) -> {
        Consumer<Outcome<String>> answer =
            once(
                timings.fenceDeadline(),
                outcome -> agent.answer(() -> new Event.FenceAnswered(machine.now(), id, outcome)));
        world.fence(machine, answer);
      }
      case Effect.StartResource(EffectId id, ResourceName resource) -> {
        world.observer.starting(machine, agent);
        OrderJudge.starts(world, machine, agent.pair(), resource);
        machine.group.start(resource, resourceAnswer(id, resource));
      }
      case Effect.StopResource(EffectId id, ResourceName resource) -> {
        OrderJudge.stops(world, machine, agent.pair(), resource);
        machine.group.stop(resource, resourceAnswer(id, resource));
      }
      case Effect.MonitorResource(EffectId id, ResourceName resource) ->
          machine.group.monitor(resource, resourceAnswer(id, resource));
      case Effect.FenceSelf fenceSelf -> {
        machine.powerOff();
        world.schedule.in(Duration.ofSeconds(5), machine::powerOn);
      }
      case Effect.Notify notify -> {}
      case Effect.Remember remember -> machine.remember(remember.memory());
      case Effect.Report report -> world.observer.reported(machine, report);
      case Effect.Left left -> world.schedule.in(0, () -> world.left(machine, agent));
    }
  }

  private Function<Outcome<GuardReading>, Event> guardAnswer(EffectId id) {
    return outcome -> new Event.GuardAnswered(machine.now(), id, outcome);
  }

  private Consumer<Outcome<Finding>> resourceAnswer(EffectId id, ResourceName resource) {
    long begun = world.schedule.now();
    return outcome ->
        agent.answer(
            () ->
                new Event.ResourceAnswered(
                    machine.now(), id, resource, outcome, world.schedule.now() - begun));
  }

  private <T> void guardCall(
      Supplier<Outcome<T>> call, Duration deadline, Function<Outcome<T>, Event> event) {
    Once<T> answer = new Once<>(outcome -> agent.answer(() -> event.apply(outcome)));
    world.schedule.in(deadline, () -> answer.give(new Outcome.TimedOut<>(deadline)));
    guardCalls.addLast(
        () -> {
          if (!answer.given) {
            Outcome<T> outcome = call.get();
            // Not from within the call: the answer may end this life, and the call with it.
            world.schedule.in(0, () -> answer.give(outcome));
          }
        });
    nextGuardCall();
  }

  private void nextGuardCall() {
    if (guardCall.isPresent() || guardCalls.isEmpty()) {
      return;
    }
    Strand strand = new Strand();
    guardCall = Optional.of(strand);
    Runnable call = guardCalls.removeFirst();
    // Later, so that an answer never comes within the step that asked.
    world.schedule.in(
        0,
        () ->
            agent.whenRunning(
                () ->
                    strand.begin(
                        () -> {
                          call.run();
                          guardCall = Optional.empty();
                          world.schedule.in(0, () -> agent.whenRunning(this::nextGuardCall));
                        })));
  }

  private <T> Consumer<Outcome<T>> once(Duration deadline, Consumer<Outcome<T>> answer) {
    Once<T> once = new Once<>(answer);
    world.schedule.in(deadline, () -> once.give(new Outcome.TimedOut<>(deadline)));
    return once::give;
  }

  private static final class Once<T> {
    private final Consumer<Outcome<T>> answer;
    private boolean given;

    Once(Consumer<Outcome<T>> answer) {
      this.answer = answer;
    }

    void give(Outcome<T> outcome) {
      if (!given) {
        given = true;
        answer.accept(outcome);
      }
    }
  }
}
