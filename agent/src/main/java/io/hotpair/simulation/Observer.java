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
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks on from outside and judges: the invariants of the protocol after every event. What an agent
 * says of itself is no evidence here; the machines' resources and the disk's blocks are.
 */
final class Observer {
  private final World world;
  private final Map<NodeName, Epoch> lastEpochs = new HashMap<>();
  private final Map<String, Effect.Report> answers = new LinkedHashMap<>();
  private final Set<String> executed = new HashSet<>();
  private final Set<String> refusals = new HashSet<>();
  private final Set<Epoch> counted = new HashSet<>();
  private final List<Notice> notices = new ArrayList<>();
  private final List<NodeName> fenced = new ArrayList<>();
  private Epoch highestHeld = Epoch.NONE;
  private NodeName highestHolder = World.BLADE1;

  /** A hint shortens the dead time; then no window can be asserted for the disk's beat. */
  boolean hinted;

  /** A notice and who gave it. */
  record Notice(NodeName node, NoticeDraft draft) {}

  Observer(World world) {
    this.world = world;
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

  void fenced(Machine by, Machine victim) {
    fenced.add(victim.name());
    boolean active =
        by.agent().map(agent -> agent.pair().state() instanceof State.Active).orElse(false);
    require(!active, by.name() + " is active and fences its standby");
  }

  void reported(Machine machine, Effect.Report report) {
    world.transcript.line(
        machine.name().value(),
        () -> "    order " + report.requestId() + " " + report.state() + ": " + report.text());
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

  /** What a node that lost its memory knows begins anew; what it writes does not. */
  void forgot(NodeName node) {
    lastEpochs.remove(node);
  }

  void left(Machine machine) {
    world.transcript.line(machine.name().value(), () -> "### agent has let go");
  }

  /** A record is being written: epochs never fall, and no two lives hold the same epoch. */
  void recordWritten(NodeName node, EpochRecord before, EpochRecord after) {
    world.transcript.line(
        node.value(), () -> "    writes " + after.disposition() + " " + after.epoch());
    require(
        !before.epoch().isAbove(after.epoch()),
        node + " writes epoch " + after.epoch() + " after " + before.epoch());
    require(
        after.sequence() >= before.sequence(),
        node + " writes sequence " + after.sequence() + " after " + before.sequence());
    boolean held = after.disposition() == Disposition.HELD;
    boolean again =
        before.disposition() == Disposition.HELD && before.epoch().equals(after.epoch());
    if (held && !again) {
      require(
          after.epoch().isAbove(highestHeld),
          node + " holds " + after.epoch() + " after " + highestHolder + " held " + highestHeld);
      highestHeld = after.epoch();
      highestHolder = node;
      executed.addAll(after.executed());
    }
  }

  /** A start begins: only with the guard, at the newest epoch. */
  void starting(Machine machine, SimulatedAgent agent) {
    EpochRecord own = world.disk.record(machine.name());
    Optional<Epoch> held = agent.pair().held();
    require(
        own.disposition() == Disposition.HELD
            && held.equals(Optional.of(own.epoch()))
            && highestHolder.equals(machine.name())
            && highestHeld.equals(own.epoch()),
        machine.name()
            + " starts under epoch "
            + held
            + "; its record is "
            + own
            + "; the newest holder is "
            + highestHolder
            + " at "
            + highestHeld);
  }

  void stepped(
      Machine machine,
      SimulatedAgent agent,
      Pair before,
      NodeEvent event,
      NodeTransition transition) {
    Pair after = agent.pair();
    describe(machine, before, after, event, transition);
    Epoch last = lastEpochs.getOrDefault(machine.name(), Epoch.NONE);
    require(
        !last.isAbove(after.epoch()),
        machine.name() + ": the epoch fell from " + last + " to " + after.epoch());
    lastEpochs.put(machine.name(), after.epoch());
    counters(machine, before.memory(), after.memory());
    for (NodeEffect effect : transition.effects()) {
      if (effect instanceof NodeEffect.OfPair(var pair, Effect.Notify(NoticeDraft draft))) {
        notices.add(new Notice(machine.name(), draft));
        noticed(machine, draft);
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
          !executed.contains(stopping.move().requestId()),
          "the order " + stopping.move().requestId() + " is carried out again");
    }
  }

  /** Each move is one step of one counter, counted by the node that holds its epoch. */
  private void counters(Machine machine, PairMemory before, PairMemory after) {
    PairMemory.Counters was = before.counters();
    PairMemory.Counters is = after.counters();
    if (was.equals(is)) {
      return;
    }
    require(
        is.failovers() == is.takeovers() + is.switchovers(),
        machine.name() + ": counters do not add up: " + is);
    if (is.failovers() != was.failovers()) {
      require(
          is.failovers() == was.failovers() + 1 && counted.add(highestHeld),
          machine.name() + ": epoch " + highestHeld + " is counted more than once");
    }
  }

  private void noticed(Machine machine, NoticeDraft draft) {
    if (draft.kind() == NoticeKind.TAKEOVER_STARTED
        && draft.reason() == MoveReason.PEER_SILENT
        && !hinted) {
      diskWasStale(machine);
    }
  }

  /** In the window that the taking node can have looked at, the peer has written no beat. */
  private void diskWasStale(Machine machine) {
    Timings timings = world.timings;
    Duration slack = timings.auditPeriod().multipliedBy(2).plus(timings.ioDeadline());
    Duration span = timings.diskDeadTime().minus(Duration.ofMillis(10));
    long to = world.schedule.now() - slack.toNanos();
    long from = world.schedule.now() - span.toNanos();
    List<Long> written = world.disk.beatTimes(world.peerOf(machine).name());
    require(
        written.stream().noneMatch(at -> at > from && at < to),
        machine.name() + " takes over although the peer's beat on the disk was fresh");
  }

  /** Never two machines with any resource of the group running. */
  void check() {
    require(
        !world.blade1.group.anyRuns() || !world.vpe1.group.anyRuns(),
        "the group runs on both nodes");
  }

  /** Fails the run if a condition does not hold. */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(otherwise + "\n" + world.transcript.text() + "\n" + world.standing());
    }
  }

  private void describe(
      Machine machine, Pair before, Pair after, NodeEvent event, NodeTransition transition) {
    world.transcript.line(
        machine.name().value(),
        () -> {
          List<String> told =
              transition.effects().stream()
                  .filter(NodeEffect.OfPair.class::isInstance)
                  .map(effect -> ((NodeEffect.OfPair) effect).effect())
                  .filter(effect -> !(effect instanceof Effect.Remember))
                  .filter(effect -> !(effect instanceof Effect.Report))
                  .filter(effect -> !isRoutine(after, effect))
                  .map(Observer::words)
                  .toList();
          boolean quiet = told.isEmpty() && before.reason().equals(after.reason());
          return quiet && before.state().word() == after.state().word()
              ? ""
              : words(event)
                  + (before.state().word() == after.state().word()
                      ? "  " + after.state().word()
                      : "  " + before.state().word() + " -> " + after.state().word())
                  + (before.reason().equals(after.reason()) ? "" : " \"" + after.reason() + "\"")
                  + (told.isEmpty()
                      ? ""
                      : told.stream().collect(Collectors.joining("; ", "  => ", "")));
        });
  }

  private static boolean isRoutine(Pair pair, Effect effect) {
    boolean looks =
        effect instanceof Effect.VerifyGuard || effect instanceof Effect.MonitorResource;
    return pair.state() instanceof State.Active && looks;
  }

  private static String words(NodeEvent event) {
    return switch (event) {
      case NodeEvent.ForPair(var pair, Event.GuardAnswered answer) ->
          "guard answered #" + answer.id().number() + " " + shorten(answer.outcome().text());
      case NodeEvent.ForPair(var pair, Event.ClaimAnswered answer) ->
          "claim answered " + answer.outcome().text();
      case NodeEvent.ForPair(var pair, Event.FenceAnswered answer) ->
          "fence answered " + answer.outcome().text();
      case NodeEvent.ForPair(var pair, Event.ResourceAnswered answer) ->
          answer.resource() + " answered #" + answer.id().number() + " " + answer.outcome().text();
      case NodeEvent.ForPair(var pair, Event inner) -> inner.getClass().getSimpleName();
      case NodeEvent.Ticked ticked ->
          ticked.local().lag().isZero() ? "tick" : "tick, late " + ticked.local().lag().toMillis();
      case NodeEvent.Heard heard -> "heard " + heard.kind();
      case NodeEvent.CarrierLost lost -> "carrier lost";
      case NodeEvent.Looked looked -> "looked";
      case NodeEvent.DiskFailed failed -> "disk failed";
      case NodeEvent.Leaving leaving -> "leaving, keep=" + leaving.keepRunning();
    };
  }

  private static String shorten(String text) {
    return text.replaceAll("EpochRecord\\[node=\\d+, boot=[^,]*, ", "[")
        .replaceAll("requestId=, |reason=none, |executed=\\[\\]", "");
  }

  private static String words(Effect effect) {
    return switch (effect) {
      case Effect.Notify notify -> "! " + notify.notice().kind();
      case Effect.ClaimGuard claim ->
          "claim " + claim.request().epoch() + " " + claim.request().proof();
      case Effect.ParkGuard park -> "park " + park.park();
      case Effect.ReadGuard read -> "read #" + read.id().number();
      case Effect.VerifyGuard verify -> "verify #" + verify.id().number();
      case Effect.FencePeer fence -> "fence peer";
      case Effect.StartResource start -> "start " + start.resource();
      case Effect.StopResource stop -> "stop " + stop.resource();
      case Effect.MonitorResource monitor ->
          "monitor " + monitor.resource() + " #" + monitor.id().number();
      case Effect.FenceSelf self -> "FENCE SELF " + self.reason();
      case Effect.Left left -> "left";
      case Effect.Remember remember -> "remember";
      case Effect.Report report -> "report";
    };
  }
}
