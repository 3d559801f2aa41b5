package io.hotpair.core.pair;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.MoveTimeline;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.ResourceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node does for a pair; each state holds only its own data. */
public sealed interface State {
  /** The state's word. */
  PairState word();

  /**
   * Looks at guard and group before it takes a part.
   *
   * @param notBefore when to look again after an answer that said nothing
   * @param reading the guard as read in this state
   * @param found the group as found in this state
   */
  record Joining(
      Moment notBefore, Optional<GuardReading> reading, Map<ResourceName, Event.Finding> found)
      implements State {
    @Override
    public PairState word() {
      return PairState.JOINING;
    }
  }

  /**
   * Watches, ready to take over; nothing runs here.
   *
   * @param since when it began
   * @param notBefore after a claim that failed: when the next may be made
   */
  record Standby(Moment since, Moment notBefore) implements State {
    @Override
    public PairState word() {
      return PairState.STANDBY;
    }
  }

  /**
   * The peer is silent on both networks; the disk and this node's fitness are looked at.
   *
   * @param since when it began
   * @param looks how often the shared disk had been looked at when it began
   */
  record Confirming(Moment since, long looks) implements State {
    /** Whether the disk has been looked at since it began. */
    boolean hasLooked(Observed observed) {
      return observed.disk().looks() > looks;
    }

    @Override
    public PairState word() {
      return PairState.CONFIRMING;
    }
  }

  /**
   * Makes the guard its own.
   *
   * @param move what is going on
   * @param step what is in flight
   * @param cutOff the peer's record as it was when cutting the peer off began; a proof is about
   *     this record only, since a node that comes back writes another; empty without a proof
   * @param since when the step began
   */
  record Claiming(Move move, ClaimStep step, Optional<EpochRecord> cutOff, Moment since)
      implements State {
    @Override
    public PairState word() {
      return PairState.CLAIMING;
    }
  }

  /** The steps of a claim. */
  enum ClaimStep {
    /** The fence devices are switching the peer off. */
    FENCE,
    /** The peer's lease runs out. */
    WAIT_LEASE,
    /** Holder and records are being read. */
    READ,
    /** The claim is under way. */
    CLAIM
  }

  /**
   * Holds the guard and starts the group.
   *
   * @param epoch the epoch that it holds
   * @param move what is going on
   * @param remaining what does not run yet, in start order
   * @param verified whether the guard was verified for the next starts
   */
  record Starting(Epoch epoch, Move move, List<ResourceName> remaining, boolean verified)
      implements State {
    @Override
    public PairState word() {
      return PairState.STARTING;
    }
  }

  /**
   * Holds the guard and runs the group.
   *
   * @param epoch the epoch that it holds
   * @param since when it became active
   * @param lastAudit when the guard was last proven
   * @param nextAudit when it is to be proven next
   * @param repair a restart in place that is under way
   * @param standing how its networks stand
   */
  record Active(
      Epoch epoch,
      Moment since,
      Moment lastAudit,
      Moment nextAudit,
      Optional<Repair> repair,
      Standing standing)
      implements State {
    @Override
    public PairState word() {
      return PairState.ACTIVE;
    }

    /** The same, with another standing. */
    Active with(Standing other) {
      return new Active(epoch, since, lastAudit, nextAudit, repair, other);
    }
  }

  /**
   * How an active's networks and disk stand.
   *
   * @param isolatedSince since when nothing is heard and the public network is down
   * @param claimedIsolated whether it became active while isolated: then it holds
   * @param publicBehindSince since when the public network is down here while the peer says that it
   *     has it
   * @param diskBehindSince since when the shared disk is lost here while the peer does not say that
   *     it has lost it, too
   * @param healthBehindSince since when a part of this node is failing while the peer says that
   *     none of its own is
   * @param chosenFailing whether a person moved the pair here although a part of this node was
   *     failing: then it holds, until the node has been well
   * @param excuse what of the standby's view as a client is not held against the service
   */
  record Standing(
      Optional<Moment> isolatedSince,
      boolean claimedIsolated,
      Optional<Moment> publicBehindSince,
      Optional<Moment> diskBehindSince,
      Optional<Moment> healthBehindSince,
      boolean chosenFailing,
      Excuse excuse) {
    /** At the begin of being active. */
    public static Standing begin(boolean isolated, boolean chosenFailing) {
      return new Standing(
          Optional.empty(),
          isolated,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          chosenFailing,
          Excuse.NONE);
    }

    /** The same, with another excuse. */
    Standing with(Excuse other) {
      return new Standing(
          isolatedSince,
          claimedIsolated,
          publicBehindSince,
          diskBehindSince,
          healthBehindSince,
          chosenFailing,
          other);
    }

    /** The standing after a look at networks, disk and parts. */
    Standing seen(
        boolean isolated,
        boolean publicBehind,
        boolean diskBehind,
        boolean failing,
        boolean healthBehind,
        Moment now) {
      return new Standing(
          since(isolated, isolatedSince, now),
          claimedIsolated && isolated,
          since(publicBehind, publicBehindSince, now),
          since(diskBehind, diskBehindSince, now),
          since(healthBehind, healthBehindSince, now),
          chosenFailing && failing,
          excuse);
    }

    private static Optional<Moment> since(boolean is, Optional<Moment> before, Moment now) {
      return is ? Optional.of(before.orElse(now)) : Optional.empty();
    }
  }

  /**
   * Probes without an answer that are not held against the service.
   *
   * @param until before this none is
   * @param resource whose service they were about; empty if there were none
   * @param misses how many of the row that the standby last told of
   */
  record Excuse(Moment until, Optional<ResourceName> resource, int misses) {
    /** All count. */
    static final Excuse NONE = new Excuse(Moment.ZERO, Optional.empty(), 0);

    int missesOf(ResourceName asked) {
      return resource.equals(Optional.of(asked)) ? misses : 0;
    }
  }

  /**
   * A restart in place.
   *
   * @param failed the resource that failed
   * @param scope all that is restarted
   * @param stops what is still to be stopped
   * @param starts what is then to be started
   * @param verified whether the guard was verified for the next starts
   * @param diskFailed whether the shared disk did not answer when it was to be verified
   */
  record Repair(
      ResourceName failed,
      List<ResourceName> scope,
      List<ResourceName> stops,
      List<ResourceName> starts,
      boolean verified,
      boolean diskFailed) {

    /** One that has not begun. */
    static Repair of(ResourceName failed, List<ResourceName> startOrder) {
      return new Repair(failed, startOrder, startOrder.reversed(), startOrder, false, false);
    }

    /** The same, with other things to do; the guard is to be verified for them. */
    Repair with(List<ResourceName> leftToStop, List<ResourceName> leftToStart) {
      return new Repair(failed, scope, leftToStop, leftToStart, false, diskFailed);
    }

    /** The same, once the guard was verified for the next starts. */
    Repair proven() {
      return new Repair(failed, scope, stops, starts, true, false);
    }

    /** The same, while the shared disk does not answer. */
    Repair withoutDisk() {
      return new Repair(failed, scope, stops, starts, false, true);
    }
  }

  /**
   * Stops the group, then offers or parks the guard.
   *
   * @param epoch the epoch that it holds
   * @param move what is going on
   * @param remaining what may still run, in stop order
   * @param stuck what of it does not stop
   * @param step what is in flight
   * @param since when the step began
   */
  record Stopping(
      Epoch epoch,
      Move move,
      List<ResourceName> remaining,
      List<ResourceName> stuck,
      StopStep step,
      Moment since)
      implements State {
    @Override
    public PairState word() {
      return PairState.STOPPING;
    }
  }

  /** The steps of a stop. */
  enum StopStep {
    /** Resources are being stopped. */
    STOP,
    /** A resource can't be stopped; the peer is asked to fence this node. */
    ASK_FOR_FENCING,
    /** The guard is being parked. */
    PARK,
    /** The offer stands. */
    OFFERED,
    /** The offer is being withdrawn. */
    WITHDRAW,
    /** Parked for good: the agent is leaving. */
    PARKED
  }

  /**
   * Lost the guard: brings everything down.
   *
   * @param reason how it was lost
   * @param remaining what may still run, in stop order
   * @param since when it began
   */
  record Ejected(String reason, List<ResourceName> remaining, Moment since) implements State {
    @Override
    public PairState word() {
      return PairState.EJECTED;
    }
  }

  /**
   * Needs a person.
   *
   * @param cause why
   * @param detail what went wrong, in words
   * @param held the epoch that it still holds, if it could not stop; {@link Epoch#NONE} if parked
   */
  record Faulted(FaultCause cause, String detail, Epoch held) implements State {
    @Override
    public PairState word() {
      return PairState.FAULTED;
    }
  }

  /**
   * Maintenance: watches, moves nothing.
   *
   * @param inner the state to go on with: {@link Active} or {@link Standby}
   */
  record Suspended(State inner) implements State {
    @Override
    public PairState word() {
      return PairState.SUSPENDED;
    }
  }

  /**
   * What is known of a move while it goes on.
   *
   * @param reason why
   * @param requestId the order behind it; empty if none
   * @param timeline its steps so far
   * @param answersFailedStart whether the peer gave the pair up because its start failed
   * @param isolated whether nothing was heard of the outside when it began
   */
  record Move(
      MoveReason reason,
      String requestId,
      MoveTimeline timeline,
      boolean answersFailedStart,
      boolean isolated) {

    static Move begin(MoveReason reason, String requestId, Moment begin) {
      return new Move(reason, requestId, MoveTimeline.from(begin), false, false);
    }

    Move done(String step, Moment ended) {
      return new Move(reason, requestId, timeline.with(step, ended), answersFailedStart, isolated);
    }

    Move because(MoveReason newReason) {
      return new Move(newReason, requestId, timeline, answersFailedStart, isolated);
    }

    /** Whether both nodes take part in it. */
    boolean isPlanned() {
      return switch (reason) {
        case ORDERED,
            PUBLIC_NETWORK_LOST,
            RESOURCE_FAILED,
            DISK_LOST,
            ISOLATED,
            SHUTDOWN,
            FAILBACK,
            START_FAILED,
            PARKED_FOUND,
            HEALTH_FAILING ->
            true;
        case NONE,
            FIRST_START,
            PEER_SILENT,
            PEER_DEAD,
            OWN_GUARD_FOUND,
            STOP_FAILED,
            FORCED,
            OFFER_NOT_TAKEN ->
            false;
      };
    }

    /**
     * Whether the pair decided it by itself, and it counts against {@code max-moves}. What a person
     * asked for does not, and nor does a group that starts where it was.
     */
    boolean isAutomatic() {
      return switch (reason) {
        case PUBLIC_NETWORK_LOST,
            RESOURCE_FAILED,
            DISK_LOST,
            ISOLATED,
            FAILBACK,
            START_FAILED,
            PARKED_FOUND,
            PEER_SILENT,
            PEER_DEAD,
            STOP_FAILED,
            HEALTH_FAILING ->
            true;
        case NONE, FIRST_START, OWN_GUARD_FOUND, ORDERED, SHUTDOWN, FORCED, OFFER_NOT_TAKEN ->
            false;
      };
    }

    /** Whether the peer is passed over because it was lost. */
    boolean isTakeover() {
      return switch (reason) {
        case PEER_SILENT, PEER_DEAD, STOP_FAILED, FORCED -> true;
        case NONE,
            FIRST_START,
            OWN_GUARD_FOUND,
            OFFER_NOT_TAKEN,
            ORDERED,
            PUBLIC_NETWORK_LOST,
            RESOURCE_FAILED,
            DISK_LOST,
            ISOLATED,
            SHUTDOWN,
            FAILBACK,
            START_FAILED,
            PARKED_FOUND,
            HEALTH_FAILING ->
            false;
      };
    }
  }
}
