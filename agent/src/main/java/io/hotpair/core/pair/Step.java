package io.hotpair.core.pair;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairReport.Settled;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One step in the making: the pair as it changes, and the effects asked for so far. Lives within
 * one call of {@link PairRules#step}; the rules write into it so that they read as sentences.
 */
final class Step {
  final PairConfig config;
  final Moment now;
  private final List<Effect> effects = new ArrayList<>();
  private Map<ResourceName, Watch> watches;
  private State state;
  private String reason;
  private PairMemory memory;
  private Observed observed;
  private long lastEffect;
  private Optional<EffectId> flight;
  private Optional<EffectId> audit;
  private Optional<Tracked> tracked;
  private List<Moment> moves;
  private boolean suppressing;
  private boolean leaving;

  Step(PairConfig config, Pair pair, Moment now) {
    this.config = config;
    this.now = now;
    watches = pair.watches();
    state = pair.state();
    reason = pair.reason();
    memory = pair.memory();
    observed = pair.observed();
    lastEffect = pair.effects();
    flight = pair.flight();
    audit = pair.audit();
    tracked = pair.tracked();
    moves = pair.moves();
    suppressing = pair.suppressing();
    leaving = pair.leaving();
  }

  Transition transition() {
    return new Transition(pair(), effects);
  }

  Pair pair() {
    return new Pair(
        state,
        reason,
        memory,
        observed,
        lastEffect,
        flight,
        audit,
        watches,
        tracked,
        moves,
        suppressing,
        leaving);
  }

  // What is known.

  State state() {
    return state;
  }

  PairMemory memory() {
    return memory;
  }

  Observed observed() {
    return observed;
  }

  Optional<EffectId> flight() {
    return flight;
  }

  Optional<EffectId> audit() {
    return audit;
  }

  Optional<Tracked> tracked() {
    return tracked;
  }

  boolean isLeaving() {
    return leaving;
  }

  boolean isSuspended() {
    return memory.suspension().suspended();
  }

  Watch watch(ResourceName resource) {
    return watches.getOrDefault(resource, Watch.UNKNOWN);
  }

  /** Whether a call of a resource is in flight that its state waits for. */
  boolean isCalling(ResourceName resource) {
    return watch(resource).call().isPresent();
  }

  /** Whether nothing is in flight that the pair's state waits for. */
  boolean isIdle() {
    return flight.isEmpty() && !isCallingAny();
  }

  boolean isCallingAny() {
    for (Watch watch : watches.values()) {
      if (watch.call().isPresent()) {
        return true;
      }
    }
    return false;
  }

  // What changes.

  void observe(Observed latest) {
    observed = latest;
  }

  /** Goes to a state, or stays in it with other data; the reason is for people. */
  void become(State next, String why) {
    state = next;
    reason = why;
  }

  /** Stays in the state with other data, for the same reason. */
  void stay(State next) {
    state = next;
  }

  void because(String why) {
    reason = why;
  }

  void watch(ResourceName resource, Watch watch) {
    // Most steps look at no resource: what they share with the pair before is not copied.
    Map<ResourceName, Watch> changed = new HashMap<>(watches);
    changed.put(resource, watch);
    watches = Map.copyOf(changed);
  }

  void remember(UnaryOperator<PairMemory> change) {
    PairMemory changed = change.apply(memory);
    if (!changed.equals(memory)) {
      memory = changed;
      effects.add(new Effect.Remember(memory));
    }
  }

  void rememberEpoch(Epoch epoch) {
    remember(old -> old.seen(epoch));
  }

  void count(UnaryOperator<PairMemory.Counters> change) {
    remember(old -> old.with(change.apply(old.counters())));
  }

  void track(Optional<Tracked> order) {
    tracked = order;
  }

  void leave() {
    leaving = true;
  }

  void left() {
    effects.add(new Effect.Left());
  }

  // Orders.

  /** Ends an order: journaled, remembered, told to the peer. */
  void settle(String requestId, OperationState end, String text) {
    if (requestId.isEmpty()) {
      return;
    }
    note(new Settled(requestId, end, text));
    effects.add(new Effect.Report(requestId, end, text));
    if (tracked.isPresent() && tracked.get().order().requestId().equals(requestId)) {
      tracked = Optional.empty();
    }
  }

  /** Remembers the end of an order. */
  void note(Settled settled) {
    String requestId = settled.requestId();
    remember(
        old -> {
          List<Settled> executed = new ArrayList<>(old.executed());
          executed.removeIf(other -> other.requestId().equals(requestId));
          executed.addFirst(settled);
          return old.withExecuted(executed);
        });
  }

  void progress(String requestId, String text) {
    if (!requestId.isEmpty()) {
      effects.add(new Effect.Report(requestId, OperationState.RUNNING, text));
    }
  }

  // Automatic moves.

  /** Whether one more automatic move is allowed; says once if it is not. */
  boolean mayMove(String what) {
    moves = config.recent(moves, now);
    if (moves.size() < config.maxMoves()) {
      suppressing = false;
      return true;
    }
    if (!suppressing) {
      suppressing = true;
      count(PairMemory.Counters::suppressedMove);
      notice(
          NoticeKind.MOVES_SUPPRESSED,
          "",
          MoveReason.NONE,
          what
              + ", but "
              + config.movesMade(moves.size())
              + ": order the move by hand if it is wanted");
    }
    return false;
  }

  void moved() {
    List<Moment> more = new ArrayList<>(moves);
    more.add(now);
    moves = List.copyOf(more);
  }

  // Effects.

  void readGuard() {
    effects.add(new Effect.ReadGuard(critical()));
  }

  void verifyGuard(Epoch epoch) {
    effects.add(new Effect.VerifyGuard(critical(), epoch));
  }

  void auditGuard(Epoch epoch) {
    EffectId id = nextId();
    audit = Optional.of(id);
    effects.add(new Effect.VerifyGuard(id, epoch));
  }

  void claim(ClaimRequest request) {
    effects.add(new Effect.ClaimGuard(critical(), request));
  }

  void park(Park park) {
    effects.add(new Effect.ParkGuard(critical(), park));
  }

  void fencePeer() {
    effects.add(new Effect.FencePeer(critical()));
  }

  void start(ResourceName resource) {
    watch(resource, watch(resource).with(ResourceState.STARTING, ""));
    effects.add(new Effect.StartResource(call(resource, Watch.Call.Kind.START), resource));
  }

  void stop(ResourceName resource) {
    watch(resource, watch(resource).with(ResourceState.STOPPING, ""));
    effects.add(new Effect.StopResource(call(resource, Watch.Call.Kind.STOP), resource));
  }

  /** Stops all of them that no call is in flight for, and that none of the others needs. */
  void stopTopmost(Collection<ResourceName> remaining) {
    for (ResourceName resource : config.plan().stoppable(remaining)) {
      if (!isCalling(resource)) {
        stop(resource);
      }
    }
  }

  /** Looks at a resource before anything else is done with it. */
  void look(ResourceName resource) {
    effects.add(new Effect.MonitorResource(call(resource, Watch.Call.Kind.LOOK), resource));
  }

  private EffectId call(ResourceName resource, Watch.Call.Kind kind) {
    EffectId id = nextId();
    watch(resource, watch(resource).calling(Optional.of(new Watch.Call(kind, id))));
    return id;
  }

  /** A resource's call has been answered. */
  void returned(ResourceName resource) {
    watch(resource, watch(resource).calling(Optional.empty()));
  }

  /** Whatever is in flight says nothing about what is decided from now on. */
  void forget() {
    landed();
    for (ResourceName resource : List.copyOf(watches.keySet())) {
      if (isCalling(resource)) {
        returned(resource);
      }
    }
  }

  /** Looks at a resource beside everything else. */
  void monitor(ResourceName resource, Moment next) {
    EffectId id = nextId();
    watch(resource, watch(resource).monitoring(Optional.of(id), next));
    effects.add(new Effect.MonitorResource(id, resource));
  }

  void fenceSelf(String why) {
    effects.add(new Effect.FenceSelf(why));
  }

  void landed() {
    flight = Optional.empty();
  }

  void audited() {
    audit = Optional.empty();
  }

  void notice(NoticeKind kind, String subject, MoveReason why, String text) {
    notice(kind, subject, "", "", why, text);
  }

  void notice(
      NoticeKind kind, String subject, String before, String after, MoveReason why, String text) {
    effects.add(
        new Effect.Notify(
            new NoticeDraft(
                kind,
                Optional.of(config.pair()),
                subject,
                before,
                after,
                why,
                pair().epoch(),
                text)));
  }

  /** A list without one of its elements. */
  static List<ResourceName> without(List<ResourceName> list, ResourceName gone) {
    return list.stream().filter(resource -> !resource.equals(gone)).toList();
  }

  /** A list with an element, once. */
  static List<ResourceName> with(List<ResourceName> list, ResourceName added) {
    return list.contains(added) ? list : Stream.concat(list.stream(), Stream.of(added)).toList();
  }

  private EffectId critical() {
    EffectId id = nextId();
    flight = Optional.of(id);
    return id;
  }

  private EffectId nextId() {
    lastEffect++;
    return new EffectId(lastEffect, pair().epoch());
  }
}
