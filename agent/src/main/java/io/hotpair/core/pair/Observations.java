package io.hotpair.core.pair;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;

/** Takes in what a tick says, and tells the world what has changed in it. */
final class Observations {
  private Observations() {}

  static void take(Step step, Event.Tick tick) {
    Observed before = step.observed();
    Observed after = new Observed(tick.now(), tick.peer(), tick.disk(), tick.local());
    step.observe(after);
    tellPaths(step, before.peer(), after.peer());
    tellPeer(step, before.peer(), after.peer());
    tellDisk(step, before, after);
    tellReadiness(step, before, after);
    after.reading().ifPresent(reading -> step.rememberEpoch(reading.largestEpoch()));
    after.report().ifPresent(report -> mergeSuspension(step, report.suspension()));
  }

  /** Takes in a reading that a guard's call brought along. */
  static void read(Step step, GuardReading reading) {
    Observed old = step.observed();
    step.observe(new Observed(old.now(), old.peer(), old.disk().read(reading), old.local()));
    step.rememberEpoch(reading.largestEpoch());
  }

  static void mergeSuspension(Step step, Suspension other) {
    step.remember(old -> old.with(old.suspension().merge(other)));
  }

  private static void tellPaths(Step step, PeerView before, PeerView after) {
    for (PathKind kind : PathKind.values()) {
      PathState was = before.paths().getOrDefault(kind, PathState.UNKNOWN);
      PathState is = after.paths().getOrDefault(kind, PathState.UNKNOWN);
      if (was == is || is == PathState.UNKNOWN) {
        continue;
      }
      boolean down = is == PathState.DOWN;
      if (down || was == PathState.DOWN) {
        step.notice(
            down ? NoticeKind.PATH_DOWN : NoticeKind.PATH_UP,
            kind.label(),
            was.label(),
            is.label(),
            MoveReason.NONE,
            "the "
                + kind.label()
                + " path to "
                + step.config.peer()
                + (down ? " is down: check " + suspects(kind) : " is up again"));
      }
    }
  }

  private static String suspects(PathKind kind) {
    return switch (kind) {
      case PRIVATE, PUBLIC -> "cable, switch and the peer";
      case DISK -> "the peer, and each node's path to the array";
    };
  }

  private static void tellPeer(Step step, PeerView before, PeerView after) {
    boolean wasGone = isGone(before.health());
    boolean isGone = isGone(after.health());
    if (wasGone != isGone && before.health() != PeerHealth.UNCLEAN) {
      step.notice(
          isGone ? NoticeKind.PEER_SILENT : NoticeKind.PEER_BACK,
          step.config.peer().value(),
          before.health().label(),
          after.health().label(),
          MoveReason.NONE,
          step.config.peer()
              + (isGone ? " is heard on no network" : " is heard on a network again"));
    }
    if (after.digestDiffers() && !before.digestDiffers()) {
      step.notice(
          NoticeKind.CONFIGURATION_MISMATCH,
          step.config.peer().value(),
          MoveReason.NONE,
          "the site file of "
              + step.config.peer()
              + " is another one: nothing moves by itself until both are equal");
    }
  }

  private static boolean isGone(PeerHealth health) {
    return switch (health) {
      case SILENT, DEAD -> true;
      case ONLINE, SUSPECT, UNCLEAN -> false;
    };
  }

  private static void tellDisk(Step step, Observed before, Observed after) {
    boolean was = before.diskReachable(step.config.timings());
    boolean is = after.diskReachable(step.config.timings());
    if (was && !is) {
      step.notice(
          NoticeKind.STORAGE_DEGRADED,
          "",
          "reachable",
          "unreachable",
          MoveReason.NONE,
          "the shared disk does not answer here: check the path to the array");
    }
  }

  private static void tellReadiness(Step step, Observed before, Observed after) {
    if (!(step.state() instanceof State.Active)) {
      return;
    }
    Readiness was = Fitness.ofPeer(before);
    Readiness is = Fitness.ofPeer(after);
    if (was.isReady() != is.isReady()) {
      step.notice(
          is.isReady() ? NoticeKind.READINESS_REGAINED : NoticeKind.READINESS_LOST,
          step.config.peer().value(),
          was.cause().label(),
          is.cause().label(),
          MoveReason.NONE,
          step.config.peer()
              + (is.isReady() ? " could take over" : " could not take over, " + Fitness.text(is)));
    }
  }
}
