package io.hotpair.simulation;

import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges whether a takeover was in order, by what truly reached the node that takes over. */
final class TakeoverJudge {
  private final World world;
  private final Set<NodeName> suspended = new HashSet<>();
  private final Map<NodeName, Long> lastHeard = new HashMap<>();

  /** A hint shortens the dead time; then no window can be asserted. */
  boolean hinted;

  TakeoverJudge(World world) {
    this.world = world;
  }

  /** A node has lost its memory, and with it that maintenance was ordered there. */
  void forgot(NodeName node) {
    suspended.remove(node);
  }

  void noticed(Machine machine, NoticeDraft draft) {
    if (draft.kind() == NoticeKind.SUSPENDED) {
      suspended.add(machine.name());
    } else if (draft.kind() == NoticeKind.RESUMED) {
      suspended.clear();
    }
    if (draft.kind() != NoticeKind.TAKEOVER_STARTED) {
      return;
    }
    boolean silent = draft.reason() == MoveReason.PEER_SILENT;
    if (silent && !hinted) {
      diskWasStale(machine);
      networksWereSilent(machine);
    }
    Observer.require(
        Invariant.MAINTENANCE_STAYS,
        !silent || !suspended.contains(machine.name()),
        machine.name() + " takes over in maintenance, which was ordered there");
  }

  /** A beat has come to a running agent over a network. */
  void heard(Machine machine) {
    lastHeard.put(machine.name(), world.schedule.now());
  }

  /**
   * An agent that stood still for long runs again: it has heard nothing meanwhile, which says
   * nothing of its peer, unless that had been silent for long enough before.
   */
  void resumed(Machine machine, Duration stoodStill) {
    if (!wasSilent(machine, world.schedule.now() - stoodStill.toNanos())) {
      heard(machine);
    }
  }

  private boolean wasSilent(Machine machine, long at) {
    // Its clock may be a little faster than the world's.
    Duration span = world.timings.deadTime().minus(Duration.ofMillis(10));
    long heard = lastHeard.getOrDefault(machine.name(), Long.MIN_VALUE / 2);
    return at - heard >= span.toNanos();
  }

  private void networksWereSilent(Machine machine) {
    Observer.require(
        Invariant.HEARD_PEER_STAYS,
        wasSilent(machine, world.schedule.now()),
        machine.name()
            + " takes over although it heard its peer on a network, or stood still itself, within the"
            + " dead time");
  }

  /** In the window that the taking node can have looked at, the peer has written no beat. */
  private void diskWasStale(Machine machine) {
    Timings timings = world.timings;
    Duration slack = timings.auditPeriod().multipliedBy(2).plus(timings.ioDeadline());
    Duration span = timings.diskDeadTime().minus(Duration.ofMillis(10));
    long to = world.schedule.now() - slack.toNanos();
    long from = world.schedule.now() - span.toNanos();
    List<Long> written = world.disk.beatTimes(world.peerOf(machine).name());
    Observer.require(
        Invariant.FRESH_BEAT_STAYS,
        written.stream().noneMatch(at -> at > from && at < to),
        machine.name() + " takes over although the peer's beat on the disk was fresh");
  }
}
