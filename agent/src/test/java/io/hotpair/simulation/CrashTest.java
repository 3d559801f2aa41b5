package io.hotpair.simulation;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.PairState;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crash of either node at any instant of a move: the pair recovers without a person. */
final class CrashTest {
  /** Long enough for a switchover or a claim, in things that happen in the world. */
  private static final int STEPS = 240;

  /** Each kind of crash takes other instants, so that together they leave none out. */
  private static final int STRIDE = Crash.values().length;

  /** How a node crashes. */
  private enum Crash {
    POWER_GONE_FOR_GOOD,
    POWER_GONE_FOR_AN_INSTANT,
    POWER_GONE_FOR_LONG,
    AGENT_DIES_AND_RESTARTS,
    AGENT_DIES_AND_RESTARTS_LATE,
    AGENT_STANDS_STILL_FOR_LONG
  }

  @ParameterizedTest
  @EnumSource(Crash.class)
  void ofASwitchoverThatTheActiveWasOrdered(Crash crash) {
    everyInstant(crash, scene -> scene.order(scene.blade1, Action.SWITCHOVER));
  }

  @ParameterizedTest
  @EnumSource(Crash.class)
  void ofATakeover(Crash crash) {
    everyInstant(
        crash,
        scene -> {
          scene.blade1.powerOff();
          scene.await(scene.vpe1, PairState.CONFIRMING);
          scene.blade1.powerOn();
        });
  }

  private static void everyInstant(Crash crash, Consumer<Scene> move) {
    IntStream.range(0, STEPS / STRIDE)
        .parallel()
        .map(index -> index * STRIDE + crash.ordinal())
        .forEach(
            step -> {
              crashAt(crash, move, step, true);
              crashAt(crash, move, step, false);
            });
  }

  private static void crashAt(Crash crash, Consumer<Scene> move, int step, boolean first) {
    Scene scene = Scene.formed();
    scene.world.rebootFenced = true;
    move.accept(scene);
    for (int done = 0; done < step; done++) {
      scene.world.schedule.runNext(Long.MAX_VALUE);
    }
    Machine victim = first ? scene.blade1 : scene.vpe1;
    scene.world.transcript.line(victim.name().value(), () -> "### " + crash + " at step " + step);
    crash(crash, scene, victim);
    scene.world.runUntil(
        "one node serves", Bounds.settling(scene.timings).multipliedBy(2), () -> serves(scene));
  }

  private static void crash(Crash crash, Scene scene, Machine victim) {
    switch (crash) {
      case POWER_GONE_FOR_GOOD -> victim.powerOff();
      case POWER_GONE_FOR_AN_INSTANT -> {
        victim.powerOff();
        scene.world.schedule.in(Duration.ofMillis(10), victim::powerOn);
      }
      case POWER_GONE_FOR_LONG -> {
        victim.powerOff();
        scene.world.schedule.in(Duration.ofSeconds(8), victim::powerOn);
      }
      case AGENT_DIES_AND_RESTARTS -> {
        victim.killAgent();
        scene.world.schedule.in(Duration.ofMillis(300), victim::startAgent);
      }
      case AGENT_DIES_AND_RESTARTS_LATE -> {
        victim.killAgent();
        scene.world.schedule.in(Duration.ofSeconds(6), victim::startAgent);
      }
      case AGENT_STANDS_STILL_FOR_LONG ->
          victim
              .agent()
              .ifPresent(
                  agent -> {
                    agent.stop();
                    scene.world.schedule.in(Duration.ofSeconds(9), agent::resume);
                  });
    }
  }

  private static boolean serves(Scene scene) {
    return scene.world.machines().stream()
        .anyMatch(machine -> Run.is(machine, PairState.ACTIVE) && machine.group.allRun());
  }
}
