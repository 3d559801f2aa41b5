package io.hotpair.simulation;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks on from outside and judges: the invariants of the protocol after every event. What an agent
 * says of itself is no evidence here; the machines' resources and the disk's blocks are.
 */
final class Observer {
  private final World world;
  final TakeoverJudge takeovers;
  final HealthJudge health;
  private final ServiceJudge services;
  private final Map<NodeName, Epoch> lastEpochs = new HashMap<>();
  private final Map<String, Effect.Report> answers = new LinkedHashMap<>();
  private final Map<String, Effect.Report> words = new HashMap<>();
  private final Set<String> executed = new HashSet<>();
  private final Set<String> refusals = new HashSet<>();
  private final Set<Epoch> counted = new HashSet<>();
  private final List<Notice> notices = new ArrayList<>();
  private final List<NodeName> fenced = new ArrayList<>();
  private Epoch highestHeld = Epoch.NONE;
  private Epoch newestWritten = Epoch.NONE;
  private NodeName highestHolder = World.BLADE1;

  /** A notice and who gave it. */
  record Notice(NodeName node, NoticeDraft draft) {}

  Observer(World world) {
    this.world = world;
    takeovers = new TakeoverJudge(world);
    health = new HealthJudge(world);
    services = new ServiceJudge(world);
  }

  List<Notice> notices() {
    return notices;
  }

  List<Notice> notices(NoticeKind kind) {
    return notices.stream().filter(notice -> notice.draft().kind() == kind).toList();
  }

  /** Who was switched off, oldest first. */
  List<NodeName> fencings() {
    return fenced;
  }

  /** The last word on an order, at whatever node it was said. */
  Optional<Effect.Report> answer(String requestId) {
    return Optional.ofNullable(answers.get(requestId));
  }

  /** A node's own last word on an order. */
  Effect.Report word(NodeName node, String requestId) {
    return words.get(node + " " + requestId);
  }

  void fenced(Machine by, Machine victim) {
    fenced.add(victim.name());
    boolean active =
        by.agent().map(agent -> agent.pair().state() instanceof State.Active).orElse(false);
    require(Invariant.NO_DEATH_MATCH, !active, by.name() + " is active and fences its standby");
  }

  void reported(Machine machine, Effect.Report report) {
    world.transcript.line(
        machine.name().value(),
        () -> "    order " + report.requestId() + " " + report.state() + ": " + report.text());
    words.put(machine.name() + " " + report.requestId(), report);
    boolean over =
        switch (report.state()) {
          case ACCEPTED, RUNNING -> false;
          case SUCCEEDED, FAILED, REFUSED, UNKNOWN -> true;
        };
    if (report.state() == OperationState.REFUSED) {
      refusals.add(machine.name() + " " + report.requestId());
    }
    if (over) {
      answers.put(report.requestId(), report);
    }
  }

  /**
   * What a node that lost its memory knows begins anew; what it writes does not. What it refused it
   * may carry out now; what was carried out is in the records.
   */
  void forgot(NodeName node) {
    lastEpochs.remove(node);
    takeovers.forgot(node);
    refusals.removeIf(refusal -> refusal.startsWith(node + " "));
    answers.values().removeIf(answer -> answer.state() == OperationState.FAILED);
  }

  void left(Machine machine) {
    world.transcript.line(machine.name().value(), () -> "### agent has let go");
  }

  /** A record has been written: epochs never fall, and no two lives hold the same epoch. */
  void recordWritten(Machine machine, EpochRecord before, EpochRecord after) {
    NodeName node = machine.name();
    boolean news =
        !before.epoch().equals(after.epoch()) || before.disposition() != after.disposition();
    world.transcript.line(
        node.value(), () -> news ? "    writes " + after.disposition() + " " + after.epoch() : "");
    require(
        Invariant.EPOCHS_RISE,
        !before.epoch().isAbove(after.epoch()),
        node + " writes epoch " + after.epoch() + " after " + before.epoch());
    require(
        Invariant.EPOCHS_RISE,
        after.sequence() >= before.sequence(),
        node + " writes sequence " + after.sequence() + " after " + before.sequence());
    boolean held = after.disposition() == Disposition.HELD;
    boolean again =
        before.disposition() == Disposition.HELD && before.epoch().equals(after.epoch());
    // What a machine without power had under way binds nobody: it runs nothing.
    if (held && !again && machine.isOn()) {
      hold(machine, after);
    }
  }

  private void hold(Machine machine, EpochRecord record) {
    require(
        Invariant.EPOCHS_RISE,
        record.epoch().isAbove(highestHeld),
        machine.name()
            + " holds "
            + record.epoch()
            + " after "
            + highestHolder
            + " held "
            + highestHeld);
    // Whoever installs the agent on a running service claims for the first time with it running.
    require(
        Invariant.DOWN_BEFORE_CLAIM,
        highestHeld.equals(Epoch.NONE) || !machine.group.anyRuns(),
        machine.name() + " holds " + record.epoch() + " anew while resources run on it");
    highestHeld = record.epoch();
    highestHolder = machine.name();
    executed.addAll(record.executed());
  }

  /** A start begins: only with the guard, at the newest epoch. */
  void starting(Machine machine, SimulatedAgent agent) {
    world.target.starting(machine.name());
    EpochRecord own = world.disk.record(machine.name());
    Optional<Epoch> held = agent.pair().held();
    boolean newest = highestHolder.equals(machine.name()) && highestHeld.equals(own.epoch());
    // Between the look and the start a node that lives may be cut off: then it starts in vain.
    boolean inVain = world.isReserved() && !world.takesWrites(machine);
    require(
        Invariant.START_NEEDS_GUARD,
        own.disposition() == Disposition.HELD
            && held.equals(Optional.of(own.epoch()))
            && (newest || inVain),
        machine.name()
            + " starts under epoch "
            + held
            + "; its record is "
            + own
            + "; the newest holder is "
            + highestHolder
            + " at "
            + highestHeld);
    machine.group.under(own.epoch());
  }

  void stepped(
      Machine machine,
      SimulatedAgent agent,
      Pair before,
      NodeEvent event,
      NodeTransition transition) {
    Pair after = agent.pair();
    world.transcript.line(machine.name().value(), () -> Words.of(before, after, event, transition));
    world.watcher.stands(machine, after.state().word());
    Epoch last = lastEpochs.getOrDefault(machine.name(), Epoch.NONE);
    require(
        Invariant.EPOCHS_RISE,
        !last.isAbove(after.epoch()),
        machine.name() + ": the epoch fell from " + last + " to " + after.epoch());
    lastEpochs.put(machine.name(), after.epoch());
    counters(machine, after.held().orElse(highestHeld), before.memory(), after.memory());
    for (NodeEffect effect : transition.effects()) {
      if (effect instanceof NodeEffect.OfPair(var pair, Effect.Notify(NoticeDraft draft))) {
        notices.add(new Notice(machine.name(), draft));
        takeovers.noticed(machine, draft);
        health.noticed(machine, draft);
        services.noticed(machine, draft);
      }
    }
    stopping(before, after);
    if (event instanceof NodeEvent.ForPair(var pair, Event.Ordered ordered)) {
      repeated(machine, before, after, ordered.order(), transition);
    }
  }

  /** An order that was decided upon once changes nothing when it comes again. */
  private void repeated(
      Machine machine, Pair before, Pair after, Order order, NodeTransition transition) {
    Effect.Report first = answers.get(order.requestId());
    // What one node refused, another may carry out; what was carried out is never done again.
    boolean done =
        first != null
            && (first.state() == OperationState.SUCCEEDED
                || first.state() == OperationState.FAILED);
    boolean refusedHere = refusals.contains(machine.name() + " " + order.requestId());
    if (!done && !refusedHere) {
      return;
    }
    boolean acts =
        transition.effects().stream()
            .anyMatch(
                effect ->
                    effect instanceof NodeEffect.OfPair(var pair, Effect inner)
                        && !(inner instanceof Effect.Report)
                        && !(inner instanceof Effect.Remember));
    require(
        Invariant.ORDERS_ONCE,
        !acts && before.state().equals(after.state()),
        machine.name() + ": the repeat of " + order.requestId() + " acts: " + transition.effects());
  }

  private void stopping(Pair before, Pair after) {
    if (!(before.state() instanceof State.Stopping)
        && after.state() instanceof State.Stopping stopping
        && !stopping.move().requestId().isEmpty()
        && stopping.move().reason() == MoveReason.ORDERED) {
      // A node that died over an order may leave it undone, and to be ordered again.
      require(
          Invariant.ORDERS_ONCE,
          !executed.contains(stopping.move().requestId()),
          "the order " + stopping.move().requestId() + " is carried out again");
    }
  }

  /** Each move is one step of one counter, counted by the node that holds its epoch. */
  private void counters(Machine machine, Epoch held, PairMemory before, PairMemory after) {
    PairMemory.Counters was = before.counters();
    PairMemory.Counters is = after.counters();
    if (was.equals(is)) {
      return;
    }
    require(
        Invariant.MOVES_COUNTED_ONCE,
        is.failovers() == is.takeovers() + is.switchovers(),
        machine.name() + ": counters do not add up: " + is);
    if (is.failovers() != was.failovers()) {
      require(
          Invariant.MOVES_COUNTED_ONCE,
          is.failovers() == was.failovers() + 1 && counted.add(held),
          machine.name() + ": epoch " + held + " is counted more than once");
    }
  }

  /**
   * Never two machines with any resource of the group running, and no older write after a newer.
   * Where a fence device lied, the one that was not switched off must find out by its audit.
   */
  void check() {
    // A node that a reservation cuts off may run on until it finds out: it can touch nothing.
    boolean twice =
        world.machines().stream()
            .allMatch(
                machine ->
                    machine.group.anyRuns() && (!world.isReserved() || world.takesWrites(machine)));
    world.watcher.look(twice);
    if (twice) {
      require(Invariant.NEVER_TWICE, world.isProofBroken(), "the group runs on both nodes");
      require(
          Invariant.NEVER_TWICE,
          world.watcher.twiceFor() <= Bounds.ejection(world.timings).toNanos(),
          "a fence device lied, and the group has run on both nodes for longer than it takes to"
              + " find out and to stop it");
    }
    world.machines().forEach(this::write);
  }

  /** Whatever runs may write at any time; what the storage takes must not go back in epochs. */
  private void write(Machine machine) {
    Epoch epoch = machine.group.epoch();
    if (machine.group.anyRuns() && world.takesWrites(machine)) {
      require(
          Invariant.NO_OLDER_WRITE,
          !newestWritten.isAbove(epoch) || world.isProofBroken(),
          machine.name() + " writes under epoch " + epoch + " after " + newestWritten);
      newestWritten = newestWritten.max(epoch);
    }
  }

  /** A write that had passed the target's check before lies on the medium only now. */
  void landed(NodeName node, Epoch epoch) {
    require(
        Invariant.NO_OLDER_WRITE,
        !world.target.isPromised() || !newestWritten.isAbove(epoch),
        "a write of " + node + " under epoch " + epoch + " lands after " + newestWritten);
  }

  static void require(Invariant invariant, boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(invariant, otherwise);
    }
  }
}
