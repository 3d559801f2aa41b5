package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Pair;
import java.time.Duration;

/** A formed pair and the words in which scenarios speak of it: blade1 is active unless it moved. */
final class Scene {
  final World world;
  final Machine blade1;
  final Machine vpe1;
  final Timings timings;
  private int orders;

  private Scene(World world) {
    this.world = world;
    blade1 = world.blade1;
    vpe1 = world.vpe1;
    timings = world.timings;
  }

  /** Nothing has started yet. */
  static Scene dark(World.Rules rules) {
    World world = new World(7, rules, true);
    world.moves = DecisionReplayTest::replaysToTheSame;
    return new Scene(world);
  }

  /** Both nodes are up, blade1 is active, vpe1 stands by and has been heard. */
  static Scene formed(World.Rules rules) {
    Scene scene = dark(rules);
    scene.world.boot();
    scene.await(scene.blade1, PairState.ACTIVE);
    scene.await(scene.vpe1, PairState.STANDBY);
    scene.calm();
    return scene;
  }

  static Scene formed() {
    return formed(World.Rules.USUAL);
  }

  Pair pair(Machine machine) {
    return machine.agent().orElseThrow().pair();
  }

  boolean is(Machine machine, PairState state) {
    return Run.is(machine, state);
  }

  void await(Machine machine, PairState state) {
    world.runUntil(
        machine.name() + " is " + state, Bounds.settling(timings), () -> is(machine, state));
  }

  /** Lets some dead times pass. */
  void calm() {
    world.run(timings.deadTime().multipliedBy(3));
  }

  void pass(Duration span) {
    world.run(span);
  }

  /** One is active with the whole group, the other stands by; and that stays so. */
  void assertServes(Machine active, Machine standby) {
    await(active, PairState.ACTIVE);
    await(standby, PairState.STANDBY);
    calm();
    assertEquals(PairState.ACTIVE, pair(active).state().word(), this::told);
    assertEquals(PairState.STANDBY, pair(standby).state().word(), this::told);
    assertTrue(active.group.allRun(), this::told);
  }

  /** Nothing has moved since the pair was formed: the first epoch, each resource started once. */
  void assertNothingMoved() {
    assertServes(blade1, vpe1);
    assertEquals(1, pair(blade1).epoch().value(), this::told);
    assertEquals(World.GROUP, blade1.group.starts(), this::told);
    assertTrue(world.observer.fencings().isEmpty(), this::told);
  }

  /** The active has not stopped anything, whatever became of its peer. */
  void assertNothingMovedAtActive() {
    assertEquals(PairState.ACTIVE, pair(blade1).state().word(), this::told);
    assertEquals(World.GROUP, blade1.group.starts(), this::told);
  }

  void assertFenced(Machine... machines) {
    assertEquals(
        java.util.Arrays.stream(machines).map(Machine::name).toList(),
        world.observer.fencings(),
        this::told);
  }

  long count(NoticeKind kind) {
    return world.observer.notices(kind).size();
  }

  /** Orders something and returns the request id. */
  String order(Machine machine, Action action) {
    return order(machine, action, null, false);
  }

  String order(Machine machine, Action action, NodeName target, boolean force) {
    orders++;
    String id = "order-" + orders;
    repeat(machine, action, id, target, force);
    return id;
  }

  void repeat(Machine machine, Action action, String id, NodeName target, boolean force) {
    machine.agent().orElseThrow().order(world.order(action, id, target, force));
  }

  void assertAnswer(OperationState state, String id) {
    assertEquals(state, world.observer.answer(id).orElseThrow().state(), this::told);
  }

  void assertRefused(String id, String text) {
    assertAnswer(OperationState.REFUSED, id);
    assertEquals(text, world.observer.answer(id).orElseThrow().text());
  }

  void cutNetworks(boolean cut) {
    world.cut(PathKind.PRIVATE, cut);
    world.cut(PathKind.PUBLIC, cut);
  }

  String told() {
    return world.transcript.text() + "\n" + world.standing();
  }
}
